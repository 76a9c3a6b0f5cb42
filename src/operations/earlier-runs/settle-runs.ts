/**
 * What earlier runs left that ended without their command, or badly: one that goes on is followed to its end, and of one that is
 * over the outcome is taken from its log. Then a verb can go on from what there is.
 */
import * as fs from "node:fs";
import { JangadaError } from "../../errors";
import type { Listener } from "../events";
import { undoUnowned } from "../cloud/undo";
import { RunSecrets } from "../run-secrets";
import { matchesGlob } from "../selection/glob";
import { OutputReader } from "../terraform-output";
import { removeLockFile } from "../runs/break-lock";
import { Follower } from "../runs/follow-run";
import { type RunRecord, Runs, stateOf } from "../runs/record";
import { locksLeftBy } from "../runs/recorder";
import { waitForOrphan } from "../runs/wait-for-orphan";

export interface SettleOptions {
  /** The folder of `cdktf.json`. */
  readonly project: string;
  /** Names or patterns of environments. @default all */
  readonly environments?: readonly string[];
  /** Environment of the programs that are run. @default this process's own */
  readonly env?: NodeJS.ProcessEnv;
  /** Told what happens, as it does. @default nobody is told */
  readonly listener?: Listener;
  /** Asked to stop when it aborts. @default never */
  readonly signal?: AbortSignal;
  /** Killed, with all that it started, when it aborts. @default never */
  readonly kill?: AbortSignal;
}

export interface EarlierRun {
  readonly record: RunRecord;
  /** `died`: it told no end. What it was in the middle of may exist in no state. */
  readonly outcome: "done" | "failed" | "died";
  /** Addresses that it began with and told no end of. */
  readonly unfinished: readonly { readonly address: string; readonly action: string }[];
}

/**
 * To be called before anything is synthesized or read: a run that goes on reads what the synthesis would write.
 * @throws JangadaError INTERRUPTED if it is stopped while it waits
 */
export async function settleRuns(options: SettleOptions): Promise<readonly EarlierRun[]> {
  const runs = new Runs(options.project);
  const patterns = options.environments ?? [];
  const wanted = (name: string): boolean =>
    patterns.length === 0 || patterns.some((pattern) => matchesGlob(pattern, name));
  const records = runs.all(wanted).filter(({ settled }) => !settled);
  // All are waited for before anything is judged: what one is still making looks as if nobody had it.
  const ended = await Promise.all(records.map((record) => followToEnd(record, options)));
  if (options.signal?.aborted) throw new JangadaError({ code: "INTERRUPTED", message: "Interrupted before the end." });
  const settled: EarlierRun[] = [];
  for (const run of ended) if (run) settled.push(await conclude(runs, run, options));
  runs.sweep(wanted);
  return settled;
}

interface Ended {
  readonly record: RunRecord;
  readonly output: OutputReader;
}

/** @returns undefined if there is nothing to be judged */
async function followToEnd(record: RunRecord, options: SettleOptions): Promise<Ended | undefined> {
  const { listener = () => undefined } = options;
  const { stack, kind, startedAt, terraform, host } = record;
  const say = (message: string): void => listener({ type: "message", level: "warning", stack, message });
  const state = stateOf(record);
  if (state === "alive") return undefined;
  if (state === "elsewhere") {
    say(
      `a run on ${host} (${kind}, begun at ${startedAt}, process ${terraform.pid}) was not noted down as ended. Whether it goes on ` +
        `cannot be seen from here; Terraform's own lock decides.`,
    );
    return undefined;
  }
  if (state !== "orphaned") return { record, output: await read(record, () => undefined) };
  say(
    `Terraform goes on with what an earlier run began at ${startedAt} (${kind}, process ${terraform.pid}), whose command is gone. ` +
      `Waiting for its end.`,
  );
  const step = kind;
  const started = performance.now();
  listener({ type: "step-started", stack, step });
  const output = await read(record, kind === "plan" ? () => undefined : listener, options);
  const ok = output.concluded && output.problems.length === 0;
  listener({ type: "step-finished", stack, step, seconds: (performance.now() - started) / 1000, ok });
  return { record, output };
}

async function read(record: RunRecord, listener: Listener, follow?: SettleOptions): Promise<OutputReader> {
  const output = new OutputReader(record.stack, record.kind, listener, new RunSecrets(process.env));
  let log: number | undefined;
  try {
    log = fs.openSync(record.log, "r");
  } catch {
    // Nothing is known of how it went.
  }
  const follower = log === undefined ? undefined : new Follower(log, (line) => output.read(line));
  try {
    if (follow) await waitForOrphan(record, follower, follow);
    follower?.finish();
  } finally {
    if (log !== undefined) fs.closeSync(log);
  }
  return output;
}

async function conclude(runs: Runs, { record, output }: Ended, options: SettleOptions): Promise<EarlierRun> {
  const { stack, kind, environment } = record;
  const say = (message: string): void => options.listener?.({ type: "message", level: "warning", stack, message });
  const ok = output.concluded && output.problems.length === 0;
  const died = !output.concluded || record.ended?.cause !== undefined;
  const outcome = died ? "died" : ok ? "done" : "failed";
  const { unfinished } = output;
  const possibleLocks = died ? locksLeftBy(record) : [];
  const unlocked = removeLockFile(record, possibleLocks);
  if (unlocked) say(unlocked);
  // The lock of a local state is no more than a file: nobody is kept out by it.
  const leftLocks = record.stateFile ? [] : possibleLocks;
  if (kind !== "plan") {
    // What was told when it happened need not be told again.
    if (!record.ended || died) for (const message of outcomeMessages(record, outcome, output)) say(message);
    const undoneObjects = outcome === "done" ? [] : await undoUnowned(record, output.begun, options.env);
    if (undoneObjects === undefined) return { record, outcome, unfinished };
    if (undoneObjects.length > 0) {
      say(
        `the simulated clouds undid what they had made and no state came to hold: ${undoneObjects.join(", ")}. Real clouds do not.`,
      );
    }
  }
  const now = runs.read(environment, stack);
  if (now?.startedAt !== record.startedAt || now.terraform.pid !== record.terraform.pid)
    return { record, outcome, unfinished };
  if (outcome === "done" || (kind === "plan" && leftLocks.length === 0)) runs.remove(record);
  else {
    const ended = record.ended ?? { at: new Date().toISOString(), status: 1, ...(died ? { cause: "is gone" } : {}) };
    runs.write({ ...record, ended, left: leftLocks, settled: true });
  }
  return { record, outcome, unfinished };
}

function outcomeMessages(record: RunRecord, outcome: EarlierRun["outcome"], output: OutputReader): readonly string[] {
  const what = `the ${record.kind} that was begun at ${record.startedAt}`;
  if (outcome === "done") return [`${what} came to its end without its command: all that it did is in the state.`];
  if (outcome === "failed") {
    return [
      `${what} came to its end without its command, and failed: ${output.problems.map(({ message }) => message).join("; ")}`,
    ];
  }
  const middle = output.unfinished.map(({ action, address }) => `\n  ${action} ${address}`).join("");
  return [
    `${what} ended in the middle: Terraform ${record.ended?.cause ?? "is gone, and told no end"}. Going on from what the state holds.` +
      (middle ? ` What it was in the middle of may exist without being in the state:${middle}` : ""),
  ];
}
