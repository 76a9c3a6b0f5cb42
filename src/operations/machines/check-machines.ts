/** Looks whether machines are as the last deployment left them: no state knows that. Nothing is changed on any. */
import { z } from "zod";
import type { Machine, MachineCheck } from "../../model/machine";
import { parallelOf } from "../parallel";
import { inOrder } from "../dependency-order";
import { checkLine } from "./stage-line";
import { SshConnection } from "./ssh-connection";
import type { SshDetour } from "./ssh-variable";

export interface CheckedStage {
  readonly stage: string;
  /** `not-judged`: it could not be told. */
  readonly outcome: "same" | "differs" | "not-judged";
  /** Files, packages, services, settings that are not as they were left. */
  readonly differs: readonly string[];
  /** Why it could not be told, and what else is wrong. */
  readonly problems: readonly string[];
  /** That what tells it does not lie there. @default false */
  readonly isMissing?: true;
}

export interface CheckedMachine {
  readonly name: string;
  readonly address: string;
  /** `not-judged`: it, or some of it, could not be looked at. */
  readonly outcome: "same" | "differs" | "not-judged";
  /** Why nothing of it could be looked at. */
  readonly reason?: string;
  readonly stages: readonly CheckedStage[];
}

export interface CheckMachinesOptions {
  /** @default as the file says */
  readonly detour?: SshDetour;
  /** How many at once. @default the number of processors, from 2 to 4 */
  readonly parallel?: number;
  /** Nothing new is begun when it aborts. @default never */
  readonly signal?: AbortSignal;
}

export async function checkMachines(
  machines: readonly Machine[],
  options: CheckMachinesOptions = {},
): Promise<readonly CheckedMachine[]> {
  const checked = new Map<string, CheckedMachine>();
  const tasks = machines.map((machine) => ({ name: machine.name, dependencies: [], machine }));
  await inOrder(tasks, parallelOf(options.parallel), async ({ machine }) => {
    checked.set(machine.name, await checkMachine(machine, options));
    return true;
  });
  return machines.map((machine) => checked.get(machine.name) ?? notJudged(machine, "It was stopped before."));
}

async function checkMachine(machine: Machine, { detour, signal }: CheckMachinesOptions): Promise<CheckedMachine> {
  if (signal?.aborted) return notJudged(machine, "It was stopped before.");
  let connection: SshConnection;
  try {
    connection = await SshConnection.open(machine, detour);
  } catch (error) {
    return notJudged(machine, (error as Error).message);
  }
  try {
    const stages: CheckedStage[] = [];
    for (const check of machine.checks) {
      if (signal?.aborted) break;
      stages.push(await runCheck(connection, check, machine.checkTimeout));
    }
    const { name, address } = machine;
    const is = (outcome: CheckedStage["outcome"]): boolean => stages.some((stage) => stage.outcome === outcome);
    const isWhole = stages.length === machine.checks.length && !is("not-judged");
    return { name, address, outcome: is("differs") ? "differs" : isWhole ? "same" : "not-judged", stages };
  } finally {
    connection.close();
  }
}

const notJudged = ({ name, address }: Machine, reason: string): CheckedMachine => ({
  name,
  address,
  outcome: "not-judged",
  reason,
  stages: [],
});

async function runCheck(
  connection: SshConnection,
  { stage, command }: MachineCheck,
  seconds: number,
): Promise<CheckedStage> {
  const unknown = (problem: string): CheckedStage => ({
    stage,
    outcome: "not-judged",
    differs: [],
    problems: [problem],
  });
  try {
    const { code, stdout, stderr } = await connection.run(command, seconds);
    const found = readLine(stdout);
    if (!found && code === 127) return { ...unknown(NOTHING_THERE), isMissing: true };
    if (!found) return unknown(`It said nothing that can be read: ${firstLine(stderr)}`);
    const { ok, differs, problems } = found;
    if (!ok) return { stage, outcome: differs.length > 0 ? "differs" : "not-judged", differs, problems };
    return { stage, outcome: differs.length > 0 ? "differs" : "same", differs, problems };
  } catch (error) {
    return unknown((error as Error).message);
  }
}

/** bash's code of a program that is not there, and of a script. */
const NOTHING_THERE = "The stages do not lie there: it is not deployed yet, or somebody took them away.";

function readLine(stdout: string): z.output<typeof checkLine> | undefined {
  try {
    return checkLine.parse(JSON.parse(stdout.trim().split("\n").at(-1) ?? ""));
  } catch {
    return undefined;
  }
}

const firstLine = (text: string): string => text.trim().split("\n")[0] ?? "";
