import { createHash, randomBytes } from "node:crypto";
import { mark, Redactor } from "../../lib/redact";
import {
  LEGACY_SECRET,
  OTHER_SECRET,
  PLAIN_SIGNATURE,
  PLAIN_URL,
  SECRET,
  secretsIn,
  SESSION_TOKEN,
  SIGNATURE,
  URL,
} from "./samples";

/** Cuts text into parts at offsets, and joins what comes out. */
function redact(text: string, ...offsets: readonly number[]): string {
  const redactor = new Redactor();
  const cuts = [0, ...offsets, text.length];
  return (
    cuts
      .slice(1)
      .map((end, i) => redactor.push(text.slice(cuts[i], end)))
      .join("") + redactor.end()
  );
}

const utf8 = (text: string): string => Buffer.from(text).toString("latin1");

/** A piece of everything, with what almost is something, and characters of up to four bytes. */
const DOCUMENT = utf8(
  [
    `größe 語 😀 ${URL} 😀${PLAIN_URL}語`,
    `~ secret_key = "${SECRET}" -> "${OTHER_SECRET}" # ü`,
    JSON.stringify({ secret_key: { type: "string", value: LEGACY_SECRET }, value: "stays" }),
    JSON.stringify({ secret_key: { constant_value: "odd" }, constant_value: "stays" }),
    JSON.stringify(
      JSON.stringify({ secret_key: { constant_value: "odd", a: "b" }, before: "stays" }),
    ),
    JSON.stringify(
      JSON.stringify({ secretKey: `${OTHER_SECRET}\\"`, "X-Amz-Signature": PLAIN_SIGNATURE }),
    ),
    `"${OTHER_SECRET}" '${SECRET}' &quot;${SECRET}&quot; "${SECRET.slice(1)}" x${LEGACY_SECRET}y`,
    `?to=${encodeURIComponent(URL)}&k=${encodeURIComponent(SECRET)} &amp;X-Amz-Signature=${PLAIN_SIGNATURE}&amp;`,
    JSON.stringify({
      secret_key: {
        expression: {
          references: ["local.some_rather_long_name_of_something_else", "and.another"],
          constant_value: "odd",
        },
      },
    }),
    `&quot;secret_key&quot;: &quot;${SECRET}&quot; secret_key = ${"module_".repeat(20)}.secret_key`,
    `\x1b[31m-\x1b[0m secret_key \x1b[1m= "${SECRET}" \x1b[90m->\x1b[0m null`,
    `secret_ke secret_key secret_key = a.b x-amz-signatur Signature=${PLAIN_SIGNATURE}, session_token: ${SESSION_TOKEN}`,
    `secret_key=${LEGACY_SECRET}. secret_key: "\${a.b["c"]}" &quo "secret_key":`,
    `  "${LEGACY_SECRET.slice(0, 30)}" \\\\\\"secretkey\\\\\\" : \\\\\\"a\\\\\\\\\\\\\\"b\\\\\\" "X-Amz-Sig`,
    `X-Amz-Signature=${PLAIN_SIGNATURE}%26x=%2 secret_key = "${SECRET}`,
  ].join("\n"),
);

describe("A stream comes out the same", () => {
  const whole = redact(DOCUMENT);

  test("and without its secrets, whatever there is", () => {
    expect(secretsIn(whole)).toEqual([]);
    expect(whole).toContain(utf8("größe 語 😀 https://s3.eu-central-3.ionoscloud.com/my-bucket"));
    expect(whole).toContain('"value":"stays"');
  });

  test("cut in two at any offset", () => {
    const differing = Array.from({ length: DOCUMENT.length + 1 }, (_, i) => i).filter(
      (offset) => redact(DOCUMENT, offset) !== whole,
    );
    expect(differing).toEqual([]);
  });

  test("byte by byte, and in parts of any length", () => {
    for (const length of [1, 2, 3, 5, 7, 16, 63, 64, 65, 127, 256]) {
      const offsets = Array.from(
        { length: Math.floor(DOCUMENT.length / length) },
        (_, i) => (i + 1) * length,
      );
      expect(redact(DOCUMENT, ...offsets)).toBe(whole);
    }
  });

  test("cut at random, 500 times, also when its lines stand in another order", () => {
    for (let seed = 0; seed < 500; seed++) {
      const random = pseudoRandom(seed);
      const text = DOCUMENT.split("\n")
        .map((line) => ({ line, order: random() }))
        .sort((a, b) => a.order - b.order)
        .map(({ line }) => line)
        .join(seed % 2 ? "\n" : " ");
      const offsets = Array.from({ length: 20 }, () => Math.floor(random() * text.length));
      const joined = redact(text, ...offsets.sort((a, b) => a - b));
      expect(joined).toBe(redact(text));
      if (seed % 2) {
        // A secret key may now stand before the place that names it.
        expect(secretsIn(joined)).not.toEqual(
          expect.arrayContaining([
            expect.stringMatching(new RegExp(`^(${SIGNATURE}|${PLAIN_SIGNATURE}|FwoG.*)$`)),
          ]),
        );
      }
    }
  });

  test("when it is redacted twice", () => {
    expect(redact(whole)).toBe(whole);
  });
});

