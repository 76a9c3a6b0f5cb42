/** What is let be: known noise, and the entries of `ignoreDrift` in the environment file. */
import type { Environment, IgnoredDrift } from "../../environment/environment";
import type { Siblings } from "../../model/drift-facts";
import type { AttributeChange, ResourceChange } from "../../model/plan";
import type { Facts } from "../../model/resource-facts";
import type { IgnoredDifference, StaleEntry } from "./drift-result";
import { repeatsSiblings } from "./siblings";

/** Why a difference is let be. */
export type Excuse = Pick<IgnoredDifference, "by" | "rule" | "reason" | "expires">;

/** Of attributes that tell again what resources of their own hold. */
const REPEATED_ATTRIBUTE: Excuse = {
  by: "rule",
  rule: "own-rules",
  reason: "The provider tells here again what other resources of this configuration hold.",
};

/** The rule that knows this difference as noise. */
export function noiseExcuse(
  change: AttributeChange,
  resource: ResourceChange,
  siblings: Siblings,
  facts: Pick<Facts, "noise" | "mirrored">,
): Excuse | undefined {
  const found = facts.noise.find(
    ({ types, attribute, when }) =>
      (!types || types.includes(resource.type)) && attribute.test(change.path) && (!when || when(change, resource)),
  );
  if (found) return { by: "rule", rule: found.name, reason: found.reason };
  return repeatsSiblings(change, resource, siblings, facts) ? REPEATED_ATTRIBUTE : undefined;
}

/** The entries of one environment's file, and which of them were needed. */
export class IgnoreEntries {
  private readonly used = new Set<IgnoredDrift>();
  private readonly today: string;

  /** @param now what expiry dates are compared with; a date counts to its end, UTC */
  constructor(
    private readonly environment: Environment,
    now: Date,
  ) {
    this.today = now.toISOString().slice(0, 10);
  }

  /** @param attribute undefined for the deletion of the whole */
  public excuse(address: string, attribute: string | undefined): Excuse | undefined {
    const matching = this.environment.ignoreDrift.filter(
      (entry) => entry.address === address && covers(entry.attribute, attribute),
    );
    // An expired one was needed, too: it is reported as expired, not as unused.
    for (const entry of matching) this.used.add(entry);
    const valid = matching.find((entry) => entry.expires >= this.today);
    return valid && { by: "file", reason: valid.reason, expires: valid.expires };
  }

  /**
   * Those that do nothing: expired ones, and ones that no difference needed.
   * @param complete whether everything was checked that an entry may be about; else only the expired ones
   */
  public stale(complete: boolean): readonly StaleEntry[] {
    const { environment, today } = this;
    return environment.ignoreDrift.flatMap((entry, index): readonly StaleEntry[] => {
      const state = entry.expires < today ? "expired" : !this.used.has(entry) && complete ? "unused" : undefined;
      if (!state) return [];
      const path = `ignoreDrift[${index}]`;
      const place = { file: environment.file, ...environment.locate(path), path };
      return [{ environment: environment.facts.name, state, entry, place }];
    });
  }
}

/** An attribute covers what is below it: `tags` covers `tags.owner`. */
function covers(entry: string | undefined, attribute: string | undefined): boolean {
  if (entry === undefined) return true;
  if (attribute === undefined || !attribute.startsWith(entry)) return false;
  return /^([.[]|$)/.test(attribute.slice(entry.length));
}
