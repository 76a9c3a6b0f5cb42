import { type Command, Option } from "commander";
import pc from "picocolors";
import { JangadaError } from "../../errors";
import { acceptStates, restoreStates } from "../../operations/recover/restore";
import {
  inspectStates,
  type StatesOptions,
  type StatesResult,
  type StateStanding,
} from "../../operations/recover/state-standing";
import { askYesNo, refuseUnasked } from "../confirm";
import { EXIT, statusOf } from "../exit-codes";
import { untilInterrupted } from "../interrupt";
import { createOutput, type Output } from "../output";
import { table } from "../render/table";
import { collect } from "../selection";
import type { SetStatus } from ".";

interface Flags {
  readonly stack?: readonly string[];
  readonly restore?: boolean;
  readonly accept?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

export function registerState(program: Command, setStatus: SetStatus): void {
  program
    .command("state")
    .argument("<environment...>", "names, or patterns such as 'prod-*'")
    .description("tell whether states are sound, and which copies there are; restore what is damaged or lost")
    .addOption(new Option("--stack <name>", "only this stack: dev-data, data or 'd*'; repeatable").argParser(collect))
    .option(
      "--restore",
      "restore what is damaged or lost: from what Terraform could not write, else from the last copy",
    )
    .option("--accept", "take the states as they are for right")
    .option("--yes", "with --restore or --accept: do not ask")
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  $ jangada state prod\n  $ jangada state prod --stack data --restore\n\nExit status: 0 all are sound, 4 one is not.",
    )
    .action(async (environments: string[], flags: Flags) => {
      const output = createOutput(flags.json ?? false);
      if (flags.restore && flags.accept) {
        throw new JangadaError({
          code: "STATE_USAGE",
          message: "A state is either restored (--restore) or taken as it is (--accept).",
        });
      }
      const word = flags.restore ? "--restore" : "--accept";
      if ((flags.restore || flags.accept) && !flags.yes) {
        refuseUnasked(`state ${word}`, "Add --yes, after looking at what would be done: jangada state <environment>.");
      }
      const result = await untilInterrupted((signal) => {
        const options = { environments, ...(flags.stack ? { stacks: flags.stack } : {}), signal };
        return flags.restore || flags.accept ? change(output, options, flags) : inspectStates(options);
      });
      if (result === "declined") {
        output.progress("Nothing was changed.");
        setStatus(EXIT.refused);
        return;
      }
      if (output.json) output.document(result);
      else render(output, result, flags);
      setStatus(result.ok ? EXIT.ok : statusOf(result.problems));
    });
}

function change(output: Output, options: StatesOptions, flags: Flags): Promise<StatesResult | "declined"> {
  const confirm = (states: readonly StateStanding[]): Promise<boolean> => {
    if (!output.json) for (const state of states) output.progress(plannedLine(state, flags));
    return flags.yes ? Promise.resolve(true) : askYesNo("Do this?", options.signal);
  };
  return flags.restore ? restoreStates({ ...options, confirm }) : acceptStates({ ...options, confirm });
}

function plannedLine({ name, place, form, source }: StateStanding, flags: Flags): string {
  if (flags.accept) return `${pc.bold(name)}  ${place} is taken as it is (${form})`;
  if (!source) return name;
  const what = `serial ${source.serial}, ${source.resources} resources${source.at ? `, of ${source.at}` : ""}`;
  return `${pc.bold(name)}  ${source.file} (${what}) goes to ${place}`;
}

function render(output: Output, { states, problems, done }: StatesResult, flags: Flags): void {
  output.result(
    table(
      ["stack", "state", "serial", "resources", "copies", "last copy"],
      states.map(({ name, form, serial, resources, copies, trouble }) => [
        name,
        trouble ? pc.red(TROUBLE_WORDS[trouble.code] ?? form) : form,
        serial === undefined ? "-" : String(serial),
        resources === undefined ? "-" : String(resources),
        String(copies.length),
        copies[0]?.at ?? "-",
      ]),
    ),
  );
  for (const name of done) output.progress(`${name}  ${flags.accept ? "taken as it is" : "restored"}`);
  for (const problem of problems) output.problem(problem);
}

const TROUBLE_WORDS: Readonly<Record<string, string>> = {
  STATE_BROKEN: "damaged",
  STATE_EMPTY: "empty",
  STATE_MISSING: "gone",
  STATE_NOT_SAVED: "not written",
  STATE_REPLACED: "another",
  STATE_WENT_BACK: "older",
};
