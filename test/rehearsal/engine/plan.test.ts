import type { PathStep, Session } from "../../../src/rehearsal/protocol/handlers";
import { objectOf, Unknown, UNKNOWN, type Value, type ValueObject } from "../../../src/rehearsal/protocol/value";
import type { ResourceBehaviour } from "../../../src/rehearsal/engine/behaviour";
import type { ResourceSchema } from "../../../src/schemas/provider-schema";
import { madeUp } from "./in-memory";
import { complete, TerraformCore } from "./terraform-core";

const o = (object: Record<string, Value>): ValueObject => objectOf(Object.entries(object));
const session: Session = { id: "test" };
const TYPE = "test_thing";

const text = { type: "string", optional: true } as const;
const computed = { type: "string", computed: true } as const;
const either = { type: "string", optional: true, computed: true } as const;

/** Plans one change directly, and gives the answer as it comes. */
async function planned(
  schema: Partial<ResourceSchema>,
  given: Record<string, Value>,
  prior: Record<string, Value> | null = null,
  behaviour: ResourceBehaviour = {},
) {
  const { provider } = madeUp({ resources: { [TYPE]: schema }, behaviours: { [TYPE]: behaviour } });
  const whole = { version: 0, attributes: {}, blocks: {}, ...schema };
  const config = complete(whole, given);
  const before = prior && complete(whole, prior);
  const request = { type: TYPE, config, prior: before, proposed: config, priorPrivate: new Uint8Array() };
  return provider.plan(session, request);
}

describe("a plan to create", () => {
  it("takes what is configured, and leaves what the provider computes unknown, at every depth", async () => {
    const inner = { attributes: { key: { type: "string", required: true }, made: computed }, blocks: {} } as const;
    const schema: Partial<ResourceSchema> = {
      attributes: {
        given: either,
        absent: either,
        none: text,
        nested: { nested: { nesting: "list", attributes: { key: text, made: computed } }, optional: true },
        whole: { nested: { nesting: "single", attributes: { made: computed } }, computed: true },
      },
      blocks: {
        listed: { nesting: "list", block: inner },
        one: { nesting: "single", block: inner },
        mapped: { nesting: "map", block: inner },
        several: { nesting: "set", block: inner },
        late: { nesting: "list", block: inner },
      },
    };
    const { planned: plan } = await planned(schema, {
      given: "here",
      nested: [o({ key: "a" })],
      listed: [o({ key: "b" })],
      one: o({ key: "c" }),
      mapped: o({ k: o({ key: "d", made: null }) }),
      several: [o({ key: "e" }), o({ key: "f" })],
      late: UNKNOWN,
    });
    expect(plan).toEqual(
      o({
        given: "here",
        absent: UNKNOWN,
        none: null,
        nested: [o({ key: "a", made: UNKNOWN })],
        whole: UNKNOWN,
        listed: [o({ key: "b", made: UNKNOWN })],
        one: o({ key: "c", made: UNKNOWN }),
        mapped: o({ k: o({ key: "d", made: UNKNOWN }) }),
        several: [o({ key: "e", made: UNKNOWN }), o({ key: "f", made: UNKNOWN })],
        late: UNKNOWN,
      }),
    );
  });

  it("keeps the refinements of a configured unknown", async () => {
    const refined = new Unknown(new Uint8Array([0x81, 1, 0xc2]));
    const { planned: plan } = await planned({ attributes: { given: text } }, { given: refined });
    expect(plan?.given).toBe(refined);
  });

  it("fills defaults in, of the argument's own type; for arguments that are not computed as an older provider only", async () => {
    const attributes: ResourceSchema["attributes"] = {
      a: { ...either, default: "x" },
      b: { type: "number", optional: true, computed: true, default: "5" },
      c: { type: "bool", optional: true, default: true },
      d: { ...either, default: "x" },
    };
    const older = await planned({ legacy: true, attributes }, { d: "mine" });
    expect(older.planned).toEqual(o({ a: "x", b: 5, c: true, d: "mine" }));
    const newer = await planned({ attributes }, { d: "mine" });
    expect(newer.planned).toEqual(o({ a: "x", b: 5, c: null, d: "mine" }));
  });

  it("holds no write-only argument", async () => {
    const secret = { type: "string", optional: true, writeOnly: true } as const;
    const nested = { nested: { nesting: "list", attributes: { secret, key: text } }, optional: true } as const;
    const behaviour: ResourceBehaviour = { plan: (_context, plan) => void (plan.secret = "leaked") };
    const given = { secret: "s", nested: [o({ key: "k", secret: "t" })] };
    const { planned: plan } = await planned({ attributes: { secret, nested } }, given, null, behaviour);
    expect(plan).toEqual(o({ secret: null, nested: [o({ key: "k", secret: null })] }));
  });

  it("lets the behaviour change it, and refuse it", async () => {
    const seen: unknown[] = [];
    const behaviour: ResourceBehaviour = {
      plan(context, plan, prior, config) {
        seen.push(context.type, prior, config.given);
        plan.absent = "known already";
        return [{ severity: "error", summary: "no" }];
      },
    };
    const answer = await planned({ attributes: { given: text, absent: either } }, { given: "g" }, null, behaviour);
    expect(seen).toEqual([TYPE, null, "g"]);
    expect(answer.planned?.absent).toBe("known already");
    expect(answer.diagnostics).toEqual([{ severity: "error", summary: "no" }]);
  });
});

