/** What a review is made from: plans by environment and stack, however they came to be. */
import type { Acknowledgement } from "../../environment/environment";
import type { Problem } from "../../errors";
import type { EnvironmentReview, NotJudged } from "./result-schema";
import type { PlanModel, ResourceChange } from "../plan-model";

/** `rehearsed`: on simulated clouds, from the base revision's state. `planned`: from plans over the real state. */
export type ReviewKind = "rehearsed" | "planned";

/** Why something is not judged: to be read after its name. */
export type Unjudged = Pick<NotJudged, "because" | "reason">;

export interface PlannedStack {
  readonly name: string;
  /** `unchanged`: nothing to plan; `skipped`: something it depends on failed. */
  readonly outcome: "planned" | "unchanged" | "failed" | "skipped";
  /** Why it is not, or not wholly, judged, where that is not for its outcome. */
  readonly notJudged?: Unjudged;
  readonly plan?: PlanModel;
  /** Of the plan that the base revision makes over the same state: what it plans too is not this change's. */
  readonly pending?: PlanModel;
  /** What changes in what no plan shows. */
  readonly configuration?: readonly ResourceChange[];
  readonly problems: readonly Problem[];
}

export interface PlannedEnvironment {
  readonly name: string;
  readonly status: "changed" | "new" | "removed";
  /** Relative to the project's root. */
  readonly file?: string;
  readonly stacks: readonly PlannedStack[];
  readonly problems: readonly Problem[];
  /** Whether what no plan shows was compared. @default "compared" */
  readonly configuration?: EnvironmentReview["configuration"];
  /** What of it as a whole is not judged. */
  readonly notJudged?: readonly Unjudged[];
  /** What a reader must know about how this came to be. */
  readonly notes: readonly string[];
  readonly acknowledge: readonly Acknowledgement[];
}

export interface PlannedChange {
  readonly kind: ReviewKind;
  /** What it is compared with, where that is a revision. */
  readonly base?: { readonly revision: string; readonly commit: string };
  readonly head?: { readonly commit: string; readonly dirty: boolean };
  /** The project's folder in its repository, if it is not the whole. */
  readonly folder?: string;
  readonly terraform?: { readonly product: string; readonly version: string };
  readonly environments: readonly PlannedEnvironment[];
  /** Environments that the change leaves as they are. */
  readonly unchanged: readonly string[];
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
}
