/** What surrounds every apply: room for what it writes, a copy of the state from before and from after, and what it could not write. */
import * as os from "node:os";
import * as path from "node:path";
import { JangadaError, type Problem } from "../../errors";
import { reasonOf } from "../../regular-file";
import { redact } from "../../secret-scan";
import { isSimulated } from "../terraform-environment";
import type { SelectedStack } from "../selection/select";
import type { StepOptions, StepResult } from "../terraform";
import type { SoundState, StateForm } from "../states/state-form";
import { formOfPulled, type StateGuard } from "../states/state-guard";
import { saveDump } from "../states/rescued-state";
import { checkSpace } from "../states/disk-space";

export interface ApplyingOptions {
  /** Judges the state around the apply. */
  readonly guard: StateGuard;
  /** Environment of Terraform. */
  readonly env: NodeJS.ProcessEnv;
  /** `terraform state pull`, now. */
  pull(): Promise<{ readonly status: number; readonly stdout: string; readonly stderr: string }>;
  /** Runs Terraform, with these options beside its own. */
  apply(options: Pick<StepOptions, "onStateDump">): Promise<StepResult>;
}

/** Never throws for what stands in the way of the apply: that is in the result, and nothing was begun then. */
export async function applyKeepingStates(stack: SelectedStack, options: ApplyingOptions): Promise<StepResult> {
  const { guard } = options;
  const copies = guard.copies(stack);
  try {
    const before = await currentState(stack, options);
    checkSpace(foldersOf(stack, options), before === "none" ? 0 : Buffer.byteLength(before.text));
    saveCopy(stack, copies, before);
  } catch (error) {
    if (!JangadaError.is(error)) throw error;
    return notBegun(error.problems);
  }
  let dump: string | undefined;
  const result = await options.apply({ onStateDump: (text) => (dump = text) });
  const dumpFile = dump === undefined ? undefined : saveDump(copies.folder, dump);
  if (dump !== undefined && dumpFile === undefined) {
    return { ...result, ok: false, problems: [...result.problems, stateLost(stack, copies.folder)] };
  }
  const problems = await checkAfterApply(stack, options);
  return { ...result, ok: result.ok && problems.length === 0, problems: [...result.problems, ...problems] };
}

/** What is there now becomes the newest copy; what could not be written is told at once. */
async function checkAfterApply(stack: SelectedStack, options: ApplyingOptions): Promise<readonly Problem[]> {
  const form = await formNow(stack, options);
  const { trouble } = options.guard.judge(stack, form);
  if (trouble) return [trouble];
  if (form.kind !== "sound") return [];
  try {
    options.guard.copies(stack).save(form);
  } catch {
    // The apply is done, and its state where it belongs: the next one takes this copy first, or is refused.
  }
  return [];
}

/** A file is looked at without Terraform: what it cannot read is seen there, too. */
async function formNow(stack: SelectedStack, { guard, pull }: ApplyingOptions): Promise<StateForm> {
  const read = guard.read(stack);
  if (read) return read;
  const { status, stdout, stderr } = await pull();
  if (status === 0) return formOfPulled(stdout);
  return guard.formOfFailure(stderr || stdout);
}

async function currentState(stack: SelectedStack, { guard, pull }: ApplyingOptions): Promise<SoundState | "none"> {
  const { status, stdout, stderr } = await pull();
  if (status !== 0) {
    const { trouble } = guard.judge(stack, guard.formOfFailure(stderr || stdout));
    throw new JangadaError(
      trouble ?? {
        code: "STATE_UNREADABLE",
        message: `The state of ${stack.name} cannot be read, so no copy of it can be kept: ${redact(stderr || stdout).trim()}`,
        place: { address: stack.name },
        remedy: "Check the credentials for the state backend: jangada doctor --credentials.",
      },
    );
  }
  const form = formOfPulled(stdout);
  const { trouble } = guard.judge(stack, form);
  if (trouble) throw new JangadaError(trouble);
  return form.kind === "sound" ? form : "none";
}

function saveCopy(stack: SelectedStack, copies: ReturnType<StateGuard["copies"]>, state: SoundState | "none"): void {
  try {
    copies.save(state);
  } catch (cause) {
    throw new JangadaError(
      {
        code: "STATE_NOT_COPIED",
        message: `No copy of the state of ${stack.name} could be kept: ${reasonOf(cause)}. Without one, nothing is applied.`,
        place: { file: copies.folder },
        remedy: "Let this user write there.",
      },
      { cause },
    );
  }
}

/** Where an apply writes: the state, what Terraform leaves in its folder, the copies and logs, temporary files, the world. */
function foldersOf(stack: SelectedStack, { guard, env }: ApplyingOptions): readonly string[] {
  const { file } = guard.place(stack);
  return [
    ...(file ? [path.dirname(file)] : []),
    stack.folder,
    guard.copies(stack).folder,
    path.join(guard.project, ".jangada"),
    os.tmpdir(),
    ...(isSimulated(env) ? [path.resolve(guard.project, env["JANGADA_STATE_DIRECTORY"] ?? "", "..", "world")] : []),
  ];
}

function stateLost(stack: SelectedStack, folder: string): Problem {
  return {
    code: "STATE_NOT_SAVED",
    message: `The state of ${stack.name} could be written nowhere: not where it belongs, not in ${folder}, nor in any temporary folder.`,
    place: { file: folder, address: stack.name },
    remedy:
      "Make room, and restore the last copy. What this apply made and the copy does not know of carries the environment's tags, " +
      `by which it is found. See what there is: jangada state ${stack.environment}.`,
  };
}

function notBegun(problems: readonly Problem[]): StepResult {
  return { step: "apply", ok: false, seconds: 0, problems, changes: [], drift: [], outputs: [], refreshed: 0 };
}