describe("a plan to update", () => {
  it("keeps what was computed, and goes back to the default of what is left out", async () => {
    const attributes: ResourceSchema["attributes"] = {
      id: computed,
      kept: either,
      reset: { ...either, default: "x" },
      gone: text,
    };
    const prior = { id: "i", kept: "k", reset: "r", gone: "g" };
    expect((await planned({ attributes }, {}, prior)).planned).toEqual(
      o({ id: "i", kept: "k", reset: "x", gone: null }),
    );
    const older = { ...attributes, plain: { type: "number", optional: true, default: 3 } } as const;
    expect((await planned({ legacy: true, attributes: older }, {}, { ...prior, plain: 9 })).planned).toEqual(
      o({ id: "i", kept: "k", reset: "r", gone: null, plain: 3 }),
    );
  });

  it("computes what is new in a list, and knows the elements of a set by what is configured", async () => {
    const block = {
      attributes: { key: text, level: { type: "number", optional: true, default: 1 }, made: computed },
      blocks: {},
    } as const;
    const schema: Partial<ResourceSchema> = {
      legacy: true,
      blocks: { listed: { nesting: "list", block }, several: { nesting: "set", block } },
    };
    const element = (key: string, made: Value, level: Value = 1): ValueObject => o({ key, level, made });
    const given = {
      listed: [o({ key: "a" }), o({ key: "b" })],
      several: [o({ key: "y" }), o({ key: "x" }), o({ key: "z", level: 2 })],
    };
    const prior = {
      listed: [element("a", "1")],
      several: [element("x", "made x"), element("z", "made z"), element("w", "gone")],
    };
    const { planned: plan } = await planned(schema, given, prior);
    expect(plan?.listed).toEqual([element("a", "1"), element("b", UNKNOWN)]);
    expect(plan?.several).toEqual(
      expect.arrayContaining([element("x", "made x"), element("y", UNKNOWN), element("z", UNKNOWN, 2)]),
    );
    expect(plan?.several).toHaveLength(3);
  });

  it("is empty when nothing changed, whatever the order of a set", async () => {
    const block = { attributes: { key: text, made: computed }, blocks: {} } as const;
    const schema: Partial<ResourceSchema> = {
      legacy: true,
      attributes: { id: computed, names: { type: ["set", "string"], optional: true } },
      blocks: { several: { nesting: "set", block } },
    };
    const core = new TerraformCore(madeUp({ resources: { [TYPE]: schema } }).provider);
    const whole = core.schemaOf(TYPE);
    const config = (names: string[], keys: string[]): ValueObject =>
      core.wire(whole, complete(whole, { names, several: keys.map((key) => o({ key })) }));
    const state = await core.apply(TYPE, config(["b", "a"], ["x", "y", "z"]), null);
    expect((await core.plan(TYPE, config(["a", "b"], ["z", "x", "y"]), state)).action).toBe("nothing");
    expect((await core.plan(TYPE, config(["a"], ["z", "x", "y"]), state)).action).toBe("update");
  });
});

