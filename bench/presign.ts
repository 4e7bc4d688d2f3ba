import { GET_SIGNED_URL, OURS, others, ours } from "./contenders";
import { FLOOR, floor, LOWER_FLOOR, lowerFloor } from "./floor";
import { type Bounds, compare, type Contender } from "./measure";
import { table, verdict } from "./table";
import { verify } from "./verify";
import { CREDENTIALS, PLAIN, RESPONSE_HEADERS, UMLAUTS } from "./workload";

const BOUNDS: Bounds = { warmUpMs: 500, rounds: 15, turnMs: 60 };

/**
 * Compares URLs per second of `presign`, of other signers, and of the hashing that none can leave
 * out.
 */
export async function benchPresign(): Promise<void> {
  const workloads = [
    { title: "plain object keys", requests: PLAIN, rivals: others(PLAIN) },
    { title: "object keys with spaces and umlauts", requests: UMLAUTS, rivals: [] },
    {
      title: "GET with response-content-disposition, PUT with signed content-type",
      requests: RESPONSE_HEADERS,
      rivals: [],
    },
  ];

  const verdicts: string[] = [];
  for (const { title, requests, rivals } of workloads) {
    for (const signer of [ours(requests), ...rivals]) {
      verify(signer.name, await signer.first(), {
        method: "GET",
        secretAccessKey: CREDENTIALS.secretAccessKey,
      });
    }
    // The floors check all URLs of `presign`, as they hash what these are signed over.
    const contenders = [ours(requests), floor(requests), lowerFloor(requests), ...rivals];
    const seconds = await compare(contenders, BOUNDS);
    console.log(`\nPresigning: ${title}\n`);
    console.log(report(contenders, seconds));

    const own = secondsOf(seconds, OURS);
    for (const { name } of contenders.filter((rival) => rival.name.startsWith(GET_SIGNED_URL))) {
      const aims = { what: name, bound: 50, aim: 100, is: "least" } as const;
      verdicts.push(verdict(aims, secondsOf(seconds, name) / own));
    }
    const aims = { what: `the floor, ${title}`, bound: 1.6, aim: 1.25, is: "most" } as const;
    verdicts.push(verdict(aims, own / secondsOf(seconds, FLOOR)));
  }
  console.log(`\n${verdicts.join("\n")}`);
}

function report(contenders: readonly Contender[], seconds: ReadonlyMap<string, number>): string {
  const own = secondsOf(seconds, OURS);
  const rows = contenders.map(({ name }) => {
    const each = secondsOf(seconds, name);
    return [
      name,
      Math.round(1 / each).toLocaleString("en"),
      (each / own).toFixed(2),
      (each / secondsOf(seconds, FLOOR)).toFixed(2),
      (each / secondsOf(seconds, LOWER_FLOOR)).toFixed(2),
    ];
  });
  return table(["", "URLs/s", "presign is x times as fast", "x floor", "x lower floor"], rows);
}

function secondsOf(seconds: ReadonlyMap<string, number>, name: string): number {
  return seconds.get(name) ?? NaN;
}
