/** From `terraform show -json <plan>` to the plan model. Secrets do not get past this file. */
import { createHash } from "node:crypto";
import * as path from "node:path";
import type { Path } from "../../environment/path";
import type { ApplyRefusal } from "../../model/apply-refusal";
import { type KnownSecrets, redact, redactKeys } from "../../secret-scan";
import { diff } from "./diff";
import { parsePlan, type RawChange, type RawPlan, type RawResourceChange } from "./plan-format";
import { PlanMarks } from "./plan-marks";
import { type Marks, unknownOf } from "./marks";
import type {
  Action,
  AttributeChange,
  FailedCheck,
  OutputChange,
  PlanModel,
  ResourceChange,
  UnchangedResource,
  Value,
} from "../../model/plan";
import type { PlanSecrets } from "./plan-secrets";
import { referencesIn } from "./references";
import { seal } from "./seal";
import { isNodeMap, type Node, plain, type NodeMap, Sealed } from "./sealed";
import { stepsBefore } from "./steps-before";
import { componentOf, type Locate, readSources } from "./sources";

export interface ReadPlanOptions {
  /** Name of the stack. @default the name of its folder */
  readonly stack?: string;
  /** Where the stack was synthesized before the change: tells where what is gone came from. @default what is gone has no place */
  readonly previousFolder?: string;
  /** Adds line and column to sources. @default none are added */
  readonly locate?: Locate;
  /** Types of which what stays as it is counts, too: a change is then judged beside it. @default none, and it is not told */
  readonly judgedTogether?: readonly string[];
  /** What is known to be refused only at apply. @default nothing */
  readonly refusedAtApply?: readonly ApplyRefusal[];
  /** Receives the secrets that were found, so that what is said later can be kept free of them. They stay in memory. @default nobody is told */
  readonly onSecrets?: (known: KnownSecrets) => void;
}

/**
 * @param json what `terraform show -json <plan>` wrote, as text or parsed
 * @param stackFolder the folder in which the stack was synthesized: tells where each resource comes from
 * @throws JangadaError PLAN_UNREADABLE, PLAN_FORMAT
 */
export function readPlan(json: unknown, stackFolder?: string, options: ReadPlanOptions = {}): PlanModel {
  const stack = options.stack ?? (stackFolder === undefined ? "stack" : path.basename(stackFolder));
  const raw = parsePlan(json, stack);
  const marks = new PlanMarks(raw);
  const secrets = marks.secrets();
  options.onSecrets?.(secrets.known);
  const [now, then] = [readSources(stackFolder), readSources(options.previousFolder)];
  const locate = (address: string): ResourceChange["source"] => {
    const source = now.get(address) ?? then.get(address);
    return source && { ...source, ...options.locate?.(source.file, source.path) };
  };
  const { judgedTogether } = options;
  const references = referencesIn(raw, judgedTogether ?? []);
  const read = (change: RawResourceChange): ResourceChange => {
    const refersTo = references(change);
    return {
      ...resourceChange(change, stack, marks.ofResource(change), secrets, locate),
      ...(refersTo ? { refersTo } : {}),
    };
  };
  const changed = raw.resource_changes.filter((change) => !isUnchanged(change));
  const changes = changed.map(read);
  const steps = stepsBefore(changes, options.refusedAtApply ?? []);
  const outputs = Object.entries(raw.output_changes)
    .map(([name, change]) => outputChange(name, change, marks.ofOutput(name, change), secrets))
    .filter((output) => output.action !== "no-op");
  return {
    stack,
    terraformVersion: raw.terraform_version,
    errored: raw.errored,
    ...(raw.timestamp === undefined ? {} : { timestamp: raw.timestamp }),
    changes,
    drift: raw.resource_drift.map(read),
    outputs,
    ...(judgedTogether ? { standing: standingOf(raw, judgedTogether, read) } : {}),
    unchanged: raw.resource_changes.filter((change) => change.mode === "managed" && isUnchanged(change)).length,
    failedChecks: failedChecks(raw, secrets.known),
    ...(steps.length > 0 ? { stepsBefore: steps } : {}),
    digest: digestOf(changes, outputs),
  };
}

function standingOf(
  raw: RawPlan,
  types: readonly string[],
  read: (change: RawResourceChange) => ResourceChange,
): readonly UnchangedResource[] {
  return raw.resource_changes
    .filter((change) => isUnchanged(change) && types.includes(change.type))
    .map(read)
    .map(({ address, type, refersTo, after = {} }) => ({
      address,
      type,
      values: after,
      ...(refersTo ? { refersTo } : {}),
    }));
}

