/** The entries of `ignoreDrift` in the environment file: what they excuse, and which of them do nothing. */
import type { Environment, IgnoredDrift } from "../../environment/environment";
import type { Excuse } from "../drift-noise/noise";
import type { StaleEntry } from "./drift-result";

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
