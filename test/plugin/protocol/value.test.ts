import type { Type } from "../../../lib/plugin/protocol/type";
import {
  Decimal,
  decodeValue,
  encodeValue,
  Unknown,
  type Value,
} from "../../../lib/plugin/protocol/value";

/** Bytes in hex, with texts in quotes among them: `92 a1 "x"`. */
function bytes(notation: string): Uint8Array {
  return Buffer.concat(
    (notation.match(/"[^"]*"|[0-9a-f]{2}/g) ?? []).map((part) =>
      part.startsWith('"') ? Buffer.from(part.slice(1, -1)) : Buffer.from(part, "hex"),
    ),
  );
}

/** A type in JSON as MessagePack's bytes, for which there is no quoting within quotes. */
function typeBytes(json: string): string {
  return `c4 ${hex([json.length])} ${hex(Buffer.from(json))}`;
}

function hex(numbers: Iterable<number>): string {
  return Buffer.from([...numbers])
    .toString("hex")
    .replace(/../g, "$& ")
    .trim();
}

const PAIR: Type = ["object", { id: "string", uses: "number" }];

describe("A value of Terraform", () => {
  test.each<[string, Type, string, Value]>([
    ["a text", "string", 'a2 "hi"', "hi"],
    ["a text beyond ASCII", "string", "a3 e2 82 ac", "€"],
    ["a text of more than 31 bytes", "string", `d9 28 "${"x".repeat(40)}"`, "x".repeat(40)],
    ["true", "bool", "c3", true],
    ["false", "bool", "c2", false],
    ["null of a text", "string", "c0", null],
    ["null of an object", PAIR, "c0", null],
    ["null of any type", "dynamic", "c0", null],
    ["a whole number", "number", "05", 5],
    ["a negative whole number", "number", "d1 ff 38", -200],
    ["a whole number of 32 bits", "number", "ce 00 09 3a 80", 604800],
    ["the greatest whole number of a double", "number", "cf 00 1f ff ff ff ff ff ff", 2 ** 53 - 1],
    ["a fraction as double", "number", "cb 3f f8 00 00 00 00 00 00", 1.5],
    ["a fraction as digits", "number", 'a3 "0.1"', 0.1],
    ["a list", ["list", "string"], '92 a1 "a" a1 "b"', ["a", "b"]],
    ["a set", ["set", "number"], "92 01 02", [1, 2]],
    ["an empty list", ["list", "string"], "90", []],
    ["a tuple", ["tuple", ["string", "bool"]], '92 a1 "a" c3', ["a", true]],
    ["a map", ["map", "bool"], '81 a1 "k" c2', { k: false }],
    ["an empty map", ["map", "bool"], "80", {}],
    ["an object", PAIR, '82 a2 "id" a1 "x" a4 "uses" 03', { id: "x", uses: 3 }],
    ["an object in another order", PAIR, '82 a4 "uses" 03 a2 "id" a1 "x"', { id: "x", uses: 3 }],
    ["an object with null in it", PAIR, '82 a2 "id" c0 a4 "uses" 03', { id: null, uses: 3 }],
    [
      "a map with a name of Object's",
      ["map", "bool"],
      '81 ab "constructor" c3',
      { constructor: true },
    ],
    ["a dynamic text", "dynamic", `92 ${typeBytes('"string"')} a1 "x"`, "x"],
    ["a dynamic null", "dynamic", `92 ${typeBytes('"string"')} c0`, null],
    [
      "a dynamic object",
      "dynamic",
      `92 ${typeBytes('["object",{"id":"string","uses":"number"}]')} 82 a2 "id" a1 "x" a4 "uses" 03`,
      { id: "x", uses: 3 },
    ],
    [
      "a list of dynamic values",
      ["tuple", ["dynamic", "dynamic"]],
      `92 92 ${typeBytes('"bool"')} c3 92 ${typeBytes('["list","number"]')} 91 07`,
      [true, [7]],
    ],
    ["an unknown value", "string", "d4 00 00", Unknown.VALUE],
    ["an unknown value of any type", "dynamic", "d4 00 00", Unknown.VALUE],
    [
      "an unknown text whose start is known",
      "string",
      'c7 09 0c 82 01 c2 02 a4 "arn:"',
      Unknown.VALUE,
    ],
    [
      "an unknown value in an object",
      PAIR,
      '82 a2 "id" d4 00 00 a4 "uses" 03',
      { id: Unknown.VALUE, uses: 3 },
    ],
    ["nothing at all", "string", "", null],
  ])("is read from its bytes: %s", (_, type, notation, value) => {
    expect(decodeValue(bytes(notation), type)).toEqual(value);
  });

  test.each([
    ["cf 00 20 00 00 00 00 00 01", "9007199254740993"],
    ["cf ff ff ff ff ff ff ff ff", "18446744073709551615"],
    ["d3 80 00 00 00 00 00 00 01", "-9223372036854775807"],
    ['b7 "12345678901234567890123"', "12345678901234567890123"],
    [`d9 2a "0.${"1234567890".repeat(4)}"`, `0.${"1234567890".repeat(4)}`],
  ])("keeps all digits of a number that no double holds: %s", (notation, digits) => {
    const value = decodeValue(bytes(notation), "number");

    expect(value).toEqual(new Decimal(digits));
    expect(decodeValue(encodeValue(value, "number"), "number")).toEqual(value);
  });

  test.each<[string, Type, Value, string]>([
    ["a text", "string", "hi", 'a2 "hi"'],
    ["null", "string", null, "c0"],
    ["true", "bool", true, "c3"],
    ["a whole number", "number", 5, "05"],
    ["a fraction, as digits", "number", 0.1, 'a3 "0.1"'],
    [
      "a number of many digits",
      "number",
      new Decimal("12345678901234567890"),
      'b4 "12345678901234567890"',
    ],
    ["an unknown value", "string", Unknown.VALUE, "d4 00 00"],
    ["a list", ["list", "string"], ["a"], '91 a1 "a"'],
    ["an object", PAIR, { id: null, uses: 3 }, '82 a2 "id" c0 a4 "uses" 03'],
    ["a map", ["map", "bool"], { k: false }, '81 a1 "k" c2'],
  ])("is written in the bytes that it has: %s", (_, type, value, notation) => {
    expect(hex(encodeValue(value, type))).toBe(hex(bytes(notation)));
  });

  test.each<[string, Type, string]>([
    ["an object without one of its attributes", PAIR, '81 a2 "id" a1 "x"'],
    ["an object with one more", PAIR, '83 a2 "id" a1 "x" a4 "uses" 03 a1 "z" 01'],
    ["an object with another one", PAIR, '82 a2 "id" a1 "x" a3 "use" 03'],
    ["an object that is a list", PAIR, '92 a1 "x" 03'],
    ["a list that is a map", ["list", "string"], '81 a1 "k" a1 "x"'],
    ["a map that is an extension", ["map", "string"], "d4 07 00"],
    ["a tuple with a member less", ["tuple", ["string", "bool"]], '91 a1 "a"'],
    ["a tuple with a member more", ["tuple", ["string", "bool"]], '93 a1 "a" c3 c3'],
    ["a text that is a number", "string", "05"],
    ["a text that is bytes", "string", 'c4 02 "hi"'],
    ["a bool that is a text", "bool", 'a4 "true"'],
    ["a number that is a word", "number", 'a3 "one"'],
    ["a number that is a bool", "number", "c3"],
    ["a dynamic value without its type", "dynamic", 'a1 "x"'],
    ["a dynamic value of a type that is no type", "dynamic", `92 ${typeBytes('"text"')} a1 "x"`],
    ["a dynamic value of another type", "dynamic", `92 ${typeBytes('"bool"')} a1 "x"`],
    ["a value and more", "bool", "c3 c3"],
    ["a value cut short", "string", 'a5 "hi"'],
  ])("is refused: %s", (_, type, notation) => {
    expect(() => decodeValue(bytes(notation), type)).toThrow();
  });

  test.each([
    ["an empty text", "a0"],
    ["hexadecimal digits", 'a4 "0x10"'],
    ["digits with spaces", 'a3 " 1 "'],
  ])("is refused: a number that is %s", (_, notation) => {
    expect(() => decodeValue(bytes(notation), "number")).toThrow();
  });

  test.each<[string, Type, Value]>([
    ["a number as text", "string", 5],
    ["a text as number", "number", "5"],
    ["no number", "number", NaN],
    ["an endless number", "number", Infinity],
    ["an object without one of its attributes", PAIR, { id: "x" }],
    ["an object with one more", PAIR, { id: "x", uses: 1, z: 1 }],
    ["a list as object", PAIR, ["x", 1]],
  ])("is not written: %s", (_, type, value) => {
    expect(() => encodeValue(value, type)).toThrow();
  });

  test.each<[Type, Value]>([
    ["string", "über größe 😀 語\u0000\n"],
    ["string", "x".repeat(70_000)],
    ["number", -(2 ** 53) + 1],
    ["number", 5e-324],
    ["number", 1.7976931348623157e308],
    ["number", -0.000001],
    [
      ["list", ["map", ["tuple", ["number", "bool"]]]],
      [{ a: [1.25, null] }, {}, { "": [2, true] }],
    ],
    [["object", { deep: ["object", { er: ["set", "string"] }] }], { deep: { er: ["a", "b"] } }],
    [["list", "number"], Array.from({ length: 70_000 }, (_, i) => i * 2 ** 30)],
  ])("comes back as it went: %j", (type, value) => {
    expect(decodeValue(encodeValue(value, type), type)).toEqual(value);
  });
});
