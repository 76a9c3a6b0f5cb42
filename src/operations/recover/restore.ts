/** Puts states back that were damaged, lost, or never written; or takes them as they are. Nothing of it is done unasked. */
import * as fs from "node:fs";
import * as path from "node:path";
import { stripVTControlCharacters } from "node:util";
import type { Problem } from "../../errors";
import { reasonOf } from "../../regular-file";
import { StackTerraform } from "../deploy/stack-terraform";
import { stateBackends } from "../../targets";
import { digestOf } from "../selection/content";
import { formOfPulled } from "../states/state-guard";
import {
  throwIfInterrupted,
  inspectSelection,
  inspectStacks,
  type InspectedState,
  type StatesOptions,
  type StatesResult,
  statesResult,
} from "./state-standing";

export interface RestoreOptions extends StatesOptions {
  /** Asked once, with what would be put where; nothing is asked if there is nothing to do. */
  confirm(states: StatesResult["states"]): Promise<boolean>;
}

/** What is done to one stack's state. @returns what is in the way */
type Work = (stackTerraform: StackTerraform, one: InspectedState) => Promise<readonly Problem[]>;

/**
 * Puts back every state of the selection that is in trouble and has something to be restored from; Terraform does it, so that
 * it works with every backend. What was put back is read again and compared.
 * @returns as it is afterwards; `declined` if the answer was no. STATE_NOT_RESTORED of single stacks is in its problems
 * @throws JangadaError what `select` throws, INTERRUPTED, or if there is no usable Terraform
 */
export function restoreStates(options: RestoreOptions): Promise<StatesResult | "declined"> {
  return repairStates(options, ({ source }) => source !== undefined, restoreOne);
}

/**
 * Takes the states as they are now for right: what was known of them before does not count any more.
 * @returns as it is afterwards; `declined` if the answer was no. STATE_NOT_ACCEPTED of single stacks is in its problems
 * @throws JangadaError as `restoreStates` does
 */
export function acceptStates(options: RestoreOptions): Promise<StatesResult | "declined"> {
  return repairStates(options, ({ form }) => form.kind !== "broken", acceptOne);
}

async function repairStates(options: RestoreOptions, can: (one: InspectedState) => boolean, work: Work) {
  const { selection, looked } = await inspectSelection(options);
  const chosen = looked.filter((one) => one.standing.trouble && can(one));
  if (chosen.length === 0) return statesResult(selection, looked);
  if (!(await options.confirm(chosen.map(({ standing }) => standing)))) return "declined";
  // What was seen with the old state in its place is to be seen anew.
  const stackTerraform = await StackTerraform.open(selection.all, { ...options, project: selection.project });
  const problems: Problem[] = [];
  const done: string[] = [];
  for (const one of chosen) {
    throwIfInterrupted(options.signal);
    const found = await work(stackTerraform, one);
    problems.push(...found);
    if (found.length === 0) done.push(one.stack.name);
  }
  const after = await inspectStacks(
    await StackTerraform.open(selection.all, { ...options, project: selection.project }),
    selection.stacks,
  );
  return statesResult(selection, after, done, problems);
}

async function restoreOne(stackTerraform: StackTerraform, one: InspectedState): Promise<readonly Problem[]> {
  const { stack, form, source } = one;
  if (!source) return [];
  const copies = stackTerraform.guard.copies(stack);
  const { file } = stackTerraform.guard.place(stack);
  try {
    if (file !== undefined && (form.kind === "broken" || form.kind === "empty")) fs.renameSync(file, asideOf(file));
  } catch (error) {
    return [notRestored(one, `${file ?? ""} cannot be moved aside: ${reasonOf(error)}`)];
  }
  const init = await stackTerraform.initialise(stack);
  if (!init.ok) return [notRestored(one, init.problems.map(({ message }) => message).join("\n"))];
  // Terraform takes an older state, or another one, only so.
  const force = form.kind === "sound" && (form.lineage !== source.state.lineage || form.serial >= source.state.serial);
  const pushed = await stackTerraform.run(stack, ["state", "push", ...(force ? ["-force"] : []), source.file]);
  if (pushed.status !== 0) return [notRestored(one, stackTerraform.failureOf(pushed))];
  const { stdout } = await stackTerraform.run(stack, ["state", "pull"]);
  const now = formOfPulled(stdout);
  if (now.kind !== "sound" || contentOf(now.text) !== contentOf(source.state.text)) {
    return [notRestored(one, "what is there afterwards is not what was put there")];
  }
  try {
    copies.save(now);
    if (source.kind === "errored" || source.kind === "dump") fs.rmSync(source.file, { force: true });
  } catch (error) {
    return [notRestored(one, `the state is restored, but no copy of it could be kept: ${reasonOf(error)}`)];
  }
  return [];
}

async function acceptOne(stackTerraform: StackTerraform, one: InspectedState): Promise<readonly Problem[]> {
  const { stack, form, source, standing } = one;
  try {
    if (source && standing.trouble?.code === "STATE_NOT_SAVED") fs.renameSync(source.file, asideOf(source.file));
    if (form.kind === "sound") stackTerraform.guard.copies(stack).save(form);
    else if (form.kind !== "opaque") stackTerraform.guard.copies(stack).save("none");
    return [];
  } catch (error) {
    return [
      {
        code: "STATE_NOT_ACCEPTED",
        message: `That the state of ${stack.name} is right could not be noted: ${reasonOf(error)}.`,
        place: { file: stackTerraform.guard.copies(stack).folder, address: stack.name },
        remedy: "Let this user write there.",
      },
    ];
  }
}

/** Beside it, with the time: nothing is thrown away that somebody may want to look at. */
function asideOf(file: string): string {
  return `${file}.damaged-${new Date().toISOString().replaceAll(":", "")}`;
}

/** What a state says exists; serial, lineage and Terraform's version may be others after it was pushed. */
function contentOf(text: string): string {
  const { resources = [], outputs = {} } = JSON.parse(text) as { resources?: unknown; outputs?: unknown };
  return digestOf({ resources, outputs });
}

/** How a state is taken away by hand; undefined where that is not known. */
function removeCommand(place: string): string | undefined {
  const scheme = /^([a-z0-9]+):\/\//.exec(place)?.[1];
  const backend = stateBackends.find(({ name }) => name === scheme);
  return backend?.removeCommand(place);
}

function notRestored({ stack, standing, source }: InspectedState, why: string): Problem {
  const isFile = path.isAbsolute(standing.place);
  const command = removeCommand(standing.place);
  const remove = command ? `take it away first (${command}), ` : "take it away first, with the means of its backend, ";
  return {
    code: "STATE_NOT_RESTORED",
    message: `The state of ${stack.name} could not be put back to ${standing.place}: ${stripVTControlCharacters(why)}`,
    place: { ...(source ? { file: source.file } : {}), address: stack.name },
    remedy:
      standing.form === "broken" && !isFile
        ? `Terraform replaces no state that it cannot read: ${remove}and restore again: jangada state ${stack.environment} --restore.`
        : "Put right what is in the way, and restore again. The copy stays where it is.",
  };
}
