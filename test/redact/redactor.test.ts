import { mark, Redactor } from "../../lib/redact";
import {
  ACCESS_KEY,
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

function redact(text: string): string {
  const redactor = new Redactor();
  return redactor.push(text) + redactor.end();
}

const S = mark(SECRET);
const O = mark(OTHER_SECRET);
const SIG = mark(PLAIN_SIGNATURE);

const html = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
const goJson = (text: string): string =>
  JSON.stringify(text).replaceAll("&", "\\u0026").replaceAll(">", "\\u003e");

describe("A link keeps its address, object, times and access key, and loses its signature and token", () => {
  const forms: Record<string, (url: string) => string> = {
    "as it is": (url) => url,
    "in capitals": (url) => url.toUpperCase(),
    "in small letters": (url) => url.toLowerCase(),
    "in JSON": JSON.stringify,
    "in JSON as Go writes it": goJson,
    "in JSON in JSON": (url) => JSON.stringify(goJson(url)),
    "in JSON in JSON in JSON": (url) => JSON.stringify(JSON.stringify(goJson(url))),
    "in HTML": html,
    "as a parameter of another link": (url) => `https://x.invalid/?to=${encodeURIComponent(url)}`,
    "as a parameter of a parameter": (url) => encodeURIComponent(encodeURIComponent(url)),
  };

  test.each(Object.keys(forms))("%s", (form) => {
    const text = `see ${forms[form]!(URL)} and ${forms[form]!(PLAIN_URL)}, please`;

    const shown = redact(text);

    expect(secretsIn(shown)).toEqual([]);
    expect(shown).toContain(mark(SIGNATURE));
    expect(shown).toContain(SIG);
    expect(shown.match(/redacted:[0-9a-f]{8}/g)).toHaveLength(3);
    expect(shown.replaceAll(/redacted:[0-9a-f]{8}/g, "*")).toBe(
      text
        .replaceAll(new RegExp(`${SIGNATURE}|${PLAIN_SIGNATURE}`, "gi"), "*")
        .replaceAll(
          /(Security-Token(?:=|%3D|%253D))[\w+/]*(?:%(?:25){0,2}(?:2B|2F|3D)\w*)*/gi,
          "$1*",
        ),
    );
    expect(shown.toLowerCase()).toContain(ACCESS_KEY.toLowerCase());
  });

  test("also where another parameter follows", () => {
    expect(redact(`?X-Amz-Signature=${PLAIN_SIGNATURE}&x-id=GetObject`)).toBe(
      `?X-Amz-Signature=${SIG}&x-id=GetObject`,
    );
    expect(redact(`%3FX-Amz-Signature%3D${PLAIN_SIGNATURE}%26x-id%3DGetObject`)).toBe(
      `%3FX-Amz-Signature%3D${SIG}%26x-id%3DGetObject`,
    );
  });

  test("also where the log cut the signature short", () => {
    expect(redact(`X-Amz-Signature=${PLAIN_SIGNATURE.slice(0, 20)}...`)).toBe(
      "X-Amz-Signature=redacted...",
    );
  });
});

describe("A header or a dump of parameters loses its signature and token", () => {
  test.each([
    [
      `Authorization: AWS4-HMAC-SHA256 Credential=${ACCESS_KEY}/20260102/de/s3/aws4_request, SignedHeaders=host, Signature=${PLAIN_SIGNATURE}`,
      `Authorization: AWS4-HMAC-SHA256 Credential=${ACCESS_KEY}/20260102/de/s3/aws4_request, SignedHeaders=host, Signature=${SIG}`,
    ],
    [
      `X-Amz-Security-Token: ${SESSION_TOKEN}\r\n`,
      `X-Amz-Security-Token: ${mark(SESSION_TOKEN)}\r\n`,
    ],
    [`map[X-Amz-Signature:[${PLAIN_SIGNATURE}] a:[b]]`, `map[X-Amz-Signature:[${SIG}] a:[b]]`],
    [`{"X-Amz-Signature":["${PLAIN_SIGNATURE}"]}`, `{"X-Amz-Signature":["${SIG}"]}`],
    [`{ 'X-Amz-Signature': '${PLAIN_SIGNATURE}' }`, `{ 'X-Amz-Signature': '${SIG}' }`],
    [`AWS_SESSION_TOKEN=${SESSION_TOKEN}`, `AWS_SESSION_TOKEN=${mark(SESSION_TOKEN)}`],
    [`"session_token": "${SESSION_TOKEN}"`, `"session_token": "${mark(SESSION_TOKEN)}"`],
  ])("%#", (text, shown) => {
    expect(redact(text)).toBe(shown);
  });
});

describe("A secret key loses its value where it is named", () => {
  const names = [
    "secret_key",
    "secretkey",
    "secret_access_key",
    "secretAccessKey",
    "s3_secret_key",
    "secretKey",
    "SecretAccessKey",
    "IONOS_S3_SECRET_KEY",
    "AWS_SECRET_ACCESS_KEY",
    "TF_VAR_secret_key",
  ];

  test.each(names)("as %s", (name) => {
    for (const secret of [OTHER_SECRET, LEGACY_SECRET, "short.!secret"]) {
      expect(redact(`{"a":[{"${name}":"${secret}","b":1}]}`)).toBe(
        `{"a":[{"${name}":"${mark(secret)}","b":1}]}`,
      );
      expect(redact(`  + ${name}     = "${secret}"\n`)).toBe(
        `  + ${name}     = "${mark(secret)}"\n`,
      );
    }
    expect(redact(`export ${name}=${LEGACY_SECRET}\n`)).toBe(
      `export ${name}=${mark(LEGACY_SECRET)}\n`,
    );
  });

  test.each([
    [
      "a replacement",
      `~ secret_key = "${SECRET}" -> (known after apply)`,
      `~ secret_key = "${S}" -> (known after apply)`,
    ],
    ["a removal", `- secret_key = "${SECRET}" -> null`, `- secret_key = "${S}" -> null`],
    [
      "a change",
      `~ secret_key = "${SECRET}" -> "${OTHER_SECRET}"`,
      `~ secret_key = "${S}" -> "${O}"`,
    ],
    ["a map", `+ "secret_key" = "${SECRET}"`, `+ "secret_key" = "${S}"`],
    [
      "colours",
      `\x1b[0m  \x1b[31m-\x1b[0m\x1b[0m secret_key = "${SECRET}" \x1b[90m->\x1b[0m \x1b[90m"${OTHER_SECRET}"\x1b[0m`,
      `\x1b[0m  \x1b[31m-\x1b[0m\x1b[0m secret_key = "${S}" \x1b[90m->\x1b[0m \x1b[90m"${O}"\x1b[0m`,
    ],
    [
      "a plan's text in JSON",
      goJson(`~ secret_key = "${SECRET}" -> "${OTHER_SECRET}"`),
      goJson(`~ secret_key = "${S}" -> "${O}"`),
    ],
    [
      "a plan's text in HTML",
      html(`secret_key = "${SECRET}" -> "${OTHER_SECRET}"`).replaceAll(">", "&gt;"),
      html(`secret_key = "${S}" -> "${O}"`).replaceAll(">", "&gt;"),
    ],
    [
      "an object with braces and other members in texts",
      `{"secret_key":{"description":"a } b","X-Amz-Signature":"${PLAIN_SIGNATURE}","value":"s"},"value":"v"}`,
      `{"secret_key":{"description":"a } b","X-Amz-Signature":"${SIG}","value":"redacted"},"value":"v"}`,
    ],
    [
      "a sentence",
      `It is secret_key=${LEGACY_SECRET}. Mind it.`,
      `It is secret_key=${mark(LEGACY_SECRET)}. Mind it.`,
    ],
    ["JSON over lines", `"secret_key":\n  "${SECRET}"`, `"secret_key":\n  "${S}"`],
    ["YAML", `secretKey: '${SECRET}'`, `secretKey: '${S}'`],
    [
      "an output",
      `"secret_key":{"sensitive":false,"type":"string","value":"pass } \\"word"},"value":"v"`,
      `"secret_key":{"sensitive":false,"type":"string","value":"redacted"},"value":"v"`,
    ],
    [
      "a constant",
      `"outputs":{"secret_key":{"expression":{"constant_value":"${LEGACY_SECRET}"}},"x":{"default":"y"}}`,
      `"outputs":{"secret_key":{"expression":{"constant_value":"${mark(LEGACY_SECRET)}"}},"x":{"default":"y"}}`,
    ],
    [
      "a text that no quote ends",
      `secret_key = "${LEGACY_SECRET}\nnext`,
      `secret_key = "${mark(LEGACY_SECRET)}\nnext`,
    ],
    [
      "slashes that JSON escapes",
      `"secret_key":"${SECRET.replaceAll("/", "\\/")}"`,
      `"secret_key":"${S}"`,
    ],
    ["a parameter", `secret_key=${encodeURIComponent(SECRET)}&a=b`, `secret_key=${S}&a=b`],
    [
      "an encoded parameter",
      `secret_key%3D${encodeURIComponent(OTHER_SECRET)}%26a%3Db`,
      `secret_key%3D${O}%26a%3Db`,
    ],
  ])("in %s", (_, text, shown) => {
    expect(redact(text)).toBe(shown);
  });

  test.each([0, 1, 2, 3])(
    "in JSON that is a text in JSON, %i times over, also with quotes and backslashes in the value",
    (levels) => {
      for (const secret of ['a"b\\', "a\\", 'x\\"y', LEGACY_SECRET]) {
        const wrap = (value: string): string =>
          Array.from({ length: levels }).reduce<string>(
            (text) => JSON.stringify({ text }),
            JSON.stringify({ secret_key: value, after: "end" }),
          );
        expect(redact(wrap(secret))).toBe(wrap(mark(secret)));
      }
    },
  );
});

describe("A secret key is found without its name", () => {
  test("anywhere after the place that names it, also in a link", () => {
    const text = `{"secret_key":"${LEGACY_SECRET}"} x${LEGACY_SECRET}y "${LEGACY_SECRET}"`;
    const mine = mark(LEGACY_SECRET);
    expect(redact(text)).toBe(`{"secret_key":"${mine}"} x${mine}y "${mine}"`);
    expect(redact(`secretKey: '${SECRET}'\n?k=${encodeURIComponent(SECRET)}`)).toBe(
      `secretKey: '${S}'\n?k=${S}`,
    );
  });

  test("before it, where it stands alone in quotes and has the shape of IONOS' keys", () => {
    expect(redact(`"value":"${OTHER_SECRET}" \\"${SECRET}\\" x${SECRET}y`)).toBe(
      `"value":"${O}" \\"${S}\\" x${S}y`,
    );
  });

  test("whole, where another begins alike", () => {
    const begin = LEGACY_SECRET.slice(0, 34);
    const named = `secret_key="${begin}"\nsecret_key="${LEGACY_SECRET}"\n`;
    expect(redact(`${named} x${LEGACY_SECRET}y x${begin}y`).split("\n")[2]).toBe(
      ` x${mark(LEGACY_SECRET)}y x${mark(begin)}y`,
    );
  });

  test("as long as not 64 others came since", () => {
    const others = (n: number): string =>
      Array.from(
        { length: n },
        (_, i) => `secret_key="${LEGACY_SECRET.slice(0, -2)}${i + 10}"\n`,
      ).join("");
    const first = `secret_key="${LEGACY_SECRET}"\n`;
    expect(redact(`${first}${others(63)}${LEGACY_SECRET}`)).not.toContain(LEGACY_SECRET);
    expect(redact(`${first}${others(64)}${LEGACY_SECRET}`)).toMatch(
      new RegExp(`${LEGACY_SECRET}$`),
    );
  });
});

describe("What is no secret stays", () => {
  const sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
  test.each([
    ["hashes in hex", `"${sha256}" sha256:${sha256} "${sha256.toUpperCase()}"`],
    ["hashes of a lock file", `"h1:Mx5HlBdeGGiUjJdUIIAa3iN4ImxhDBX/oLJF9eELJFo=", "zh:${sha256}"`],
    [
      "hashes in base64",
      `"integrity": "sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC"`,
    ],
    [
      "PEM",
      `"-----BEGIN-----\\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo\\n4lgOEePzNm0tRgeLezV6ffAt0gunVTLw7onLRnrq0/IzW7yWR7QkrmBL7jTKEn5u\\n"`,
    ],
    ["paths", `"lib/reports/quarterly/customers/of/the/north/and/the/south/totals"`],
    [
      "UUIDs and access keys",
      `"id":"11111111-2222-3333-4444-555555555555","access_key":"${ACCESS_KEY}"`,
    ],
    ["references in HCL", "secret_key = ionoscloud_s3_key.Deploy_7B206E61.secret_key"],
    [
      "references in JSON",
      `"secret_key": "\${ionoscloud_s3_key.Deploy_7B206E61[\\"a\\"].secret_key}"`,
    ],
    [
      "names alone",
      `"references":["ionoscloud_s3_key.Deploy.secret_key","secret_key"], "paths": [["secret_key"]]`,
    ],
    [
      "flags",
      `"secret_key":true,"secret_key":null,"secret_key":{},"secret_key":"","after_unknown":{"secret_key":true}`,
    ],
    ["what stands on the next line", 'the secret_key:\n"a text"'],
    [
      "what Terraform hides",
      `secret_key = (known after apply)\nsecret_key = (sensitive value)\nsecret_key: "(sensitive value)" secret_key="***"`,
    ],
    [
      "sentences",
      "secret_key: must be a text. X-Amz-Signature: must be hex, session token: none; signature = valid; X-Amz-Signature: added",
    ],
    [
      "calls",
      `secret_key = trimspaceandmore("x") secretAccessKey: \${{ secrets.KEY }} SECRET_KEY=$IONOS_S3_SECRET_KEY`,
    ],
    [
      "other signatures",
      `"signature":"MEUCIQDq5Kx0cJ6YfHqzN0vT5sPZ0q2l8c9b7a6d5e4f3g2h1i0jAiB" Signature=abc`,
    ],
    ["links without a signature", "https://s3.eu-central-3.ionoscloud.com/b/o?X-Amz-Expires=3600"],
  ])("%s", (_, text) => {
    expect(redact(text)).toBe(text);
  });
});

describe("A mark", () => {
  test("is the same for the same secret in every run, however it is spelled", () => {
    expect(mark(SECRET)).toBe("redacted:a724ca38");
    expect(redact(`X-Amz-Signature=${PLAIN_SIGNATURE.toUpperCase()}`)).toContain(SIG);
    expect(redact(`"secret_key":"${SECRET.replaceAll("/", "\\u002f")}"`)).toContain(S);
    expect(redact(`secret_key=${SECRET.replaceAll("/", "&#x2F;")}&amp;`)).toContain(S);
    expect(redact(`secret_key=${SECRET.replaceAll("/", "&#47;")}&amp;`)).toContain(S);
    expect(mark(SECRET)).not.toBe(mark(OTHER_SECRET));
  });

  test("has no digits where the secret is short enough to be guessed", () => {
    expect(mark("x".repeat(31))).toBe("redacted");
    expect(mark("x".repeat(32))).toMatch(/^redacted:[0-9a-f]{8}$/);
  });
});
