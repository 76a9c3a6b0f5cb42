/** What a drift check finds. No value in it is a secret: the plan model masks them before. */
import type { Problem } from "../../errors";
import type { IgnoredDrift } from "../../environment/environment";
import type { Severity as RiskSeverity } from "../risk";
import type { Action, AttributeChange, ChangeSource, Value } from "../plan-model";
import type { CheckedHost } from "./hosts";
import type { Excuse } from "../drift-noise/noise";

/** One value of the real world that is not what the last apply left. */
export interface DriftedAttribute {
  /** Such as `allocated_storage` or `tags.owner`. */
  readonly path: string;
  /** As the last apply left it; masked where it is sensitive. */
  readonly before?: Value;
  /** As it is now. */
  readonly after?: Value;
  readonly sensitive: boolean;
}

/** Something that is where it should be in the environment file. */
interface Located {
  readonly environment: string;
  readonly stack: string;
  /** The part of the environment file that it belongs to, such as `databases`. */
  readonly component: string;
  readonly address: string;
  readonly type: string;
  readonly source?: ChangeSource;
}

/** The risk of what happened, by the rules of the review. */
export interface Severity {
  readonly risk: RiskSeverity;
  /** Name of the rule; undefined where none knows it. */
  readonly rule?: string;
  readonly reason: string;
}

/** One line of the environment file, as it is and as it would be. */
export interface LineEdit {
  readonly line: number;
  /** Undefined for a line that is new. */
  readonly before?: string;
  readonly after: string;
}

/** How to make the environment file say what is real now. */
export interface TakeOver {
  readonly file: string;
  readonly fields: readonly {
    /** Such as `allocated_storage`. */
    readonly attribute: string;
    /** Such as `databases.orders.storage`. */
    readonly path: string;
  }[];
  readonly edits: readonly LineEdit[];
}

/** What to do about a finding: one of the three. */
export interface Remedies {
  /** Undefined if the file has no field for any of it, or would not be right any more. */
  readonly takeOver?: TakeOver;
  /** Why some or all of it cannot be taken over. */
  readonly notTakenOver?: string;
  /** The command that makes it again what the last apply left. */
  readonly putBack?: string;
  /** Why it cannot be put back: no cloud takes it back, or nothing in the configuration holds it. */
  readonly notPutBack?: string;
  /** The entries of the environment file that let it be, as YAML. */
  readonly ignore: string;
}

export interface DriftFinding extends Located {
  readonly kind: "changed" | "deleted";
  /** Of a deletion none. */
  readonly attributes: readonly DriftedAttribute[];
  /** The worst first; never empty. */
  readonly severities: readonly Severity[];
  readonly remedies: Remedies;
}

/** A difference that is let be. */
export interface IgnoredDifference extends Located, Excuse {
  readonly kind: "changed" | "deleted";
  /** Undefined of a deletion. */
  readonly attribute?: DriftedAttribute;
}

/** Configuration that is not applied yet. Never called drift. */
export interface PendingChange extends Located {
  readonly action: Action;
  readonly attributes: readonly AttributeChange[];
}

/** An entry of `ignoreDrift` that does nothing (any more). */
export interface StaleEntry {
  readonly environment: string;
  readonly state: "expired" | "unused";
  readonly entry: IgnoredDrift;
  readonly place: { readonly file: string; readonly line: number; readonly column: number; readonly path: string };
}

/** Something under an environment's tags that no state knows. */
export interface UnmanagedObject {
  readonly environment: string;
  readonly type: string;
  readonly id: string;
  readonly name?: string;
  readonly realm: string;
}

/** `unchecked` is an answer of its own: it was not looked for, and nothing is known. */
export type Unmanaged =
  | {
      readonly state: "checked";
      readonly objects: readonly UnmanagedObject[];
      /** What the clouds make by themselves. */
      readonly known: readonly (UnmanagedObject & { readonly rule: string; readonly reason: string })[];
    }
  | { readonly state: "unchecked"; readonly reason: string };

/** `not-judged`: nothing was found, and not everything could be looked at. `not-applied`: there is nothing yet that could drift. */
export type Verdict = "drift" | "no-drift" | "not-judged" | "not-applied";

export interface CheckedStack {
  readonly name: string;
  readonly environment: string;
  /** `not-applied`: nothing of it is deployed, so nothing can have drifted. */
  readonly outcome: "checked" | "not-applied" | "failed";
  /** How long the check took, in seconds. */
  readonly seconds: number;
  /** How many findings; absent where it could not be looked at. */
  readonly drifted?: number;
  /** How many resources whose configuration is not applied yet; absent where that could not be planned. */
  readonly pending?: number;
  /** Outputs that are not published yet as the configuration says. */
  readonly pendingOutputs: readonly string[];
  /** Stacks that must be applied before it can be told what is pending. */
  readonly waitingFor: readonly string[];
  readonly problems: readonly Problem[];
}

export interface DriftResult {
  readonly schemaVersion: 2;
  /** Whether everything could be checked. */
  readonly ok: boolean;
  readonly verdict: Verdict;
  /** Whether anything changed or was deleted outside, beyond what is ignored. */
  readonly drift: boolean;
  /** Whether the clouds were simulated ones. */
  readonly simulated: boolean;
  readonly terraform: { readonly product: string; readonly version: string };
  readonly environments: readonly string[];
  readonly stacks: readonly CheckedStack[];
  /** Hosts of which no state knows what they are, as they say it themselves; empty where there are none. */
  readonly hosts: readonly CheckedHost[];
  /** What changed or was deleted outside since the last apply. */
  readonly findings: readonly DriftFinding[];
  /** What the configuration asks for and no apply has done yet. */
  readonly pending: readonly PendingChange[];
  /** What drifted and is let be, by a rule or an entry of `ignoreDrift`. */
  readonly ignored: readonly IgnoredDifference[];
  /** Entries of `ignoreDrift` that have expired, or that nothing needed. */
  readonly staleEntries: readonly StaleEntry[];
  readonly unmanaged: Unmanaged;
  readonly problems: readonly Problem[];
  /** How long it took, in seconds. */
  readonly seconds: { readonly total: number };
}
