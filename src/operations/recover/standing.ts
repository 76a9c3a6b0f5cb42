/** How the states of stacks stand: what is there, what is known of it, and what it could be restored from. */
import { JangadaError, type Problem } from "../../errors";
import { Workbench } from "../deploy/workbench";
import { redact } from "../../secret-scan";
import { inOrder } from "../in-order";
import { parallelOf } from "../parallel";
import { select, type Selection, type SelectedStack, type SelectOptions } from "../selection/select";
import type { StateCopy } from "../states/state-copies";
import type { StateForm } from "../states/state-form";
import { formOfPulled } from "../states/guard";
import type { StateSource } from "../states/judge";

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
  const bench = await Workbench.open(selection.all, { ...options, project: selection.project });
  return { selection, looked: await inspectStacks(bench, selection.stacks) };
}

export async function inspectStacks(
  bench: Workbench,
  stacks: readonly SelectedStack[],
): Promise<readonly InspectedState[]> {
  const looked = new Map<string, InspectedState>();
  const independent = stacks.map((stack) => ({ name: stack.name, dependencies: [], stack }));
  await inOrder(independent, parallelOf(), async ({ stack }) => {
    looked.set(stack.name, await inspectStack(bench, stack));
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

async function inspectStack(bench: Workbench, stack: SelectedStack): Promise<InspectedState> {
  const { guard } = bench;
  const read = guard.read(stack);
  const { form, problems } = read ? { form: read, problems: [] } : await pullState(bench, stack);
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

async function pullState(bench: Workbench, stack: SelectedStack) {
  const refused = (failure: string, problems: readonly Problem[]) => {
    const form = bench.guard.formOfFailure(failure);
    return { form, problems };
  };
  const init = await bench.initialise(stack);
  if (!init.ok) return refused(init.problems.map(({ message }) => message).join("\n"), init.problems);
  const { status, stdout, stderr } = await bench.run(stack, ["state", "pull"]);
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
