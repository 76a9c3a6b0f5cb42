/** What a change can put at risk, and what a rule says of it. */
import type { Risk } from "../../environment/file-schema";
import type { Action } from "../plan-model";
import type { Condition } from "./conditions";

export { type Risk, RISKS } from "../../environment/file-schema";

/** `none` where a rule knows that a change does no harm; the worst first. */
export const SEVERITIES = ["data-loss", "exposure", "downtime", "cost", "none"] as const;
export type Severity = (typeof SEVERITIES)[number];

export interface RiskRule {
  /** Stable, such as `data-loss/deleted`. */
  readonly id: string;
  readonly risk: Severity;
  /** Of costs. */
  readonly direction?: "up" | "down";
  /** Resource types; every type if left out. */
  readonly types?: readonly string[];
  /** Every type but these. */
  readonly exceptTypes?: readonly string[];
  readonly actions: readonly Action[];
  /** All of these must hold. */
  readonly when?: readonly Condition[];
  /** None of these may hold. */
  readonly unless?: readonly Condition[];
  /** What a person is told. `{holds}` is what the type holds, `{before}` and `{after}` are the first condition's values. */
  readonly reason: string;
  /** Where the numbers in the reason are from. */
  readonly source?: string;
}

export interface RiskFinding {
  readonly risk: Severity;
  readonly rule: string;
  readonly reason: string;
  readonly direction?: "up" | "down";
  readonly source?: string;
}

export function isRisk(severity: Severity): severity is Risk {
  return severity !== "none";
}

/** The worst of them; `none` of nothing. */
export function worst(severities: readonly Severity[]): Severity {
  return SEVERITIES.find((severity) => severities.includes(severity)) ?? "none";
}
