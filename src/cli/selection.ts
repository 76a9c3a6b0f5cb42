/** The arguments and options by which a verb is told what to work on: the same for all verbs. */
import { type Command, Option } from "commander";
import { MOST_PARALLEL } from "../operations/parallel";
import type { SelectOptions } from "../operations/selection/select";
import { wholeNumber } from "./numbers";

export interface SelectionFlags {
  readonly stack?: readonly string[];
  readonly changed?: string | true;
  readonly parallel?: number;
  readonly json?: boolean;
}

export const collect = (value: string, earlier: readonly string[] | undefined): readonly string[] => [
  ...(earlier ?? []),
  value,
];

export function addSelection(command: Command): Command {
  return command
    .addOption(new Option("--stack <name>", "only this stack: dev-data, data or 'd*'; repeatable").argParser(collect))
    .option(
      "--changed [revision]",
      "only stacks that differ from this git revision (default: where this branch left the default branch)",
    );
}

/** Of the verbs that touch nothing real. */
export function addTarget(command: Command): Command {
  return command.option(
    "--target <target>",
    "build for this target, whatever the files say: its block of each section counts",
  );
}

export function addParallel(command: Command): Command {
  return command.option(
    "--parallel <n>",
    "how many stacks at once (default: the processors, 2 to 4)",
    wholeNumber("--parallel", { from: 1, to: MOST_PARALLEL }),
  );
}

/** The stacks whose states a verb meets. */
export function statesOf(
  environments: readonly string[],
  { stack }: Pick<SelectionFlags, "stack">,
): Pick<SelectOptions, "environments" | "stacks"> {
  return { environments, ...(stack ? { stacks: stack } : {}) };
}

export function selectionOf(environments: readonly string[], flags: SelectionFlags): SelectOptions {
  return {
    environments,
    ...(flags.stack ? { stacks: flags.stack } : {}),
    ...(flags.changed === undefined ? {} : { changed: flags.changed }),
  };
}
