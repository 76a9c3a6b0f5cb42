/** The arguments and options by which a verb is told what to work on: the same for all verbs. */
import { type Command, InvalidArgumentError, Option } from "commander";
import type { SelectOptions } from "../operations/selection/select";

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

export function addParallel(command: Command): Command {
  return command.option("--parallel <n>", "how many stacks at once (default: the processors, 2 to 4)", positive);
}

export function positive(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("It must be a whole number from 1.");
  return number;
}

export function selectionOf(environments: readonly string[], flags: SelectionFlags): SelectOptions {
  return {
    environments,
    ...(flags.stack ? { stacks: flags.stack } : {}),
    ...(flags.changed === undefined ? {} : { changed: flags.changed }),
  };
}