test("A prefix of a stream, wherever it ends, has no secret", () => {
  const survivors = Array.from({ length: DOCUMENT.length }, (_, i) => i).filter(
    (end) => secretsIn(redact(DOCUMENT.slice(0, end))).length > 0,
  );
  expect(survivors).toEqual([]);
});

test("Bytes that are no text pass as they are", () => {
  const bytes = Buffer.concat([
    randomBytes(200_000),
    Buffer.from(Array.from({ length: 256 }, (_, i) => i)),
  ]);
  const text = bytes.toString("latin1");
  expect(redact(text, 1, 70_000, 130_001)).toBe(text);
});

describe("While a stream goes on", () => {
  test("each line comes out when it is complete", () => {
    const redactor = new Redactor();
    for (const line of DOCUMENT.split("\n").slice(0, -1)) {
      // The value may stand on the next line there, but what came of this one is out.
      expect(redactor.push(`${line}\n`)).toMatch(/\n$/);
    }
  });

  test("a prompt comes out at once", () => {
    expect(new Redactor().push("Enter a value: ")).toBe("Enter a value: ");
  });

  test("little is held back, however long a line, a value or a run of almost-names is", () => {
    for (const [begin, unit] of [
      ["", "x"],
      ["", '"'],
      ["", "\\"],
      ["", "secret_key"],
      ["", "X-Amz-Signature"],
      ["", "secret_key:"],
      ["secret_key", " "],
      ["secret_key=", " "],
      ['"secret_key":', "\n"],
      ['"secret_key":{', '"value"'],
      ["signature=", "A"],
      ["", `"${"A".repeat(63)}`],
      ["", "&quot;"],
      [`secret_key="${LEGACY_SECRET}" `, LEGACY_SECRET.slice(0, 39)],
    ] as const) {
      const redactor = new Redactor();
      const count = Math.ceil(300_000 / unit.length);
      const shown = redactor.push(begin) + redactor.push(unit.repeat(count));
      expect([unit, redactor.end().length < 1100]).toEqual([unit, true]);
      expect([unit, shown.length > 290_000]).toEqual([unit, true]);
    }
  });

  test("a value that never ends is swallowed, and leaves a mark", () => {
    for (const begin of [
      'secret_key = "',
      "secret_key: '",
      "X-Amz-Security-Token=",
      "X-Amz-Signature=",
    ]) {
      const redactor = new Redactor();
      const parts = Array.from({ length: 50 }, () => redactor.push("ab12".repeat(5000)));
      const begun = new Redactor();
      const opened = begun.push(`${begin}${"ab12".repeat(100)}`);
      const shown = Array.from({ length: 50 }, () => begun.push("ab12".repeat(5000)));
      expect(parts.join("")).toHaveLength(1_000_000);
      expect(opened + shown.join("")).toBe(begin);
      expect(begun.end()).toMatch(/^redacted:[0-9a-f]{8}$/);
    }
  });

  test("of a value no more than 16 KiB are kept: what differs after them is called the same", () => {
    const value = "ab12".repeat(4096);
    expect(redact(`secret_key = "${value}1"`)).toBe(redact(`secret_key = "${value}2"`));
    expect(redact(`secret_key = "${value.slice(4)}1"`)).not.toBe(
      redact(`secret_key = "${value.slice(4)}2"`),
    );
  });

  test("an object in the place of a secret is followed for 64 KiB", () => {
    const text = `"secret_key":{"a":"${"x".repeat(70_000)}","value":"stays","value":"stays"}`;
    expect(redact(text)).toBe(text);
  });
});

test("A line of 20 MB keeps its secrets hidden, and is done in seconds", () => {
  const line = `${"0123456789 ".repeat(100_000)}${PLAIN_URL} `.repeat(18);
  const offsets = Array.from(
    { length: Math.floor(line.length / 65_536) },
    (_, i) => (i + 1) * 65_536,
  );

  const shown = redact(line, ...offsets);

  expect(line.length).toBeGreaterThan(19e6);
  expect(shown).toBe(line.replaceAll(PLAIN_SIGNATURE, mark(PLAIN_SIGNATURE)));
});

/** The same numbers in every run, from 0 up to 1. */
function pseudoRandom(seed: number): () => number {
  let count = 0;
  return () => createHash("sha256").update(`${seed} ${count++}`).digest().readUInt32LE() / 2 ** 32;
}
