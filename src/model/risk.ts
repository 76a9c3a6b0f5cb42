/** What a change can put at risk, what a rule says of it, and what rules are made of. Rules are data: an engine judges by them. */
import type { Action, ResourceChange, UnchangedResource } from "./plan";

/** What can be acknowledged in the environment file, and what a gate can stop at. */
export const RISKS = ["data-loss", "exposure", "downtime", "cost"] as const;
export type Risk = (typeof RISKS)[number];

/** `none` where a rule knows that a change does no harm; the worst first. */
export const SEVERITIES = ["data-loss", "exposure", "downtime", "cost", "none"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface RiskRule {
  /** Stable, such as `data-loss/deleted`. Several services may state one rule, each for its types: all else of it is the same. */
  readonly id: string;
  readonly risk: Severity;
  /** Of costs. */
  readonly direction?: "up" | "down";
  /** Resource types. @default every type */
  readonly types?: readonly string[];
  /** Every type but these. @default none */
  readonly exceptTypes?: readonly string[];
  readonly actions: readonly Action[];
  /** All of these must hold. @default none is asked for */
  readonly when?: readonly Condition[];
  /** None of these may hold. @default none */
  readonly unless?: readonly Condition[];
  /** What a person is told. `{holds}` is what the type holds, `{before}` and `{after}` are the first condition's values. */
  readonly reason: string;
  /** Where the numbers in the reason are from. */
  readonly source?: string;
  /** Whether it is told after everything else of the same severity. @default false */
  readonly listedLast?: boolean;
}

export interface RiskFinding {
  readonly risk: Severity;
  readonly rule: string;
  readonly reason: string;
  readonly direction?: "up" | "down";
  readonly source?: string;
}

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
  /** It has entries that it lacked; on creation, any. */
  | { readonly path: string; readonly is: "gaining" }
  /** It lacks entries that it had. */
  | { readonly path: string; readonly is: "losing" }
  /**
   * Its address ranges let more in, all of them together; on creation, only the whole world counts. `absent`: what no entry
   * means. A text may hold several, with commas between.
   */
  | { readonly path: string; readonly is: "opening"; readonly absent?: "world" }
  /** It has an entry that it lacked and that this regular expression finds. */
  | { readonly path: string; readonly gains: string }
  /** Of one of these paths: an entry that it lacked, fewer entries, nothing any more, a `true` that was none, any difference. */
  | { readonly anyOf: readonly string[]; readonly is: AnyOf }
  /** Anything of it differs, but for these keys at its top. */
  | { readonly except: readonly string[]; readonly is: "different" }
  /** It names a resource of that type which this change does not create itself. */
  | { readonly path: string; readonly existing: string }
  /** Terraform makes the new one before the old one goes. */
  | { readonly is: "made-before" }
  /** What only the service can tell. */
  | { readonly judge: Judge };

export type AnyOf = "gaining" | "fewer" | "removed" | "switched-on" | "different";

/** A pure function. */
export type Judge = (change: ResourceChange, context: RiskContext) => Judgement;

/** What a change is judged beside. */
export interface RiskContext {
  /** Everything that changes with it in the same environment. */
  readonly changes: readonly ResourceChange[];
  /** What stays as it is beside it and counts all the same. @default nothing is known */
  readonly standing?: readonly UnchangedResource[];
}

export interface Judgement {
  readonly holds: boolean;
  /** What to show as `{before}` and `{after}`. @default "nothing" */
  readonly before?: string;
  readonly after?: string;
}

/** It does not hold. */
export const NOT_HELD: Judgement = { holds: false };

export function isRisk(severity: Severity): severity is Risk {
  return severity !== "none";
}

/** The worst of them; `none` of nothing. */
export function worst(severities: readonly Severity[]): Severity {
  return SEVERITIES.find((severity) => severities.includes(severity)) ?? "none";
}