function isUnchanged(change: RawResourceChange): boolean {
  const moves = change.previous_address !== undefined && change.previous_address !== change.address;
  return actionOf(change.change.actions) === "no-op" && !moves && !change.change.importing;
}

/** Terraform's list of actions as one word. */
export function actionOf(actions: readonly string[]): Action {
  if (actions.includes("delete") && actions.includes("create")) return "replace";
  if (actions.includes("forget")) return actions.includes("create") ? "replace" : "forget";
  const [only = "no-op"] = actions;
  return only as Action;
}

function resourceChange(
  raw: RawResourceChange,
  stack: string,
  sensitive: Marks,
  secrets: PlanSecrets,
  locate: (address: string) => ResourceChange["source"],
): ResourceChange {
  const { change } = raw;
  const action = actionOf(change.actions);
  const { before, after } = sealSides(change, sensitive, secrets);
  const displayAddress = (address: string): string => redactKeys(address, secrets.known);
  const replacePaths = (change.replace_paths ?? []) as readonly Path[];
  const source = locate(`${raw.type}.${raw.name}`);
  return {
    stack,
    address: displayAddress(raw.address),
    mode: raw.mode,
    type: raw.type,
    name: raw.name,
    action,
    createBeforeDestroy: change.actions[0] === "create" && change.actions.length > 1,
    ...(raw.action_reason ? { reason: raw.action_reason } : {}),
    ...(raw.previous_address && raw.previous_address !== raw.address
      ? { previousAddress: displayAddress(raw.previous_address) }
      : {}),
    ...(change.importing ? { importing: redact(change.importing.id ?? "", secrets.known) } : {}),
    ...(raw.deposed ? { deposed: raw.deposed } : {}),
    attributes: action === "delete" || action === "forget" ? [] : diff(before, after, { replacePaths }),
    ...masked("before", before),
    ...masked("after", after),
    component: componentOf(raw.name, source),
    ...(source ? { source } : {}),
  };
}

function sealSides(
  change: RawChange,
  sensitive: Marks,
  secrets: PlanSecrets,
  name?: string,
): { before: Node; after: Node } {
  const unknown = change.after === null ? undefined : unknownOf(change.after_unknown);
  const called = name === undefined ? {} : { name };
  return {
    before: seal(change.before, { sensitive, secrets, ...called }),
    after: seal(change.after, { sensitive, secrets, ...called, ...(unknown ? { unknown } : {}) }),
  };
}

function masked<K extends string>(key: K, node: Node): { readonly [P in K]?: { readonly [name: string]: Value } } {
  if (!isNodeMap(node)) return {};
  return { [key]: plain(node as NodeMap) } as { readonly [P in K]?: { readonly [name: string]: Value } };
}

function outputChange(name: string, change: RawChange, marks: Marks, secrets: PlanSecrets): OutputChange {
  const { before, after } = sealSides(change, marks, secrets, name);
  const attributes = diff({ [name]: before }, { [name]: after }).map((attribute): AttributeChange => ({
    ...attribute,
    path: attribute.path.slice(name.length).replace(/^\./, ""),
  }));
  const sensitive = marks === true || before instanceof Sealed || after instanceof Sealed;
  return { name, action: actionOf(change.actions), sensitive, attributes };
}

/** Their messages are templates of the configuration, and may hold what they judge. */
function failedChecks(raw: RawPlan, known: KnownSecrets): readonly FailedCheck[] {
  return raw.checks
    .filter((check) => check.status === "fail" || check.status === "error")
    .map((check) => ({
      address: redactKeys(check.address.to_display, known),
      messages: (check.instances ?? []).flatMap((instance) =>
        (instance.problems ?? []).flatMap((problem) =>
          problem.message === undefined ? [] : [redact(problem.message, known)],
        ),
      ),
    }));
}

/**
 * Over what the plan makes of things, masked, so that no secret can be guessed from it. What they were does not count: it
 * holds what nobody chose (ids that Terraform drew by lot, times of the last deployment).
 */
function digestOf(changes: readonly ResourceChange[], outputs: readonly OutputChange[]): string {
  const made = (action: string, attributes: readonly AttributeChange[]): readonly unknown[] =>
    action === "delete"
      ? []
      : attributes.map(({ path: at, after, unknown, sensitive }) => [at, after, unknown, sensitive]);
  const content = [
    changes.map(({ address, action, previousAddress, attributes }) => [
      address,
      action,
      previousAddress,
      made(action, attributes),
    ]),
    outputs.map(({ name, action, attributes }) => [name, action, made(action, attributes)]),
  ];
  return createHash("sha256").update(canonical(content)).digest("hex");
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
