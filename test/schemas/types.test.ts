import type { BlockSchema } from "../../src/schemas/provider-schema";
import { loadSchema } from "../../src/schemas/load";
import { attributeType, impliedType } from "../../src/schemas/types";

const leaf: BlockSchema = { attributes: { name: { type: "string" } }, blocks: {} };
const open: BlockSchema = { attributes: { any: { type: "dynamic" } }, blocks: {} };

describe("the type of a block", () => {
  test("has its attributes and its nested blocks", () => {
    const block: BlockSchema = {
      attributes: { id: { type: "string" }, ports: { type: ["set", "number"] } },
      blocks: {
        one: { nesting: "single", block: leaf },
        group: { nesting: "group", block: leaf },
        many: { nesting: "list", block: leaf },
        distinct: { nesting: "set", block: leaf },
        named: { nesting: "map", block: leaf },
      },
    };
    const inner = ["object", { name: "string" }];
    expect(impliedType(block)).toEqual([
      "object",
      {
        id: "string",
        ports: ["set", "number"],
        one: inner,
        group: inner,
        many: ["list", inner],
        distinct: ["set", inner],
        named: ["map", inner],
      },
    ]);
  });

  test("is left open where elements of a collection may differ in type", () => {
    const block: BlockSchema = {
      attributes: {},
      blocks: { many: { nesting: "list", block: open }, one: { nesting: "single", block: open } },
    };
    expect(impliedType(block)).toEqual(["object", { many: "dynamic", one: ["object", { any: "dynamic" }] }]);
  });

  test("is worked out once", () => {
    expect(impliedType(leaf)).toBe(impliedType(leaf));
  });

  test("reaches into nested attributes", () => {
    const { attributes } = loadSchema("helm").resources["helm_release"] as BlockSchema;
    expect(attributeType(attributes["set"] as object)).toEqual([
      "list",
      ["object", { name: "string", type: "string", value: "string" }],
    ]);
  });

  test("cannot be that of an attribute without one", () => {
    expect(() => attributeType({ optional: true })).toThrow("neither a type nor nested attributes");
  });
});
