/** Plans one stack, if what it reads of others is there. */
import * as fs from "node:fs";
import type { Environment } from "../../environment/environment";
import { JangadaError, type Problem } from "../../errors";
import { asJangadaError } from "../../file-errors";
import { locateIn, type PlanModel, readPlan, type ReadPlanOptions } from "../plan-model";
import type { SelectedStack } from "../selection/select";
import { terraformStep } from "../terraform";
import type { ChangeCounts } from "../terraform-output";
import { type InputChange, changedInputs, type PlanInputs, readInputs, sha256OfFile } from "./inputs";
import { runNoteOf } from "./run-note";
import { effectsOf, type PlanEffects } from "./removals/effects";
import { type ReviewedPlan, reviewedPlan } from "./reviewed/reviewed-plan";
import {
  checkPlanFile,
  clearPlan,
  OWN_FILE,
  planFile,
  planFolder,
  type PlanRecord,
  readRecord,
  removePlan,
  writeRecord,
} from "./saved-plan";
import { digestOfOutputs, hasOutputs, type StateFacts } from "./state-facts";
import type { StackTerraform } from "./stack-terraform";

/** What is known of resource types, as far as plans tell it. */
export type RunFacts = Pick<ReadPlanOptions, "judgedTogether" | "refusedAtApply">;

export interface MadePlan {
  readonly stack: SelectedStack;
  readonly record: PlanRecord;
  readonly model: PlanModel;
  readonly counts: ChangeCounts;
  /** Whether there is anything to apply: resources or outputs. */
  readonly empty: boolean;
  /** Where the plan is kept. */
  readonly folder: string;
  readonly file: string;
  /** What it does, its values as digests with this key. */
  reviewed(key: string): ReviewedPlan;
  /** What it takes away, and what it makes of the outputs. */
  effects(): PlanEffects;
}

interface Made {
  readonly kind: "planned";
  readonly plan: MadePlan;
}
interface Failed {
  readonly kind: "failed";
  readonly problems: readonly Problem[];
}

export type Planned = Made | Failed | { readonly kind: "waiting"; readonly for: readonly string[] };

export type Saved =
  Made | Failed | { readonly kind: "none" } | { readonly kind: "stale"; readonly changes: readonly InputChange[] };

export class Planner {
  constructor(
    private readonly stackTerraform: StackTerraform,
    private readonly project: string,
    private readonly environments: readonly Environment[],
    private readonly facts: RunFacts = {},
  ) {}

  /** Makes a plan and saves it in place of an earlier one. */
  public async plan(stack: SelectedStack, madeBy: PlanRecord["madeBy"] = "deploy"): Promise<Planned> {
    try {
      const missing = await this.missingUpstream(stack);
      if (missing.length > 0) {
        this.stackTerraform.context.listener({ type: "waiting", stack: stack.name, for: missing });
        removePlan(this.project, stack);
        return { kind: "waiting", for: missing };
      }
      const made = await this.make(stack, await this.stackTerraform.state(stack), [], madeBy);
      if (made.kind === "planned") writeRecord(this.project, stack, made.plan.record);
      return made;
    } catch (error) {
      return failed(error);
    }
  }

  /** The plan that was saved, if nothing that it was made from has changed since. */
  public async saved(stack: SelectedStack): Promise<Saved> {
    const record = readRecord(this.project, stack);
    if (!record) return { kind: "none" };
    try {
      const state = await this.stackTerraform.state(stack);
      const now = this.inputs(stack, state);
      const changes = [...checkPlanFile(this.project, stack, record), ...changedInputs(record.inputs, now)];
      // What is refused need not be read, and perhaps cannot.
      if (changes.length > 0) return { kind: "stale", changes };
      return { kind: "planned", plan: await this.read(stack, record, planFile(this.project, stack)) };
    } catch (error) {
      return failed(error);
    }
  }

  /** What a destruction would do. Nothing is saved for a later run. */
  public async planDestruction(stack: SelectedStack): Promise<Made | Failed | { readonly kind: "nothing" }> {
    try {
      const state = await this.stackTerraform.state(stack);
      // What it reads from may be gone already; there is no need to look.
      if (state.resources.length === 0) return { kind: "nothing" };
      return await this.make(stack, state, ["-destroy"], "deploy");
    } catch (error) {
      return failed(error);
    }
  }

