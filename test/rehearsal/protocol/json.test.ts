import fc from "fast-check";
import { fromJson, parseJson, toJson } from "../../../src/rehearsal/protocol/codec";
import type { CtyType } from "../../../src/schemas/cty";
import { BigNumber, Dynamic, objectOf, UNKNOWN, type Value } from "../../../src/rehearsal/protocol/value";
import { spelled, typedValues } from "./support/arbitraries";

describe("a value as JSON", () => {
  test("comes back as it was, through a JSON text", () => {
    fc.assert(
      fc.property(typedValues({ unknown: false }), ({ type, value }) => {
        expect(spelled(fromJson(parseJson(JSON.stringify(toJson(value, type))), type))).toBe(spelled(value));
      }),
      { numRuns: 1000 },
    );
  });

  test("keeps the digits of a number in a state file", () => {
    const state = parseJson('{"size":12345678901234567890123}');
    expect(fromJson(state, ["object", { size: "number" }])).toEqual(
      objectOf([["size", new BigNumber("12345678901234567890123")]]),
    );
  });

  test.each<[string, unknown, CtyType, Value]>([
    [
      "a primitive written as another",
      { on: "true", port: "80", name: 7 },
      ["object", { on: "bool", port: "number", name: "string" }],
      objectOf([
        ["on", true],
        ["port", 80],
        ["name", "7"],
      ]),
    ],
    ["a missing attribute", {}, ["object", { name: "string" }], objectOf([["name", null]])],
    [
      "an attribute of an older version",
      { old: 1, name: "x" },
      ["object", { name: "string" }],
      objectOf([["name", "x"]]),
    ],
    [
      "attributes that JavaScript objects have by themselves",
      {},
      ["object", JSON.parse('{"constructor":"string"}') as { [name: string]: CtyType }],
      objectOf([["constructor", null]]),
    ],
    ["a set", ["b", "a", "a"], ["set", "string"], ["a", "b"]],
    ["a dynamic value", { value: [1], type: ["list", "number"] }, "dynamic", new Dynamic(["list", "number"], [1])],
    ["a dynamic null with a type", { value: null, type: "string" }, "dynamic", new Dynamic("string", null)],
  ])("is read as Terraform reads it: %s", (_name, json, type, value) => {
    expect(spelled(fromJson(json, type))).toBe(spelled(value));
  });

  test.each<[string, unknown, CtyType, string]>([
    ["a list for an object", { a: [] }, ["object", { a: ["map", "string"] }], "a: map expected, found a list of 0"],
    ["an object for a string", { a: {} }, ["map", "string"], "a: string expected, found an object"],
    ["a word for a number", ["ten"], ["list", "number"], '"ten" is not a number'],
    ["a tuple of another length", [1], ["tuple", ["number", "number"]], "tuple expected, found a list of 1"],
    ["a dynamic value without its type", "x", "dynamic", "dynamic expected, found a string"],
  ])("is refused when it does not fit: %s", (_name, json, type, message) => {
    expect(() => fromJson(json, type)).toThrow(message);
  });

  test("has no form for an unknown value", () => {
    expect(() => toJson(objectOf([["id", UNKNOWN]]))).toThrow("id: a known value expected");
  });
});
