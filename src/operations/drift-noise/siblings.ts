/** What other resources of the same state hold. */
import type { MirroredAttribute, Siblings } from "../../model/drift-facts";
import type { AttributeChange, ResourceChange, UnchangedResource, Value } from "../../model/plan";
import type { Facts } from "../../model/resource-facts";

/** Out of `terraform show -json <plan>`; its values may be secret, and stay with whoever asks. */
export function readSiblings(json: unknown): Siblings {
  const plan = json as {
    readonly prior_state?: { readonly values?: { readonly root_module?: { readonly resources?: Siblings } } };
  };
  return plan.prior_state?.values?.root_module?.resources ?? [];
}

/** Those that count when others drift, and did not drift themselves. Rules look at their ranges and ports, which are no secrets. */
export function undriftedSiblings(
  siblings: Siblings,
  drift: readonly ResourceChange[],
  { judgedTogether }: Pick<Facts, "judgedTogether">,
): readonly UnchangedResource[] {
  const drifted = new Set(drift.map(({ address }) => address));
  return siblings.flatMap(({ address, type, values }) =>
    address !== undefined && judgedTogether.includes(type) && !drifted.has(address)
      ? [{ address, type, values: values as UnchangedResource["values"] }]
      : [],
  );
}

/** Whether everything that came to an attribute (the whole of it, whatever path changed below) is a sibling's. */
export function repeatsSiblings(
  { path }: AttributeChange,
  { type, before, after }: ResourceChange,
  siblings: Siblings,
  { mirrored }: Pick<Facts, "mirrored">,
): boolean {
  const attribute = /^[a-z_]+/.exec(path)?.[0] ?? "";
  const known = mirrored.find((one) => one.type === type && one.attribute === attribute);
  if (!known || !before || !after) return false;
  const [then, now] = [listOf(before[attribute]), listOf(after[attribute])];
  const [lost, fresh] = [without(then, now), without(now, then)];
  const isHeld = (entry: Value): boolean => known.isHeld(entry, after, siblings);
  // Of an entry that went, all that it held must have gone into one that came.
  return (
    fresh.length > 0 && fresh.every(isHeld) && lost.every((entry) => isHeld(entry) && isWithin(known, entry, fresh))
  );
}

function isWithin({ isWithin: judge }: MirroredAttribute, entry: Value, fresh: readonly Value[]): boolean {
  return judge ? judge(entry, fresh) : fresh.length > 0;
}

function without(entries: readonly Value[], others: readonly Value[]): readonly Value[] {
  const texts = others.map((entry) => JSON.stringify(entry));
  return entries.filter((entry) => !texts.includes(JSON.stringify(entry)));
}

function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}
