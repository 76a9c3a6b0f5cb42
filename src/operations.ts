/**
 * `jangada/operations`: what the command does, as a library. Nothing is printed: results and events are typed. What is known of
 * resource types and the clouds that can be simulated are handed to the engines here, and everything is loaded when it is first
 * asked for.
 */
import type { Facts } from "./model/resource-facts";
import type { Risk } from "./model/risk";
import type { BootstrapOptions, BootstrapResult } from "./operations/bootstrap/bootstrap";
import type { DeployOptions as EngineDeployOptions } from "./operations/deploy/deploy";
import type { DestroyOptions as EngineDestroyOptions } from "./operations/deploy/destroy";
import type { RunOptions, RunResult } from "./operations/deploy/results";
import type { DepsResult } from "./operations/deps/deps";
import type { DoctorOptions, DoctorResult } from "./operations/doctor/doctor";
import type { DriftOptions as EngineDriftOptions } from "./operations/drift/check-stacks";
import type { DriftResult } from "./operations/drift/drift-result";
import type { ExplainOptions, ExplainResult } from "./operations/explain";
import type { FixOptions as EngineFixOptions, PreparedFix } from "./operations/drift/fix";
import type { Outputs, OutputsOptions } from "./operations/outputs";
import type { RehearseOptions as EngineRehearseOptions, RehearseResult } from "./operations/rehearse/options";
import type { DriftMarkdownOptions as EngineDriftMarkdownOptions } from "./operations/report/drift-markdown";
import type { MarkdownOptions } from "./operations/report/markdown";
import type { FromPlansOptions } from "./operations/review/from-plans";
import type { RehearsedOptions } from "./operations/review/rehearsed";
import type { ReviewResult } from "./operations/review/result-schema";
import type { SelectOptions } from "./operations/selection/select";
import type { RestoreOptions } from "./operations/recover/restore";
import type { StatesOptions, StatesResult } from "./operations/recover/state-standing";
import type { SynthEnvironmentsOptions, SynthEnvironmentsResult } from "./operations/synth-environments";
import type { ValidateOptions as EngineValidateOptions, ValidateResult } from "./operations/validate-environments";
import type { SimulatedProviders } from "./rehearsal/simulation";

export { JangadaError, formatProblem, type Place, type Problem } from "./errors";
export { RISKS, type Risk } from "./model/risk";
export type { Action, AttributeChange, ChangeSource, PlanModel, ResourceChange } from "./operations/plan-model";
export type { BootstrapOptions, BootstrapResult } from "./operations/bootstrap/bootstrap";
export type { Confirm, Question, RunResult, StackChanges, StackOutcome } from "./operations/deploy/results";
export type { DepsResult, StackDependency, StackNode } from "./operations/deps/deps";
export type { DoctorOptions, DoctorResult } from "./operations/doctor/doctor";
export type { Finding } from "./operations/doctor/finding";
export type {
  ExplainedComponent,
  ExplainedEnvironment,
  ExplainedField,
  ExplainedNeed,
  ExplainedThing,
} from "./environment/explain";
export type { ExplainOptions, ExplainResult } from "./operations/explain";
export type {
  CheckedStack,
  DriftedAttribute,
  DriftFinding,
  DriftResult,
  IgnoredDifference,
  PendingChange,
  Remedies,
  TakeOver,
  Unmanaged,
  Verdict,
} from "./operations/drift/drift-result";
export type { FixedResource, FixResult, PreparedFix } from "./operations/drift/fix";
export type { Listener, OperationEvent, Step } from "./operations/events";
export type { Outputs, OutputsOptions } from "./operations/outputs";
export type { LeftOver, RehearsedStack, RehearseResult } from "./operations/rehearse/options";
export type { MarkdownOptions } from "./operations/report/markdown";
export type { EnvironmentReview, NotJudged, ReviewedChange, ReviewResult } from "./operations/review/result-schema";
export type { SelectOptions } from "./operations/selection/select";
export type { RestoreOptions } from "./operations/recover/restore";
export type { StatesOptions, StatesResult, StateStanding } from "./operations/recover/state-standing";
export type { SynthesizedStack } from "./operations/synth";
export type { SynthEnvironmentsOptions, SynthEnvironmentsResult } from "./operations/synth-environments";
export type { StepResult } from "./operations/terraform";
export type { ChangeCounts } from "./operations/terraform-output";
export type { ValidateResult } from "./operations/validate-environments";

/** What an engine takes, without what is handed to it here. */
type WithoutFacts<Options> = Omit<Options, "facts" | "simulated">;

export type ValidateOptions = WithoutFacts<EngineValidateOptions>;
export type RehearseOptions = WithoutFacts<EngineRehearseOptions>;
export type PlanOptions = WithoutFacts<RunOptions>;
export type DeployOptions = WithoutFacts<EngineDeployOptions>;
export type DestroyOptions = WithoutFacts<EngineDestroyOptions>;
export type DriftOptions = WithoutFacts<EngineDriftOptions>;
export type FixOptions = WithoutFacts<EngineFixOptions>;
export type DriftMarkdownOptions = WithoutFacts<EngineDriftMarkdownOptions>;