describe("a plan to destroy", () => {
  it("plans nothing to be there", async () => {
    const { provider } = madeUp({ resources: { [TYPE]: { attributes: { id: computed } } } });
    const request = { type: TYPE, config: null, prior: o({ id: "i" }), proposed: null, priorPrivate: new Uint8Array() };
    expect((await provider.plan(session, request)).planned).toBeNull();
  });
});

describe("a replacement", () => {
  const block = { attributes: { key: text, other: text, made: either }, blocks: {} } as const;
  const schema: Partial<ResourceSchema> = {
    legacy: true,
    attributes: {
      id: computed,
      name: text,
      free: text,
      nested: { nested: { nesting: "map", attributes: { key: text } }, optional: true },
    },
    blocks: {
      listed: { nesting: "list", block },
      several: { nesting: "set", block },
      all: { nesting: "list", block },
      one: { nesting: "single", block },
    },
    replaceOn: ["name", "nested.key", "listed.key", "listed.made", "several.key", "several.made", "all", "one.key"],
  };
  const base = {
    id: "i",
    name: "n",
    free: "f",
    nested: o({ m: o({ key: "k" }) }),
    listed: [o({ key: "a", other: "o", made: "1" }), o({ key: "b", other: "o", made: "2" })],
    several: [o({ key: "x", other: "o", made: "3" })],
    all: [o({ key: "p" })],
    one: o({ key: "q" }),
  };
  const { id: _id, ...same } = base;
  const paths = async (change: Record<string, Value>): Promise<unknown> =>
    (await planned(schema, { ...same, ...change }, base)).requiresReplace;

  const cases: readonly (readonly [string, Record<string, Value>, readonly (readonly PathStep[])[]])[] = [
    ["of nothing that may change", { free: "g" }, []],
    ["of an argument", { name: "m" }, [[{ attribute: "name" }]]],
    ["of an argument that is not known yet", { name: UNKNOWN }, [[{ attribute: "name" }]]],
    ["of an argument left out", { name: null }, [[{ attribute: "name" }]]],
    [
      "inside a nested attribute",
      { nested: o({ m: o({ key: "l" }) }) },
      [[{ attribute: "nested" }, { key: "m" }, { attribute: "key" }]],
    ],
    [
      "inside one of several blocks",
      { listed: [o({ key: "a" }), o({ key: "c" })] },
      [[{ attribute: "listed" }, { index: 1 }, { attribute: "key" }]],
    ],
    [
      "of a block that came: by what it holds, not by what will be computed for it",
      { listed: [...base.listed, o({ key: "c" })] },
      [[{ attribute: "listed" }, { index: 2 }, { attribute: "key" }]],
    ],
    ["of a block that came without the argument", { listed: [...base.listed, o({ other: "c" })] }, []],
    [
      "of a block that went",
      { listed: base.listed.slice(0, 1) },
      [
        [{ attribute: "listed" }, { index: 1 }, { attribute: "key" }],
        [{ attribute: "listed" }, { index: 1 }, { attribute: "made" }],
      ],
    ],
    [
      "inside a set, which is named as a whole",
      { several: [o({ key: "z", other: "o" })] },
      [[{ attribute: "several" }]],
    ],
    ["of an element of a set that came without the argument", { several: [...base.several, o({ other: "p" })] }, []],
    [
      "of any part of a block that is named as a whole",
      { all: [o({ key: "p", other: "r" })] },
      [[{ attribute: "all" }]],
    ],
    ["inside a single block that went", { one: null }, [[{ attribute: "one" }, { attribute: "key" }]]],
  ];
  it.each(cases)("is asked for a change %s", async (_what, change, expected) => {
    expect((await paths(change)) ?? []).toEqual(expected);
  });

  it("computes everything anew", async () => {
    const { planned: plan } = await planned(schema, { ...same, name: "m" }, base);
    expect(plan?.id).toBe(UNKNOWN);
  });

  it("may be asked for by the behaviour, where the value does change", async () => {
    const behaviour: ResourceBehaviour = { replace: () => ["free", "name"] };
    const answer = await planned({ ...schema, replaceOn: [] }, { ...same, free: "g" }, base, behaviour);
    expect(answer.requiresReplace).toEqual([[{ attribute: "free" }]]);
  });
});
