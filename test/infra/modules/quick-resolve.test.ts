import { App, Fn, Lazy, TerraformLocal, TerraformStack, Token } from "cdktf";
import { Construct } from "constructs";
import * as fc from "fast-check";
import { quickResolve, type Resolve, withQuickResolve } from "../../../infra/modules/quick-resolve";

const owner = require("cdktf/lib/tokens/private/resolve") as { resolve: Resolve };
const { resolve } = owner;
const { DefaultTokenResolver, StringConcat } = require("cdktf") as typeof import("cdktf");

const stack = new TerraformStack(new App(), "stack");
const local = new TerraformLocal(stack, "local", "x");
const options = { scope: stack, resolver: new DefaultTokenResolver(new StringConcat()), preparing: false };

/** What it answers, or what it says to it. */
function told(by: Resolve, value: unknown): unknown {
  try {
    return { answer: by(value, options) };
  } catch (error) {
    return { refusal: (error as Error).message };
  }
}

const alike = (value: unknown): void => expect(told(quickResolve(resolve), value)).toEqual(told(resolve, value));

/** One of each kind: as a text, within a text, as a list, as a number, as a map, as itself, and what is no value at all. */
const tokens: readonly unknown[] = [
  local.asString,
  `a-${local.asString}-b`,
  Token.asString(Lazy.anyValue({ produce: () => ({ in: [undefined, local.asString, 1] }) })),
  Token.asList(local),
  [...Token.asList(local), "more"],
  Token.asNumber(local),
  `port ${Token.asNumber(Lazy.numberValue({ produce: () => 8080 }))}`,
  Token.asNumberList(Lazy.anyValue({ produce: () => [1, 2] })),
  Token.asStringMap(local),
  { ...Token.asStringMap(local), b: 1 },
  Token.asAnyMap(local),
  Fn.join(",", [local.asString, "${x}"]),
  Lazy.anyValue({ produce: () => undefined }),
  Lazy.stringValue({ produce: (context) => context.resolve(`${local.asString}!`) as string }),
  "String Map Token Value",
  "Any Map Token Value",
  -123456789,
  Token.asList(local)[0],
  new Construct(stack, "construct"),
  new Date(0),
  () => 1,
  new (class {
    public readonly own = local.asString;
  })(),
];

const texts = fc.oneof(fc.string(), fc.constantFrom("1e5", "e2e-1e+289", "${x}", "$${x}", "%{if}", "-1.5e-3", "__x"));
const leaves = fc.oneof(
  { weight: 4, arbitrary: texts },
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, undefined),
  fc.constantFrom(...tokens),
);
const { value: values } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    leaves,
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(texts, fc.constantFrom(local.asString, `a-${local.asString}`)), tie("value"), {
      maxKeys: 4,
    }),
  ),
}));

describe("quickResolve", () => {
  test.each(tokens.map((token, index) => [index, token] as const))("answers as cdktf does: token %i", (_, token) => {
    for (const value of [token, [token], { a: token }, { a: { b: [{ c: token }, "x", undefined] } }]) alike(value);
  });

  test("answers as cdktf does, whatever is asked", () => {
    fc.assert(fc.property(values, alike), { numRuns: 1000 });
  });

  test("refuses what has no end", () => {
    const endless: { self?: unknown } = {};
    endless.self = { again: [endless] };
    alike(endless);
    expect(() => quickResolve(resolve)(endless, options)).toThrow(/circular/i);
  });

  test("asks for what is no plain value only", () => {
    const asked: unknown[] = [];
    const token = local.asString;
    const value = { plain: { text: "x", list: [1, true, null] }, token: { of: [token] } };
    quickResolve((part, context) => {
      asked.push([part, context.prefix]);
      return "resolved";
    })(value, options);
    expect(asked).toEqual([[token, ["token", "of", "0"]]]);
  });
});

describe("withQuickResolve", () => {
  test("is for its work alone, also where that fails", () => {
    withQuickResolve(() => expect(owner.resolve).not.toBe(resolve));
    expect(owner.resolve).toBe(resolve);
    expect(() =>
      withQuickResolve(() => {
        throw new Error("broken");
      }),
    ).toThrow("broken");
    expect(owner.resolve).toBe(resolve);
  });

  test("leaves a cdktf alone that does otherwise with plain values", () => {
    const other: Resolve = (value) => value;
    owner.resolve = other;
    try {
      withQuickResolve(() => expect(owner.resolve).toBe(other));
    } finally {
      owner.resolve = resolve;
    }
  });
});