/** What decides whether a review has passed. */
interface Gates {
  /** Risks that nobody has acknowledged in the environment file and that must not be there. @default none */
  readonly failOn?: readonly Risk[];
}
export type ReviewOptions = WithoutFacts<RehearsedOptions> & Gates;
export type ReviewPlansOptions = WithoutFacts<FromPlansOptions> & Gates;

const knownFacts = (): { readonly facts: Facts } => require("./facts") as typeof import("./facts");
const simulatedClouds = (): { readonly simulated: SimulatedProviders } => ({
  simulated: (require("./providers") as typeof import("./providers")).simulatedProviders,
});
const factsAndClouds = (): ReturnType<typeof knownFacts> & ReturnType<typeof simulatedClouds> => ({
  facts: knownFacts().facts,
  ...simulatedClouds(),
});

/**
 * Writes the stacks of environments as Terraform JSON. What is wrong with those that are left out is in the result.
 * @throws JangadaError NO_APP, SYNTH_FAILED with what the app said, NO_SUCH_ENVIRONMENT, or what is wrong with a file that is named
 */
export async function synth(options: SynthEnvironmentsOptions = {}): Promise<SynthEnvironmentsResult> {
  const { synthEnvironments } =
    require("./operations/synth-environments") as typeof import("./operations/synth-environments");
  return synthEnvironments(options);
}

/** Checks the environment files and what is made of them: every problem at once, in the result. */
export async function validate(options: ValidateOptions = {}): Promise<ValidateResult> {
  const engine = require("./operations/validate-environments") as typeof import("./operations/validate-environments");
  return engine.validate({
    ...options,
    ...(options.providers === "none" ? { ...simulatedClouds(), facts: NONE } : factsAndClouds()),
  });
}

/** What each component of environments is, where it runs, why, and what it depends on: by their files alone. */
export function explain(options: ExplainOptions = {}): ExplainResult {
  const engine = require("./operations/explain") as typeof import("./operations/explain");
  return engine.explain(options);
}

/** Of files alone nothing of resource types is asked. */
const NONE: EngineValidateOptions["facts"] = { dividedNumbers: [] };

/**
 * Deploys an environment into simulated clouds, with the real Terraform.
 * @throws JangadaError if it cannot be synthesized, or there is no usable Terraform; what a stack refuses is in the result
 */
export async function rehearse(options: RehearseOptions): Promise<RehearseResult> {
  const engine = require("./operations/rehearse/rehearse") as typeof import("./operations/rehearse/rehearse");
  return engine.rehearse({ ...options, ...simulatedClouds() });
}

/**
 * What a change since a git revision does to every environment, by a rehearsal of both: without credentials.
 * @throws JangadaError if there is no such revision, no usable Terraform, or the change cannot be synthesized at all
 */
export async function review({ failOn = [], ...options }: ReviewOptions): Promise<ReviewResult> {
  const { planRehearsed } = require("./operations/review/rehearsed") as typeof import("./operations/review/rehearsed");
  return judged(await planRehearsed({ ...options, ...factsAndClouds() }), failOn);
}

/**
 * What plans do, made over the real states: files of `terraform show -json`, or the folder of saved plans.
 * @throws JangadaError NO_PLANS, PLAN_UNREADABLE, PLAN_FORMAT
 */
export async function reviewPlans({ failOn = [], ...options }: ReviewPlansOptions): Promise<ReviewResult> {
  const { planFromFiles } =
    require("./operations/review/from-plans") as typeof import("./operations/review/from-plans");
  return judged(await planFromFiles({ ...options, ...knownFacts() }), failOn);
}

type Judge = typeof import("./operations/review/review").review;

function judged(change: Parameters<Judge>[0], failOn: readonly Risk[]): ReviewResult {
  const engine = require("./operations/review/review") as typeof import("./operations/review/review");
  return engine.review(change, { facts: knownFacts().facts, failOn });
}

/**
 * What a deployment would change; the plans are saved, and `deploy` applies them.
 * @throws JangadaError if the selection, the synthesis or Terraform itself is not right; what a stack refuses is in the result
 */
export async function plan(options: PlanOptions = {}): Promise<RunResult> {
  const engine = require("./operations/deploy/plan") as typeof import("./operations/deploy/plan");
  return engine.plan({ ...options, facts: knownFacts().facts });
}

/**
 * Applies the saved plans if they hold, else plans; `confirm` is asked before anything is applied.
 * @throws JangadaError as `plan` does
 */
export async function deploy(options: DeployOptions): Promise<RunResult> {
  const engine = require("./operations/deploy/deploy") as typeof import("./operations/deploy/deploy");
  return engine.deploy({ ...options, facts: knownFacts().facts });
}

/**
 * Takes environments down, last stack first; `confirm` is asked once, when it is known what would go.
 * @throws JangadaError PROTECTED, or as `plan` does
 */
