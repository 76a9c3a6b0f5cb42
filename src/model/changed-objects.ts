/** What a change does to custom resources that a release of the local chart carries: read from its values, before and after. */
import type { ResourceChange } from "./plan";
import { type Fields, isFields, objectsIn, within } from "./release-objects";
import { type Judge, NOT_HELD } from "./risk";
import { shortList } from "./risk-conditions";

/** A custom resource in a release. */
export interface Carried {
  readonly kind: string;
  readonly object: string;
  readonly labels: Fields;
  readonly spec: Fields;
}

export interface CarriedWords {
  /** API groups whose objects are meant. */
  readonly groups: readonly string[];
  /** What a person is told of one: `queue orders in shop`. */
  readonly describe: (one: Carried) => string;
  /** What stays the same while it is the same thing. @default kind and name */
  readonly identityOf?: (one: Carried) => string;
}

export interface ChangedObjects {
  /** Objects of these kinds that were there, and are not any more. */
  readonly losing: (...kinds: readonly string[]) => Judge;
  /** Objects that are there before and after, of which something holds. `differenceOf` says what, undefined if nothing. */
  readonly changing: (kind: string, differenceOf: (before: Carried, after: Carried) => string | undefined) => Judge;
}

export function changedObjects({ groups, describe, identityOf = kindAndName }: CarriedWords): ChangedObjects {
  const carriedIn = (release: Fields | undefined): readonly Carried[] =>
    objectsIn(release).flatMap((one): Carried[] => {
      if (!groups.includes(String(one["apiVersion"]).replace(/\/.*$/, ""))) return [];
      const [labels, spec] = [within(one, "metadata", "labels"), one["spec"]];
      return [
        {
          kind: String(one["kind"]),
          object: String(within(one, "metadata", "name") ?? ""),
          labels: isFields(labels) ? labels : {},
          spec: isFields(spec) ? spec : {},
        },
      ];
    });
  const pairsOf = (change: ResourceChange, kind: string): readonly (readonly [Carried, Carried])[] => {
    const after = new Map(carriedIn(change.after).map((one) => [identityOf(one), one]));
    return carriedIn(change.before).flatMap((one) => {
      const other = one.kind === kind ? after.get(identityOf(one)) : undefined;
      return other ? [[one, other] as const] : [];
    });
  };
  return {
    losing:
      (...kinds) =>
      (change) => {
        const after = new Set(carriedIn(change.after).map(identityOf));
        const gone = carriedIn(change.before).filter((one) => kinds.includes(one.kind) && !after.has(identityOf(one)));
        return gone.length > 0
          ? { holds: true, before: shortList([...new Set(gone.map(describe))]), after: "nothing" }
          : NOT_HELD;
      },
    changing: (kind, differenceOf) => (change) => {
      const changed = pairsOf(change, kind).flatMap(([before, after]) => {
        const what = differenceOf(before, after);
        return what === undefined ? [] : [`${describe(after)}: ${what}`];
      });
      return changed.length > 0 ? { holds: true, before: shortList(changed), after: shortList(changed) } : NOT_HELD;
    },
  };
}

const kindAndName = ({ kind, object }: Carried): string => `${kind} ${object}`;

/** Which of these fields differ. */
export const differing = (before: Fields, after: Fields, fields: readonly string[]): readonly string[] =>
  fields.filter((field) => JSON.stringify(before[field] ?? null) !== JSON.stringify(after[field] ?? null));

/** A quantity of Gi, as it is written here; 0 of anything else. */
export function gibibytesAt(spec: Fields, ...path: readonly string[]): number {
  const quantity = within(spec, ...path);
  return typeof quantity === "string" && /^\d+Gi$/.test(quantity) ? Number.parseInt(quantity, 10) : 0;
}
