/** A rehearsal: one environment deployed by the real Terraform binary against simulated providers. */
import type { Problem } from "../../errors";
import type { SimulatedProviders } from "../../rehearsal/simulation";
import type { StepResult } from "../terraform";
import type { ChangeCounts } from "../terraform-output";
import type { Listener } from "../events";
import type { NewerProvider } from "../provider-versions";

export interface RehearseOptions {
  /** The providers that can be simulated. */
  readonly simulated: SimulatedProviders;
  /** Name of the environment. */
  readonly environment: string;
  /** The folder of `cdktf.json`. @default the working directory */
  readonly project?: string;
  /** The target, in place of the one that the file names. @default the file's */
  readonly target?: string;
  /** Whether to destroy everything afterwards and look at what is left. @default false */
  readonly destroy?: boolean;
  /** Whether to leave the working folder. @default false: it stays only if something failed */
  readonly keep?: boolean;
  /** How many stacks at once. @default the number of processors, from 2 to 4 */
  readonly parallel?: number;
  /** Receives events while it runs: steps, progress, warnings, problems. @default none */
  readonly listener?: Listener;
  /** Stops it when it aborts: nothing new is begun, Terraform is interrupted once and ends in order. @default never */
  readonly signal?: AbortSignal;
}

export interface RehearsedStack {
  readonly name: string;
  /** `done`: applied; `failed`: a step of it failed; `skipped`: one that it depends on failed. */
  readonly outcome: "done" | "failed" | "skipped";
  /** Names of the stacks that are applied before it. */
  readonly dependencies: readonly string[];
  /** Resources in its state after apply. */
  readonly resources: number;
  /** How many resources its plan adds, changes and removes; undefined if it was not planned. */
  readonly planned?: ChangeCounts;
  /** The steps of Terraform that ran, in their order. */
  readonly steps: readonly StepResult[];
}

/** Something in the simulated world after the environment was destroyed. */
export interface LeftOver {
  readonly type: string;
  readonly id: string;
  /** Stays by design: final snapshots, retained backups. */
  readonly retained: boolean;
}

export interface RehearseResult {
  readonly schemaVersion: 1;
  readonly environment: string;
  /** Whether everything was applied, and (with `destroy`) destroyed, without a problem. */
  readonly ok: boolean;
  readonly terraform: { readonly product: string; readonly version: string };
  readonly stacks: readonly RehearsedStack[];
  /** What exists in the simulated world after apply, by type. */
  readonly created: Readonly<Record<string, number>>;
  /** With `destroy`: what is left in the world. */
  readonly left?: readonly LeftOver[];
  /** Whether it was asked to destroy, and could not: what was not deployed as a whole is left for looking at. */
  readonly notDestroyed?: boolean;
  readonly problems: readonly Problem[];
  /** Providers that are pinned to newer versions than a rehearsal speaks as: what those do in another way is not judged. Absent where there is none. */
  readonly newerProviders?: readonly NewerProvider[];
  /** What the app said. */
  readonly messages: readonly string[];
  /** How long the synthesis and the whole took, in seconds. */
  readonly seconds: { readonly synth: number; readonly total: number };
  /** The working folder, where it was left. */
  readonly folder?: string;
}
