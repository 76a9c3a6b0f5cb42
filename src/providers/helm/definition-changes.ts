/** A release of definitions of custom resources in a plan: its values say what is served of each (`kit/cluster/definitions.ts`). */
import type { ResourceChange, Value } from "../../model/plan";
import { valuesAt } from "../../model/plan-values";
import { type Condition, NOT_HELD } from "../../model/risk";
import { shortList } from "../../model/risk-conditions";

/** The release is definitions and nothing else: nothing runs in it, and they stay when it goes. */
export const onlyDefinitions: Condition = {
  judge: ({ before }) => ({ holds: servedIn(before).length > 0 }),
};

/** A version of a definition is served no longer. */
export const servedNoLonger: Condition = {
  judge: ({ before, after }) => {
    const now = new Set(servedIn(after));
    const definitions = new Set([...now].map((served) => served.split(" ")[0]));
    // One that is in no release any more is kept, and served as before.
    const gone = servedIn(before).filter((served) => !now.has(served) && definitions.has(served.split(" ")[0]));
    return gone.length > 0 ? { holds: true, before: shortList(gone), after: "" } : NOT_HELD;
  },
};

/** `backups.velero.io v1` of everything that is served. */
function servedIn(release: ResourceChange["before"]): readonly string[] {
  return valuesAt(release, "values")
    .filter(isMap)
    .filter((values) => Object.keys(values).join() === "definitions" && isMap(values["definitions"]))
    .flatMap(({ definitions }) => Object.entries(definitions as Map))
    .flatMap(([name, definition]) => valuesAt(definition, "served").map((version) => `${name} ${String(version)}`));
}

type Map = { readonly [key: string]: Value };

const isMap = (value: Value | undefined): value is Map =>
  typeof value === "object" && value !== null && !Array.isArray(value);
