/** Where a verb meets a state that is damaged or lost: asks, restores it, and lets the verb begin again. */
import type { Command } from "commander";
import { JangadaError, type Problem } from "../errors";
import type { StatesOptions } from "../operations/recover/state-standing";
import { askYesNo, canAsk } from "./confirm";
import type { Output } from "./output";

/** What `jangada state --restore` can put right. */
const RESTORABLE = new Set([
  "STATE_BROKEN",
  "STATE_EMPTY",
  "STATE_MISSING",
  "STATE_NOT_SAVED",
  "STATE_REPLACED",
  "STATE_WENT_BACK",
]);

export interface RestoreFlags {
  readonly restoreState?: boolean;
}

export function addRestore(command: Command): Command {
  return command.option(
    "--restore-state",
    "restore states that are damaged or lost from their last copies, without asking",
  );
}

/** @param work done again after states were restored; nothing was begun then */
export async function restoringStates<T extends { readonly problems: readonly Problem[] }>(
  output: Output,
  states: StatesOptions,
  flags: RestoreFlags,
  work: () => Promise<T>,
): Promise<T> {
  const first = await settled(work);
  const { problems } = first.kind === "done" ? first.result : first.error;
  if (problems.length === 0 || !problems.every(({ code }) => RESTORABLE.has(code))) return outcomeOf(first);
  if (!flags.restoreState && !canAsk()) return outcomeOf(first);
  if (!output.json) for (const problem of problems) output.problem(problem);
  const { restoreStates } = require("../operations/recover/restore") as typeof import("../operations/recover/restore");
  const restored = await restoreStates({
    ...states,
    confirm: () =>
      flags.restoreState ? Promise.resolve(true) : askYesNo("Restore from the last copy, and go on?", states.signal),
  });
  if (restored === "declined") return outcomeOf(first);
  if (!restored.ok) throw new JangadaError(restored.problems);
  for (const name of restored.done) output.progress(`${name}  state restored`);
  return work();
}

type Settled<T> =
  { readonly kind: "done"; readonly result: T } | { readonly kind: "failed"; readonly error: JangadaError };

async function settled<T>(work: () => Promise<T>): Promise<Settled<T>> {
  try {
    return { kind: "done", result: await work() };
  } catch (error) {
    if (JangadaError.is(error)) return { kind: "failed", error };
    throw error;
  }
}

function outcomeOf<T>(settled: Settled<T>): T {
  if (settled.kind === "failed") throw settled.error;
  return settled.result;
}
