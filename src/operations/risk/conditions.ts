/** The conditions that rules are made of: data, and how each is judged. */
import { AddressSet, EVERYBODY } from "../../model/address-set";
import type { ResourceChange, StandingResource, Value } from "../plan-model";
import { allowsEverything, gained } from "./policy";
import { unsafeIn } from "./release-values";
import { opensInGroup } from "./security-groups";
import { compareSizes } from "./sizes";
import { isKnown, valuesAt } from "./values";

type Scalar = string | number | boolean;

/** `path` is one of `valuesAt`. */
export type Condition =
  /** It differs, and was set before. */
  | { readonly path: string; readonly is: "changed" }
  /** It was set, and is not any more. */
  | { readonly path: string; readonly is: "removed" }
  /** It is one of these values after, and was none of them before. */
  | { readonly path: string; readonly becomes: readonly Scalar[] }
  /** It was one of these values before. */
  | { readonly path: string; readonly was: readonly Scalar[] }
  /** It is one of these values after. */
  | { readonly path: string; readonly will: readonly Scalar[] }
  /** The sum of its numbers grows or shrinks. */
  | { readonly path: string; readonly is: "more" | "less" }
  /** Its instance size goes up or down within its family. */
  | { readonly path: string; readonly is: "larger" | "smaller" }
  /** It has entries that it lacked; on creation, any. */
  | { readonly path: string; readonly is: "gaining" }
  /** It lacks entries that it had. */
  | { readonly path: string; readonly is: "losing" }
  /**
   * Its address ranges let more in, all of them together; on creation, only the whole world counts. `absent`: what no entry
   * means. A text may hold several, with commas between.
   */
  | { readonly path: string; readonly is: "opening"; readonly absent?: "world" }
  /** The same of a firewall's rule that has ranges there, beside all the others of its security group. */
  | { readonly path: string; readonly is: "letting-in" }
  /** Its Helm values have something of `UNSAFE_VALUES` that they lacked. */
  | { readonly path: "values"; readonly unsafe: string }
  /** Its policy document allows more; on creation, only what allows everything counts. */
  | { readonly path: string; readonly is: "granting" }
  /** It has an entry that it lacked and that this regular expression finds. */
  | { readonly path: string; readonly gains: string }
  /** Of one of these paths: an entry that it lacked, fewer entries, nothing any more, a `true` that was none, any difference. */
  | { readonly anyOf: readonly string[]; readonly is: AnyOf }
  /** Anything of it differs, but for these keys at its top. */
  | { readonly except: readonly string[]; readonly is: "different" }
  /** It names a resource of that type which this change does not create itself. */
  | { readonly path: string; readonly existing: string }
  /** Terraform makes the new one before the old one goes. */
  | { readonly is: "made-before" };

type AnyOf = "gaining" | "fewer" | "removed" | "switched-on" | "different";

export interface RiskContext {
  /** Everything that changes with it in the same environment. */
  readonly changes: readonly ResourceChange[];
  /** What stays as it is beside it and counts all the same. @default nothing is known */
  readonly standing?: readonly StandingResource[];
}

export interface Judgement {
  readonly holds: boolean;
  /** What to show as `{before}` and `{after}`. */
  readonly before?: string;
  readonly after?: string;
}

const NO: Judgement = { holds: false };

export function judge(condition: Condition, change: ResourceChange, context: RiskContext): Judgement {
  if ("anyOf" in condition || "except" in condition) return anyHolds(condition, change);
  if (!("path" in condition)) return { holds: change.createBeforeDestroy };
  const before = valuesAt(change.before, condition.path);
  const after = valuesAt(change.after, condition.path);
  const shown = (holds: boolean): Judgement => (holds ? { holds, before: show(before), after: show(after) } : NO);
  if ("was" in condition) return shown(before.some((value) => condition.was.includes(value as Scalar)));
  if ("will" in condition) return shown(after.some((value) => condition.will.includes(value as Scalar)));
  if ("becomes" in condition) {
    const has = (values: readonly Value[]): boolean =>
      values.some((value) => condition.becomes.includes(value as Scalar));
    return shown(has(after) && !has(before));
  }
  if ("gains" in condition) {
    const pattern = new RegExp(condition.gains);
    const gained = minus(after, before).filter((value) => typeof value === "string" && pattern.test(value));
    return list(gained, before);
  }
  if ("unsafe" in condition) return unsafe(change, condition.unsafe);
  if ("existing" in condition) return shown(!isCreatedHere(after, condition.existing, context));
  switch (condition.is) {
    case "changed":
      return shown(before.length > 0 && !equal(before, after));
    case "removed":
      return shown(before.some(isSet) && !after.some(isSet));
    case "more":
      return shown(before.length > 0 && sum(after) > sum(before));
    case "less":
      return shown(after.length > 0 && sum(after) < sum(before));
    case "larger":
      return shown(sizeOrder(before, after) === -1);
    case "smaller":
      return shown(sizeOrder(before, after) === 1);
    case "gaining":
      return list(minus(after, before), before);
    case "losing":
      return list(minus(before, after), after);
    case "opening":
      return opening(change, before, after, condition.absent);
    case "letting-in":
      return lettingIn(change, before, after, context);
    case "granting":
      return granting(change, condition.path);
  }
}

/** The first of several of which it holds; where any key may differ, the key is told with its value. */
function anyHolds(
  condition: Extract<Condition, { readonly anyOf: unknown } | { readonly except: unknown }>,
  change: ResourceChange,
): Judgement {
  const [paths, named] =
    "anyOf" in condition
      ? [condition.anyOf, false]
      : [topKeysOf(change).filter((key) => !condition.except.includes(key)), true];
  for (const path of paths) {
    const [before, after] = [valuesAt(change.before, path), valuesAt(change.after, path)];
    if (!ANY_OF[condition.is](before, after)) continue;
    const told = (values: readonly Value[]): string => (named ? `${path} ${show(values)}` : show(values));
    return {
      holds: true,
      before: told(before),
      after: told(condition.is === "gaining" ? minus(after, before) : after),
    };
  }
  return NO;
}

