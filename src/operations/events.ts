/** What an operation tells while it works. The command line renders it; a program may collect it. */
import type { Problem } from "../errors";

/** A step of Terraform's over one stack. */
export type Step = "init" | "validate" | "refresh" | "plan" | "apply" | "plan-again" | "destroy" | "read";

export type OperationEvent =
  | { readonly type: "synth-started" }
  | { readonly type: "synth-finished"; readonly stacks: readonly string[]; readonly seconds: number }
  | { readonly type: "message"; readonly level: "info" | "warning"; readonly message: string; readonly stack?: string }
  | { readonly type: "step-started"; readonly stack: string; readonly step: Step }
  /** It cannot be planned before these stacks are applied. */
  | { readonly type: "waiting"; readonly stack: string; readonly for: readonly string[] }
  /** Terraform has begun with one resource. */
  | {
      readonly type: "resource-started";
      readonly stack: string;
      readonly step: Step;
      readonly address: string;
      readonly action: string;
    }
  /** One resource was created, changed or destroyed. */
  | {
      readonly type: "resource";
      readonly stack: string;
      readonly step: Step;
      readonly address: string;
      readonly action: string;
      readonly done: number;
      readonly total: number;
    }
  | {
      readonly type: "step-finished";
      readonly stack: string;
      readonly step: Step;
      readonly seconds: number;
      readonly ok: boolean;
    }
  | { readonly type: "problem"; readonly stack: string; readonly step: Step; readonly problem: Problem };

export type Listener = (event: OperationEvent) => void;