export async function destroy(options: DestroyOptions): Promise<RunResult> {
  const engine = require("./operations/deploy/destroy") as typeof import("./operations/deploy/destroy");
  return engine.destroy(options);
}

/**
 * What changed in the real world since the last apply. Changes nothing.
 * @throws JangadaError if the selection or the synthesis is not right; what a stack refuses is in the result
 */
export async function checkDrift(options: DriftOptions = {}): Promise<DriftResult> {
  const engine = require("./operations/drift/check-stacks") as typeof import("./operations/drift/check-stacks");
  return engine.checkDrift({ ...options, facts: knownFacts().facts });
}

/**
 * A saved plan that puts back exactly the resources that are named. `discard` removes it, which is to be called in any case.
 * @throws JangadaError NO_SUCH_ADDRESS, FIX_NOTHING, FIX_IMPOSSIBLE, FIX_NOT_ALONE, FIX_HIDES, FIX_NOT_EXACT, or what Terraform refuses
 */
export async function prepareFix(options: FixOptions): Promise<PreparedFix> {
  const engine = require("./operations/drift/fix") as typeof import("./operations/drift/fix");
  return engine.prepareFix({ ...options, facts: knownFacts().facts });
}

/** The order of the stacks, and what they read of each other. @throws JangadaError if they cannot be synthesized */
export async function deps(options: SelectOptions = {}): Promise<DepsResult> {
  return (require("./operations/deps/deps") as typeof import("./operations/deps/deps")).deps(options);
}

/** Whether everything is there that a deployment needs, each finding with its remedy. */
export async function doctor(options: DoctorOptions = {}): Promise<DoctorResult> {
  return (require("./operations/doctor/doctor") as typeof import("./operations/doctor/doctor")).doctor(options);
}

/**
 * Makes the bucket that states are kept in; `confirm` is asked before.
 * @throws JangadaError NOTHING_TO_BOOTSTRAP, BUCKET_EXISTS, STATE_UNREACHABLE, STATE_NOT_MOVED, or as `plan` does
 */
export async function bootstrap(options: BootstrapOptions): Promise<BootstrapResult> {
  const engine = require("./operations/bootstrap/bootstrap") as typeof import("./operations/bootstrap/bootstrap");
  return engine.bootstrap(options);
}

/** Whether states are sound, and which copies there are of them. Changes nothing. */
export async function inspectStates(options: StatesOptions): Promise<StatesResult> {
  const engine = require("./operations/recover/state-standing") as typeof import("./operations/recover/state-standing");
  return engine.inspectStates(options);
}

/** Restores states that are damaged or lost from their last copies; `confirm` is asked before. */
export async function restoreStates(options: RestoreOptions): Promise<StatesResult | "declined"> {
  const engine = require("./operations/recover/restore") as typeof import("./operations/recover/restore");
  return engine.restoreStates(options);
}

/** Takes states as they are for right; `confirm` is asked before. */
export async function acceptStates(options: RestoreOptions): Promise<StatesResult | "declined"> {
  const engine = require("./operations/recover/restore") as typeof import("./operations/recover/restore");
  return engine.acceptStates(options);
}

/** The outputs of stacks that are deployed, by stack; sensitive ones are masked. */
export async function readOutputs(options: OutputsOptions = {}): Promise<Outputs> {
  return (require("./operations/outputs") as typeof import("./operations/outputs")).readOutputs(options);
}

/** A review as a comment on a pull request. */
export function renderReviewMarkdown(result: ReviewResult, options: MarkdownOptions = {}): string {
  const { renderMarkdown } = require("./operations/report/markdown") as typeof import("./operations/report/markdown");
  return renderMarkdown(result, options);
}

/** A review as a SARIF document, as an object. */
export function renderReviewSarif(result: ReviewResult): object {
  const { renderSarif } = require("./operations/report/sarif") as typeof import("./operations/report/sarif");
  return renderSarif(result, knownFacts().facts);
}

/** A review as JUnit's XML. */
export function renderReviewJunit(result: ReviewResult): string {
  return (require("./operations/report/junit") as typeof import("./operations/report/junit")).renderJunit(result);
}

/** A drift check as a comment or a ticket. */
export function renderDriftMarkdown(result: DriftResult, options: DriftMarkdownOptions = {}): string {
  const engine = require("./operations/report/drift-markdown") as typeof import("./operations/report/drift-markdown");
  return engine.renderDriftMarkdown(result, { ...options, facts: knownFacts().facts });
}

/** A drift check as a SARIF document, as an object. */
export function renderDriftSarif(result: DriftResult): object {
  const engine = require("./operations/report/drift-sarif") as typeof import("./operations/report/drift-sarif");
  return engine.renderDriftSarif(result);
}

/** A drift check as JUnit's XML. */
export function renderDriftJunit(result: DriftResult): string {
  const engine = require("./operations/report/drift-junit") as typeof import("./operations/report/drift-junit");
  return engine.renderDriftJunit(result);
}
