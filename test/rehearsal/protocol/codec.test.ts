import { decode, encode, ExtData } from "@msgpack/msgpack";
import fc from "fast-check";
import { canonicalSet, decodeValue, encodeValue, keyOf } from "../../../src/rehearsal/protocol/codec";
import type { CtyType } from "../../../src/schemas/cty";
import { BigNumber, Dynamic, objectOf, Unknown, UNKNOWN, type Value } from "../../../src/rehearsal/protocol/value";
import { spelled, typedValues } from "./support/arbitraries";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe("the wire form of a value", () => {
  test("comes back as the value it was, whatever its type", () => {
    fc.assert(
      fc.property(typedValues({ unknown: true }), ({ type, value }) => {
        expect(spelled(decodeValue(encodeValue(value, type), type))).toBe(spelled(value));
      }),
      { numRuns: 1500 },
    );
  });

  test("is the same for the same value", () => {
    fc.assert(
      fc.property(typedValues({ unknown: true }), ({ type, value }) => {
        const bytes = encodeValue(value, type);
        expect(hex(encodeValue(decodeValue(bytes, type), type))).toBe(hex(bytes));
      }),
      { numRuns: 300 },
    );
  });

  test.each<[string, Value, CtyType, string]>([
    ["null", null, "string", "c0"],
    ["unknown", UNKNOWN, "string", "d40000"],
    ["unknown with refinements", new Unknown(Buffer.from([0x81, 0x01, 0xc2])), "string", "c7030c8101c2"],
    ["a string", "ok", "string", "a26f6b"],
    ["true", true, "bool", "c3"],
    ["a small integer", 7, "number", "07"],
    ["the largest integer of a double", 2 ** 53 - 1, "number", "cf001fffffffffffff"],
    [
      "an integer beyond it, as text",
      new BigNumber("9007199254740993"),
      "number",
      "b039303037313939323534373430393933",
    ],
    ["a fraction, as the decimal it was written as", 0.1, "number", "a3302e31"],
    ["negative zero", -0, "number", "a22d30"],
    ["infinity", -Infinity, "number", "cbfff0000000000000"],
    ["a dynamic value, with its type", new Dynamic("bool", true), "dynamic", "92c40622626f6f6c22c3"],
    [
      "an object, with what it lacks as null",
      objectOf([["a", 1]]),
      ["object", { a: "number", b: "string" }],
      "82a16101a162c0",
    ],
  ])("of %s is what Terraform writes and reads", (_name, value, type, bytes) => {
    expect(hex(encodeValue(value, type))).toBe(bytes);
  });

  test("of a double is its exact value", () => {
    expect(decodeValue(encode(0.5), "number")).toBe(0.5);
    expect(decodeValue(encode(0.1), "number")).toEqual(
      new BigNumber("0.1000000000000000055511151231257827021181583404541015625"),
    );
    expect(decodeValue(encode(2n ** 63n, { useBigInt64: true }), "number")).toEqual(
      new BigNumber("9223372036854775808"),
    );
  });

  test("keeps a plain value where the schema says dynamic, with the type it has by itself", () => {
    const bytes = encodeValue(objectOf([["ports", [80, 443]]]), "dynamic");
    expect(decodeValue(bytes, "dynamic")).toEqual(
      new Dynamic(["object", { ports: ["tuple", ["number", "number"]] }], objectOf([["ports", [80, 443]]])),
    );
  });

  test("has sets in one order, each element once", () => {
    const type: CtyType = ["set", "string"];
    expect(hex(encodeValue(["b", "a", "b"], type))).toBe(hex(encodeValue(["a", "b"], type)));
    expect(decodeValue(encode(["b", "a", "b"]), type)).toEqual(["a", "b"]);
  });

  test("takes refinements through unread", () => {
    const payload = Uint8Array.from([0x82, 0x01, 0xc2, 0x02, 0xa4, 0x75, 0x69, 0x64, 0x2d]);
    const value = decodeValue(encode(new ExtData(12, payload)), "string");
    expect(value).toEqual(new Unknown(payload));
    expect(decode(encodeValue(value, "string"))).toEqual(new ExtData(12, payload));
  });
});

describe("a value that does not fit its type", () => {
  const type: CtyType = ["object", { rule: ["list", ["object", { port: "number" }]] }];

  test.each<[string, Value, string]>([
    [
      "a wrong primitive",
      objectOf([["rule", [objectOf([["port", "secret"]])]]]),
      "rule[0].port: number expected, found a string",
    ],
    ["an unknown attribute", objectOf([["rules", []]]), "rules: no such attribute expected, found a list of 0"],
    ["an object for a list", objectOf([["rule", objectOf()]]), "rule: list expected, found an object"],
    [
      "no number at all",
      objectOf([["rule", [objectOf([["port", NaN]])]]]),
      "rule[0].port: number expected, found a number",
    ],
  ])("is refused on its way out: %s", (_name, value, message) => {
    expect(() => encodeValue(value, type)).toThrow(message);
  });

  test("is refused on its way in, without showing it", () => {
    expect(() => decodeValue(encode({ rule: [{ port: true }] }), type)).toThrow(
      "rule[0].port: number expected, found a boolean",
    );
    expect(() => decodeValue(encode(new ExtData(5, new Uint8Array(1))), "string")).toThrow("string expected");
    expect(() => decodeValue(encode([encode("x"), 1]), "dynamic")).toThrow();
    expect(() => decodeValue(encode([Buffer.from('["list"]'), []]), "dynamic")).toThrow(
      '["list"] is not a Terraform type',
    );
  });
});

describe("a set in canonical order", () => {
  test("does not depend on the order it came in", () => {
    const sets = fc.array(fc.oneof(fc.string(), fc.constant(null), fc.constant<Value>(UNKNOWN)), { maxLength: 6 });
    fc.assert(
      fc.property(sets, (elements) => {
        expect(canonicalSet([...elements].reverse())).toEqual(canonicalSet(elements));
      }),
    );
  });

  test("has numbers by size, exact ones included, and keeps each unknown element", () => {
    expect(canonicalSet([10, 9, 10, 1.5])).toEqual([1.5, 9, 10]);
    expect(canonicalSet([UNKNOWN, "a", UNKNOWN])).toEqual(["a", UNKNOWN, UNKNOWN]);
  });

  test("compares objects by content", () => {
    const left = objectOf([
      ["a", 1],
      ["b", [null]],
    ]);
    const right = objectOf([
      ["b", [null]],
      ["a", 1],
    ]);
    expect(keyOf(left)).toBe(keyOf(right));
    expect(canonicalSet([left, right])).toEqual([left]);
  });
});
