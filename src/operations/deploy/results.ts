/** What plan, deploy and destroy return. */
import type { Problem } from "../../errors";
import type { PlanModel } from "../plan-model";
import type { SelectOptions } from "../selection/select";
import type { ChangeCounts } from "../terraform-output";
import type { InputChange } from "./inputs";
import type { MadePlan, RunFacts } from "./planner";
import type { Difference } from "./reviewed/unreviewed-changes";

export interface RunOptions extends SelectOptions {
  /** How many stacks at once. @default the number of processors, from 2 to 4 */
  readonly parallel?: number;
  /** Kills Terraform when it aborts: see `signal` for a stop that loses nothing. @default never */
  readonly kill?: AbortSignal;
  /** What is known of resource types: what clouds refuse at apply is told with each plan. @default nothing */
  readonly facts?: RunFacts;
}

export interface StackChanges {
  readonly environment: string;
  readonly name: string;
  readonly counts: ChangeCounts;
  /** What the plan does. No value in it is a secret. */
  readonly plan: PlanModel;
  /** What of it goes beyond what was reviewed before. @default nothing was, or nothing does */
  readonly differences?: readonly Difference[];
  /** Stacks that are applied before it although they read from it: it takes away what they use. */
  readonly appliedAfter?: readonly string[];
}

/** What a person is asked to agree to. */
export interface Question {
  /** `deploy`: before anything is applied. `turn`: of a stack that had to wait. `moved`: of one that had to be planned again. */
  readonly kind: "deploy" | "turn" | "moved";
  readonly changes: readonly StackChanges[];
  /** Stacks that will be planned when their turn comes. */
  readonly waiting: readonly { readonly name: string; readonly for: readonly string[] }[];
  /** Of `moved`: the stacks whose outputs are others than those that the first plan read. */
  readonly moved: readonly string[];
}

export type Confirm = (question: Question) => Promise<boolean>;

export interface StackOutcome {
  readonly environment: string;
  readonly name: string;
  /**
   * `planned` (of plan), `applied`, `destroyed`; `unchanged`: there was nothing to do; `waiting`: what it reads from does not
   * exist yet; `refused`: its saved plan does not hold any more, or what there is to do now was not reviewed; `declined`: the
   * answer was no; `skipped`: another one that it needs did not succeed; `interrupted`.
   */
  readonly outcome:
    | "planned"
    | "applied"
    | "destroyed"
    | "unchanged"
    | "waiting"
    | "refused"
    | "declined"
    | "failed"
    | "skipped"
    | "interrupted";
  /** Of a waiting stack: for which. */
  readonly waitingFor?: readonly string[];
  /** Of a refused one: what has changed since its plan was saved. */
  readonly changedInputs?: readonly InputChange[];
  /** How many resources the plan adds, changes and removes; undefined where none was made. */
  readonly counts?: ChangeCounts;
  /** What the plan does, where one was made. No value in it is a secret. */
  readonly plan?: PlanModel;
  /**
   * Whether the plan was saved earlier, made in this run, or made again: because what it reads had changed, or because the
   * apply of the first had begun and broken off.
   */
  readonly planOrigin?: "saved" | "new" | "again";
  /** Of a plan that was saved or made again: when the one was made that was agreed to, as RFC 3339. */
  readonly reviewedAt?: string;
  /** Of a refused one: what of its plan goes beyond what was reviewed. */
  readonly differences?: readonly Difference[];
  /** Stacks whose outputs it reads, and that will change them: it will be planned again when its turn comes. */
  readonly provisional?: readonly string[];
  /** Stacks that are applied before it although they read from it: it takes away what they use. */
  readonly appliedAfter?: readonly string[];
}

export interface RunResult {
  readonly schemaVersion: 1;
  /** Whether every stack came to a good end, and there are no problems. */
  readonly ok: boolean;
  /** Whether `signal` aborted before it was done. */
  readonly interrupted: boolean;
  /** What ran: `terraform` or OpenTofu, and its version. */
  readonly terraform: { readonly product: string; readonly version: string };
  /** Names of the environments with a selected stack. */
  readonly environments: readonly string[];
  /** In dependency order. */
  readonly stacks: readonly StackOutcome[];
  /** Everything that is wrong, of all stacks. */
  readonly problems: readonly Problem[];
  /** What the app said. */
  readonly messages: readonly string[];
  /** How long it took, in seconds. */
  readonly seconds: number;
  /** With `--changed`: the commit, and the stacks that it had and that are no more. */
  readonly comparedWith?: { readonly commit: string; readonly gone: readonly string[]; readonly notCompared?: string };
}

export function changesOf({ stack, counts, model }: MadePlan, differences: readonly Difference[] = []): StackChanges {
  const more = differences.length > 0 ? { differences } : {};
  return { environment: stack.environment, name: stack.name, counts, plan: model, ...more };
}
