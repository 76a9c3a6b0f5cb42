/** How the conditions of rules are judged. */
import { AddressSet, EVERYBODY } from "../../model/address-set";
import type { ResourceChange, Value } from "../../model/plan";
import { isKnown, valuesAt } from "../../model/plan-values";
import { type AnyOf, type Condition, type Judgement, NOT_HELD, type RiskContext } from "../../model/risk";
import { missingFrom, shortList, rangesOf, shortText } from "../../model/risk-conditions";

type Scalar = string | number | boolean;

export function judge(condition: Condition, change: ResourceChange, context: RiskContext): Judgement {
  if ("judge" in condition) return condition.judge(change, context);
  if ("anyOf" in condition || "except" in condition) return anyHolds(condition, change);
  if (!("path" in condition)) return { holds: change.createBeforeDestroy };
  const before = valuesAt(change.before, condition.path);
  const after = valuesAt(change.after, condition.path);
  const judgement = (holds: boolean): Judgement =>
    holds ? { holds, before: shortText(before), after: shortText(after) } : NOT_HELD;
  if ("was" in condition) return judgement(before.some((value) => condition.was.includes(value as Scalar)));
  if ("will" in condition) return judgement(after.some((value) => condition.will.includes(value as Scalar)));
  if ("becomes" in condition) {
    const has = (values: readonly Value[]): boolean =>
      values.some((value) => condition.becomes.includes(value as Scalar));
    return judgement(has(after) && !has(before));
  }
  if ("gains" in condition) {
    const pattern = new RegExp(condition.gains);
    const gained = missingFrom(after, before).filter((value) => typeof value === "string" && pattern.test(value));
    return list(gained, before);
  }
  if ("existing" in condition) return judgement(!isCreatedHere(after, condition.existing, context));
  switch (condition.is) {
    case "changed":
      return judgement(before.length > 0 && !equal(before, after));
    case "removed":
      return judgement(before.some(isSet) && !after.some(isSet));
    case "more":
      return judgement(before.length > 0 && sum(after) > sum(before));
    case "less":
      return judgement(after.length > 0 && sum(after) < sum(before));
    case "gaining":
      return list(missingFrom(after, before), before);
    case "losing":
      return list(missingFrom(before, after), after);
    case "opening":
      return opening(change, before, after, condition.absent);
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
    const describe = (values: readonly Value[]): string => (named ? `${path} ${shortText(values)}` : shortText(values));
    return {
      holds: true,
      before: describe(before),
      after: describe(condition.is === "gaining" ? missingFrom(after, before) : after),
    };
  }
  return NOT_HELD;
}

const ANY_OF: { readonly [A in AnyOf]: (before: readonly Value[], after: readonly Value[]) => boolean } = {
  gaining: (before, after) => missingFrom(after, before).length > 0,
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
    return AddressSet.of(now).isWorld ? { holds: true, before: "nothing", after: shortList(now) } : NOT_HELD;
  }
  if (absent && before.length === 0 && after.length === 0) return NOT_HELD;
  const orWorld = (values: readonly string[]): readonly string[] =>
    values.length === 0 && absent ? EVERYBODY : values;
  const [old, now] = [orWorld(rangesOf(before)), orWorld(rangesOf(after))];
  const [then, set] = [AddressSet.of(old), AddressSet.of(now)];
  const more = set.minus(then);
  if (more.isEmpty) return NOT_HELD;
  return {
    holds: true,
    before: shortList(old),
    after: set.isWorld && !then.isWorld ? "everybody" : shortList(more.ranges),
  };
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

function list(entries: readonly Value[], others: readonly Value[]): Judgement {
  return entries.length > 0 ? { holds: true, before: shortText(others), after: shortText(entries) } : NOT_HELD;
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