  /** The stacks whose outputs are others than those that the plan read. */
  public async movedUpstream({ stack, record }: MadePlan): Promise<readonly string[]> {
    const now = await this.upstreamDigests(stack);
    const names = new Set([...Object.keys(record.upstream), ...Object.keys(now)]);
    return [...names].filter((name) => record.upstream[name] !== now[name]);
  }

  /** The stacks that must be applied first. */
  public async missingUpstream(stack: SelectedStack): Promise<readonly string[]> {
    const reads = this.stackTerraform.reads(stack);
    const missing: string[] = [];
    for (const name of stack.dependencies) {
      const upstream = this.stackTerraform.named(name);
      if (!upstream) continue;
      const outputs = reads.filter((read) => read.stack === name).flatMap((read) => read.outputs);
      if (!hasOutputs(await this.stackTerraform.state(upstream), outputs)) missing.push(name);
    }
    return missing;
  }

  /** What a plan of the stack would be made from now. @throws JangadaError if its state cannot be read */
  public async inputsNow(stack: SelectedStack): Promise<PlanInputs> {
    return this.inputs(stack, await this.stackTerraform.state(stack));
  }

  private async make(
    stack: SelectedStack,
    state: StateFacts,
    more: readonly string[],
    madeBy: PlanRecord["madeBy"],
  ): Promise<Made | Failed> {
    const upstream = await this.upstreamDigests(stack);
    clearPlan(this.project, stack);
    const file = planFile(this.project, stack);
    const step = await terraformStep(this.stackTerraform.context, stack, "plan", {
      args: ["plan", "-json", "-input=false", `-out=${file}`, ...more],
      note: runNoteOf(stack, "plan", { state }),
    });
    if (!step.ok) return { kind: "failed", problems: step.problems };
    fs.chmodSync(file, OWN_FILE);
    const record: PlanRecord = {
      schemaVersion: 1,
      environment: stack.environment,
      stack: stack.name,
      madeAt: new Date().toISOString(),
      madeBy,
      plan: sha256OfFile(file),
      inputs: this.inputs(stack, state),
      upstream,
    };
    return { kind: "planned", plan: await this.read(stack, record, file) };
  }

  private async upstreamDigests(stack: SelectedStack): Promise<Readonly<Record<string, string>>> {
    const digests: Record<string, string> = {};
    for (const { stack: name, outputs } of this.stackTerraform.reads(stack)) {
      const upstream = name === undefined ? undefined : this.stackTerraform.named(name);
      if (upstream) digests[upstream.name] = digestOfOutputs(await this.stackTerraform.state(upstream), outputs);
    }
    return digests;
  }

  private inputs(stack: SelectedStack, state: StateFacts) {
    return readInputs(stack, this.environmentOf(stack), this.project, this.stackTerraform.context.binary, state);
  }

  private environmentOf(stack: SelectedStack): Environment {
    const found = this.environments.find(({ facts }) => facts.name === stack.environment);
    if (!found) throw new Error(`unreachable: ${stack.name} is of no environment`);
    return found;
  }

  private async read(stack: SelectedStack, record: PlanRecord, file: string): Promise<MadePlan> {
    const json = await this.stackTerraform.showPlan(stack, file);
    const model = readPlan(json, stack.folder, {
      stack: stack.name,
      locate: locateIn(this.project),
      ...this.facts,
      onSecrets: (known) => this.stackTerraform.context.secrets.add(known),
    });
    return {
      stack,
      record,
      model,
      counts: countsOf(model),
      empty: !changesAnything(model),
      folder: planFolder(this.project, stack),
      file,
      reviewed: (key) => reviewedPlan(json, model, key),
      effects: () => effectsOf(json, stack.name),
    };
  }
}

/** What reads data, is moved or is imported changes the state, and is applied with the rest; it is no change in the cloud. */
function changesAnything(model: PlanModel): boolean {
  return model.outputs.length > 0 || model.changes.some(({ mode }) => mode === "managed");
}

/** A replacement is one addition and one removal, as Terraform counts it. */
export function countsOf(model: PlanModel): ChangeCounts {
  const count = (...actions: readonly string[]): number =>
    model.changes.filter(({ mode, action }) => mode === "managed" && actions.includes(action)).length;
  return { add: count("create", "replace"), change: count("update"), remove: count("delete", "replace") };
}

function failed(thrown: unknown): Failed {
  const error = asJangadaError(thrown);
  if (JangadaError.is(error)) return { kind: "failed", problems: error.problems };
  throw error;
}
