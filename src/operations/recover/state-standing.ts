/** How the states of stacks stand: what is there, what is known of it, and what it could be restored from. */
import { JangadaError, type Problem } from "../../errors";
import { StackTerraform } from "../deploy/stack-terraform";
import { redact } from "../../secret-scan";
import { inOrder } from "../dependency-order";
import { parallelOf } from "../parallel";
import { select, type Selection, type SelectedStack, type SelectOptions } from "../selection/select";
import type { StateCopy } from "../states/state-copies";
import type { StateForm } from "../states/state-form";
import { formOfPulled } from "../states/state-guard";
import type { StateSource } from "../states/judge-state";

export type StatesOptions = Omit<SelectOptions, "changed">;

/** A source, without what it holds. */
export type SourceSummary = Omit<StateSource, "state"> & { readonly serial: number; readonly resources: number };

export interface StateStanding {
  readonly environment: string;
  readonly name: string;
  /** A path, or where a remote backend keeps it. */
  readonly place: string;
  /** `sound`, `none`: nothing was applied, `empty`: nothing is in the file, `broken`, `opaque`: it cannot be seen into. */
  readonly form: StateForm["kind"];
  readonly serial?: number;
  readonly resources?: number;
  /** The newest first. */
  readonly copies: readonly StateCopy[];
  /** What is not as it should be. */
  readonly trouble?: Problem;
  /** What it can be restored from. */
  readonly source?: SourceSummary;
}

export interface StatesResult {
  readonly schemaVersion: 1;
  readonly ok: boolean;
  readonly environments: readonly string[];
  readonly states: readonly StateStanding[];
  /** Of all stacks: their troubles, and what else is in the way of reading them. */
  readonly problems: readonly Problem[];
  /** Names of the stacks whose state was put right in this run. */
  readonly done: readonly string[];
}

/** With what is in the states themselves: not for anybody's eyes. */
export interface InspectedState {
  readonly stack: SelectedStack;
  readonly standing: StateStanding;
  readonly form: StateForm;
  readonly source?: StateSource;
  readonly problems: readonly Problem[];
}

/** @throws JangadaError what `select` throws, or if there is no usable Terraform */
export async function inspectStates(options: StatesOptions): Promise<StatesResult> {
  const { selection, looked } = await inspectSelection(options);
  return statesResult(selection, looked);
}

export async function inspectSelection(options: StatesOptions) {
  const selection = await select(options);
  const stackTerraform = await StackTerraform.open(selection.all, { ...options, project: selection.project });
  return { selection, looked: await inspectStacks(stackTerraform, selection.stacks) };
}

export async function inspectStacks(
  stackTerraform: StackTerraform,
  stacks: readonly SelectedStack[],
): Promise<readonly InspectedState[]> {
  const looked = new Map<string, InspectedState>();
  const independent = stacks.map((stack) => ({ name: stack.name, dependencies: [], stack }));
  await inOrder(independent, parallelOf(), async ({ stack }) => {
    looked.set(stack.name, await inspectStack(stackTerraform, stack));
    return true;
  });
  return stacks.flatMap(({ name }) => looked.get(name) ?? []);
}

export function statesResult(
  selection: Selection,
  looked: readonly InspectedState[],
  done: readonly string[] = [],
  more: readonly Problem[] = [],
): StatesResult {
  const problems = [...looked.flatMap((one) => one.problems), ...more];
  return {
    schemaVersion: 1,
    ok: problems.length === 0,
    environments: selection.environments.map(({ facts }) => facts.name),
    states: looked.map(({ standing }) => standing),
    problems,
    done,
  };
}

async function inspectStack(stackTerraform: StackTerraform, stack: SelectedStack): Promise<InspectedState> {
  const { guard } = stackTerraform;
  const read = guard.read(stack);
  const { form, problems } = read ? { form: read, problems: [] } : await pullState(stackTerraform, stack);
  const { trouble, source } = guard.judge(stack, form);
  return {
    stack,
    form,
    standing: {
      environment: stack.environment,
      name: stack.name,
      place: guard.place(stack).words,
      form: form.kind,
      ...(form.kind === "sound" ? { serial: form.serial, resources: form.resources } : {}),
      copies: guard.copies(stack).list(),
      ...(trouble ? { trouble } : {}),
      ...(source ? { source: withoutContent(source) } : {}),
    },
    ...(source ? { source } : {}),
    problems: trouble ? [trouble] : problems,
  };
}

async function pullState(stackTerraform: StackTerraform, stack: SelectedStack) {
  const refused = (failure: string, problems: readonly Problem[]) => {
    const form = stackTerraform.guard.formOfFailure(failure);
    return { form, problems };
  };
  const init = await stackTerraform.initialise(stack);
  if (!init.ok) return refused(init.problems.map(({ message }) => message).join("\n"), init.problems);
  const { status, stdout, stderr } = await stackTerraform.run(stack, ["state", "pull"]);
  if (status === 0) return { form: formOfPulled(stdout), problems: [] };
  return refused(stderr || stdout, [
    {
      code: "STATE_UNREADABLE",
      message: `The state of ${stack.name} cannot be read: ${redact(stderr || stdout).trim()}`,
      place: { address: stack.name },
      remedy: "Check the credentials for the state backend: jangada doctor --credentials.",
    },
  ]);
}

function withoutContent({ state, ...source }: StateSource): SourceSummary {
  return { ...source, serial: state.serial, resources: state.resources };
}

/** @throws JangadaError if somebody pressed Ctrl-C */
export function throwIfInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new JangadaError({ code: "INTERRUPTED", message: "Stopped before it was done." });
}
