/** Takes away the lock that a run of ours left which was killed, and says so. Any other lock stays. */
import * as fs from "node:fs";
import type { Problem } from "../../errors";
import type { Listener } from "../events";
import { run } from "../process";
import type { SynthesizedStack } from "../synth";
import type { TerraformBinary } from "../terraform-binary";
import { isOwn, type LockInfo, lockFileOf, lockIn, otherHolders, readLockFile } from "./lock";
import type { RunNote, RunRecord, Runs } from "./record";

/** How Terraform is run, and where its runs are recorded. */
export interface UnlockContext {
  readonly binary: TerraformBinary;
  readonly env: NodeJS.ProcessEnv;
  readonly listener: Listener;
  /** Where runs with a note are recorded. @default nowhere: they concern nobody but this process */
  readonly runs?: Runs;
  /** Ends Terraform at once, whatever it is doing. */
  readonly kill?: AbortSignal;
}

/** @param problems what Terraform refused @returns whether it is worth another try */
export async function breakOwnLock(
  context: UnlockContext,
  stack: SynthesizedStack,
  note: RunNote,
  problems: readonly Problem[],
): Promise<boolean> {
  const refused = problems.find(({ code }) => code === "STATE_LOCKED");
  const record = context.runs?.read(note.environment, stack.name);
  const lock = refused && lockIn(refused.message);
  if (!lock || !record || !record.left.some((left) => isOwn(lock, left))) return false;
  if (otherHolders(stack.name).length > 0) return false;
  const { status } = await run(context.binary.command, ["force-unlock", "-force", lock.id], {
    cwd: stack.folder,
    env: context.env,
    ...(context.kill ? { kill: context.kill } : {}),
  });
  if (status !== 0) return false;
  context.listener({ type: "message", level: "warning", stack: stack.name, message: removalMessage(lock) });
  return true;
}

/**
 * A local state's lock is a file that nobody minds once its process is gone; it is taken away, so that nobody takes it for one
 * that holds.
 * @returns what to say of it
 */
export function removeLockFile(record: RunRecord, leftLocks: RunRecord["left"]): string | undefined {
  const lock = record.stateFile ? readLockFile(record.stateFile) : undefined;
  if (!record.stateFile || !lock || !leftLocks.some((one) => isOwn(lock, one))) return undefined;
  if (otherHolders(record.stack).length > 0) return undefined;
  fs.rmSync(lockFileOf(record.stateFile), { force: true });
  return removalMessage(lock);
}

function removalMessage({ id, who, created }: LockInfo): string {
  return `the lock ${id} was taken away: ${who} made it at ${created.toISOString()} in a run from this folder, whose process is gone.`;
}