const ANY_OF: { readonly [A in AnyOf]: (before: readonly Value[], after: readonly Value[]) => boolean } = {
  gaining: (before, after) => minus(after, before).length > 0,
  fewer: (before, after) => after.length < before.length,
  removed: (before, after) => before.some(isSet) && !after.some(isSet),
  "switched-on": (before, after) => after.some((value) => value === true) && !before.some((value) => value === true),
  different: (before, after) => !equal(before, after),
};

function topKeysOf({ before, after }: ResourceChange): readonly string[] {
  return [...new Set([before, after].flatMap((side) => Object.keys(side ?? {})))];
}

function opening(
  change: ResourceChange,
  before: readonly Value[],
  after: readonly Value[],
  absent?: "world",
): Judgement {
  if (change.action === "create") {
    const now = rangesOf(after);
    return AddressSet.of(now).isWorld ? { holds: true, before: "nothing", after: named(now) } : NO;
  }
  if (absent && before.length === 0 && after.length === 0) return NO;
  const orWorld = (values: readonly string[]): readonly string[] =>
    values.length === 0 && absent ? EVERYBODY : values;
  const [old, now] = [orWorld(rangesOf(before)), orWorld(rangesOf(after))];
  const [then, set] = [AddressSet.of(old), AddressSet.of(now)];
  const more = set.minus(then);
  if (more.isEmpty) return NO;
  return { holds: true, before: named(old), after: set.isWorld && !then.isWorld ? "everybody" : named(more.ranges) };
}

function lettingIn(
  change: ResourceChange,
  before: readonly Value[],
  after: readonly Value[],
  context: RiskContext,
): Judgement {
  const [old, now] = [rangesOf(before), rangesOf(after)];
  const opened = now.length > 0 ? opensInGroup(change, context, now) : undefined;
  if (!opened || (change.action === "create" && !opened.world)) return NO;
  const everybody = change.action === "create" ? named(now) : "everybody";
  const who = opened.world ? everybody : named(opened.ranges);
  return { holds: true, before: named(old), after: opened.together ? `${who}, and with other rules everybody,` : who };
}

function unsafe(change: ResourceChange, id: string): Judgement {
  const before = new Set(unsafeIn(change.before, id));
  const more = unsafeIn(change.after, id).filter((place) => !before.has(place));
  const places = more.map((place) => place.slice(0, place.indexOf("=")));
  return more.length > 0 ? { holds: true, before: "", after: named(places) } : NO;
}

/** Ranges, of which a text may hold several. */
function rangesOf(values: readonly Value[]): readonly string[] {
  return values
    .filter((value) => typeof value === "string")
    .flatMap((text) => text.split(",").map((one) => one.trim()));
}

function named(ranges: readonly string[]): string {
  const rest = ranges.length > 8 ? `, and ${ranges.length - 8} more` : "";
  return ranges.slice(0, 8).join(", ") + rest || "nothing";
}

function granting(change: ResourceChange, path: string): Judgement {
  const [before] = single(change.before, path);
  const [after] = single(change.after, path);
  if (after === undefined) return NO;
  if (change.action === "create")
    return allowsEverything(after) ? { holds: true, after: "allows everything, or everybody" } : NO;
  if (typeof after === "string" && !isKnown(after)) {
    return { holds: true, after: "what it will allow is known only once it was applied" };
  }
  const more = gained(before, after);
  const rest = more.length > 3 ? `; and ${more.length - 3} more` : "";
  return more.length > 0 ? { holds: true, after: more.slice(0, 3).join("; ") + rest } : NO;
}

/** A document is one value, even if it is a list. */
function single(value: Value | undefined, path: string): readonly Value[] {
  const found = valuesAt(value, path);
  return found.slice(0, 1);
}

function isCreatedHere(after: readonly Value[], type: string, { changes }: RiskContext): boolean {
  // Unknown until apply: it is made by the same change.
  if (after.some((value) => !isKnown(value)) || after.length === 0) return true;
  return changes.some(
    (other) =>
      other.type === type &&
      other.action === "create" &&
      (after.includes(other.after?.["name"] ?? null) || after.includes(other.after?.["id"] ?? null)),
  );
}

function sizeOrder(before: readonly Value[], after: readonly Value[]): number | undefined {
  const [a, b] = [before[0], after[0]];
  return typeof a === "string" && typeof b === "string" ? compareSizes(a, b) : undefined;
}

function list(entries: readonly Value[], others: readonly Value[]): Judgement {
  return entries.length > 0 ? { holds: true, before: show(others), after: show(entries) } : NO;
}

function minus(a: readonly Value[], b: readonly Value[]): readonly Value[] {
  const keys = new Set(b.map((value) => JSON.stringify(value)));
  return a.filter((value) => !keys.has(JSON.stringify(value)));
}

function equal(a: readonly Value[], b: readonly Value[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function sum(values: readonly Value[]): number {
  return values.reduce<number>((total, value) => total + (Number(value) || 0), 0);
}

function isSet(value: Value): boolean {
  return value !== null && value !== "" && value !== false;
}

/** Cut, as a reason has to stay one sentence. */
function show(values: readonly Value[]): string {
  const text = values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(", ");
  return text.length > 120 ? `${text.slice(0, 117)}…` : text || "nothing";
}
