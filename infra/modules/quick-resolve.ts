/**
 * cdktf resolves every element of a stack twice, and then the stack as a whole: it makes contexts, closures and paths for each value in it, and
 * nearly all of them are plain. Here it is asked for the others alone.
 */
import { isDeepStrictEqual } from "node:util";
import { withReplacedFunction } from "./replaced-function";

interface ResolveOptions {
  /** Where the value stands, for messages and for the end of an endless one. */
  readonly prefix?: readonly string[];
  /** Whether references to other stacks are made ready: cdktf adds outputs for them. */
  readonly preparing?: boolean;
  readonly [other: string]: unknown;
}

export type Resolve = (value: unknown, options: ResolveOptions) => unknown;

/** Runs `work` while cdktf resolves through `quickResolve`; unchanged with a cdktf that it does not agree with. */
export function withQuickResolve<T>(work: () => T): T {
  const owner = resolver();
  const quick = owner && quickResolve(owner.resolve);
  return owner && quick && isEquivalent(quick, owner.resolve)
    ? withReplacedFunction(owner, "resolve", quick, work)
    : work();
}

/** The same result as `resolve`, which is called only for values that are not plain. */
export function quickResolve(resolve: Resolve): Resolve {
  return (root, options) => {
    const path: string[] = [];
    const resolveByCdktf = (value: unknown): unknown =>
      resolve(value, path.length === 0 ? options : { ...options, prefix: [...(options.prefix ?? []), ...path] });
    const resolveEntry = (key: string, value: unknown): unknown => {
      path.push(key);
      const found = resolved(value);
      path.pop();
      return found;
    };
    const resolved = (value: unknown): unknown => {
      if (typeof value === "string") return isPlainText(value) ? value : resolveByCdktf(value);
      if (typeof value === "boolean" || value === undefined || value === null) return value;
      if (typeof value !== "object" || path.length > MAX_DEPTH)
        return isPlainNumber(value) ? value : resolveByCdktf(value);
      if (Array.isArray(value)) {
        if (!value.every(isPlainItem)) return resolveByCdktf(value);
        return value.map((item, index) => resolveEntry(`${index}`, item)).filter((item) => item !== undefined);
      }
      if (!isPlainObject(value)) return resolveByCdktf(value);
      const result: Record<string, unknown> = {};
      for (const key of Object.keys(value)) {
        if (!isPlainText(key)) return resolveByCdktf(value);
        const found = resolveEntry(key, value[key]);
        if (found !== undefined) result[key] = found;
      }
      return result;
    };
    return resolved(root);
  };
}

/** Depth from which on cdktf resolves by itself; it refuses what is deeper than 200 as endless. */
const MAX_DEPTH = 100;
/** How tokens stand in texts: `${TfToken[…]}`, as lists with `#`, as maps with `&`. */
const TOKEN = "{TfToken[";
/** Tokens of numbers are numbers that nothing else is, about -1.9e+289; in texts they may be part of something longer. */
const NUMBER_TOKEN = /[\d.]e[-+]?\d/;
const MAX_PLAIN_NUMBER = 1e280;
/** What cdktf fills a map with that is a token. */
const MAP_TOKEN_VALUES: readonly unknown[] = ["String Map Token Value", "Any Map Token Value", -123456789];

function isPlainText(text: string): boolean {
  return !text.includes(TOKEN) && !NUMBER_TOKEN.test(text) && !MAP_TOKEN_VALUES.includes(text);
}

function isPlainNumber(value: unknown): boolean {
  return typeof value === "number" && Math.abs(value) < MAX_PLAIN_NUMBER && !MAP_TOKEN_VALUES.includes(value);
}

/** A token for the whole list stands in it as its item. */
function isPlainItem(item: unknown): boolean {
  if (typeof item === "string") return !item.includes(`#${TOKEN}`);
  return typeof item !== "number" || isPlainNumber(item);
}

/** No token, no construct, no date: nothing that is more than its entries. */
function isPlainObject(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !("resolve" in value) && !("_children" in value);
}

const SAMPLE = { text: "a-1", none: undefined, list: [undefined, null, [], { empty: {} }], number: 0.5, flag: false };

/** Whether this cdktf does with plain values what is done here. */
function isEquivalent(one: Resolve, other: Resolve): boolean {
  try {
    return isDeepStrictEqual(one(SAMPLE, {}), other(SAMPLE, {}));
  } catch {
    return false;
  }
}

/** cdktf's own module. It calls the function through this object. Undefined in a cdktf that has it elsewhere. */
export function resolver(): { resolve: Resolve } | undefined {
  try {
    return require("cdktf/lib/tokens/private/resolve") as { resolve: Resolve };
  } catch {
    return undefined;
  }
}
