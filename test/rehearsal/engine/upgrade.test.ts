import { BigNumber, Dynamic, objectOf, type Value } from "../../../src/rehearsal/protocol/value";
import { upgradeState } from "../../../src/rehearsal/engine/upgrade";
import type { BlockSchema } from "../../../src/schemas/provider-schema";
import { madeUp } from "./in-memory";

const o = (object: Record<string, Value>): Value => objectOf(Object.entries(object));

const schema: BlockSchema = {
  attributes: {
    id: { type: "string", computed: true },
    count: { type: "number", optional: true },
    on: { type: "bool", optional: true },
    names: { type: ["set", "string"], optional: true },
    tags: { type: ["map", "string"], optional: true },
    any: { type: "dynamic", optional: true },
    secret: { type: "string", optional: true, writeOnly: true },
    nested: { nested: { nesting: "single", attributes: { port: { type: "number", optional: true } } }, optional: true },
  },
  blocks: {
    listed: { nesting: "list", block: { attributes: { size: { type: "number", optional: true } }, blocks: {} } },
    one: { nesting: "single", block: { attributes: { size: { type: "number", optional: true } }, blocks: {} } },
  },
};

describe("state of an older version", () => {
  it("loses what the schema no longer has, and has null for what is new", () => {
    expect(upgradeState(schema, { id: "i", old: { deep: [1] } })).toEqual(
      o({
        id: "i",
        count: null,
        on: null,
        names: null,
        tags: null,
        any: null,
        secret: null,
        nested: null,
        listed: [],
        one: null,
      }),
    );
  });

  it("is brought into the form of today", () => {
    const old = {
      id: 42,
      count: "18446744073709551617",
      on: "true",
      names: "only",
      tags: { a: 1, b: true },
      any: { type: "string", value: "x" },
      secret: "was once stored",
      nested: [{ port: "80" }],
      listed: { size: "3", gone: 1 },
      one: [{ size: 4 }],
    };
    expect(upgradeState(schema, old)).toEqual(
      o({
        id: "42",
        count: new BigNumber("18446744073709551617"),
        on: true,
        names: ["only"],
        tags: o({ a: "1", b: "true" }),
        any: new Dynamic("string", "x"),
        secret: null,
        nested: o({ port: 80 }),
        listed: [o({ size: 3 })],
        one: o({ size: 4 }),
      }),
    );
  });

  it.each([
    [
      { count: "", on: "" },
      { count: null, on: null },
    ],
    [
      { count: true, on: 0 },
      { count: 1, on: false },
    ],
    [
      { names: ["b", "a", "b"], on: "0" },
      { names: ["a", "b"], on: false },
    ],
    [
      { one: [], nested: [] },
      { one: null, nested: null },
    ],
  ])("%j becomes %j", (old, today) => {
    expect(upgradeState(schema, old)).toMatchObject(today);
  });

  it("stays as it is when it is of today's form", () => {
    const today = upgradeState(schema, { id: "i", count: 1, on: false, names: ["a"], listed: [{ size: 1 }] });
    expect(upgradeState(schema, JSON.parse(JSON.stringify(today)))).toEqual(today);
  });

  it("is refused, by type, where it cannot be read", () => {
    const { provider } = madeUp({ resources: { test_thing: schema } });
    const { state, diagnostics } = provider.upgradeState("test_thing", 0, { count: "many" });
    expect(state).toBeNull();
    expect(diagnostics[0]?.detail).toMatch(/test_thing.*many/s);
    expect(provider.upgradeState("test_other", 0, {}).diagnostics[0]?.summary).toContain("test_other");
  });
});
