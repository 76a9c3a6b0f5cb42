/** Sees whether the state of a stack is what is known of it, before anything is done with it. */
import * as fs from "node:fs";
import * as path from "node:path";
import { readRegularFile, reasonOf } from "../../regular-file";
import { Runs } from "../runs/record";
import type { SelectedStack } from "../selection/select";
import { copiesFolder, StateCopies } from "./state-copies";
import { formOf, type SoundState, type StateForm } from "./state-form";
import { judgeState, type Judgement } from "./judge-state";
import { placeOfState, type StatePlace } from "./state-place";
import { findRescued, saveDump, lastDumpIn } from "./rescued-state";

/** Terraform's and its backends' words for a state that they cannot read. */
const UNREADABLE =
  /could not be parsed as JSON|(?:Unsupported|Invalid) state file format|does not have the expected content|not a valid (?:Terraform )?state/i;

export class StateGuard {
  /** @param env the environment variables of Terraform */
  constructor(
    public readonly project: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  public place(stack: SelectedStack): StatePlace {
    return placeOfState(stack, this.env);
  }

  public copies(stack: SelectedStack): StateCopies {
    return new StateCopies(copiesFolder(this.project, stack, this.place(stack), this.env));
  }

  /** The state where it is a file, read without Terraform. Undefined where Terraform has to be asked. */
  public read(stack: SelectedStack): StateForm | undefined {
    const { file } = this.place(stack);
    if (file === undefined) return undefined;
    const form = formOfFile(file);
    return form.kind === "opaque" ? undefined : form;
  }

  public judge(stack: SelectedStack, form: StateForm): Judgement {
    const { file, words } = this.place(stack);
    const copies = this.copies(stack);
    const backup = file === undefined ? undefined : backupOf(file);
    const newest = copies.newestSound();
    this.rescueDump(stack, copies, form);
    const judgement = judgeState({
      stack,
      place: words,
      form,
      newestCopy: newest,
      rescued: findRescued(stack.folder, copies.folder),
      ...(backup ? { backup } : {}),
      hasLeftLock: file !== undefined && fs.existsSync(lockOf(file)),
    });
    // That there was nothing must be known later: Terraform makes an empty file when it takes the lock, and the lock of one
    // that was killed is taken away by whoever comes next.
    if ((form.kind === "empty" || form.kind === "none") && !judgement.trouble && !newest) saveNoStateIfPossible(copies);
    return judgement;
  }

  /** What an apply printed whose command was gone by then stands in its log alone. */
  private rescueDump(stack: SelectedStack, copies: StateCopies, form: StateForm): void {
    const log = new Runs(this.project).read(stack.environment, stack.name)?.log;
    if (log === undefined) return;
    try {
      const dump = lastDumpIn(readRegularFile(log));
      const dumped = dump === undefined ? undefined : formOf(dump);
      if (dump === undefined || dumped?.kind !== "sound") return;
      if (form.kind !== "sound" || dumped.serial > form.serial) saveDump(copies.folder, dump);
    } catch {
      // It is gone: its apply came to a good end.
    }
  }

  /** By what Terraform says where it fails: a state that it cannot read; else it is not known. */
  public formOfFailure(failure: string): StateForm {
    return UNREADABLE.test(failure) ? { kind: "broken", why: "Terraform cannot read it" } : { kind: "opaque" };
  }
}

/** @param stdout of `terraform state pull`: nothing, if there is no state */
export function formOfPulled(stdout: string): StateForm {
  const start = stdout.indexOf("{");
  return start < 0 ? { kind: "none" } : formOf(stdout.slice(start));
}

/** A file that should be a state. Never throws. */
export function formOfFile(file: string): StateForm {
  try {
    return formOf(readRegularFile(file));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT" && !isLink(file)) return { kind: "none" };
    return { kind: "broken", why: isLink(file) ? `it is a link to nowhere (${reasonOf(error)})` : reasonOf(error) };
  }
}

function isLink(file: string): boolean {
  try {
    return fs.lstatSync(file).isSymbolicLink();
  } catch {
    return false;
  }
}

/** Terraform's own copy of the state before the last, beside a local one. */
function backupOf(file: string): { readonly file: string; readonly state: SoundState } | undefined {
  const backup = `${file}.backup`;
  const form = formOfFile(backup);
  return form.kind === "sound" && form.resources > 0 ? { file: backup, state: form } : undefined;
}

function lockOf(file: string): string {
  return path.join(path.dirname(file), `.${path.basename(file)}.lock.info`);
}

function saveNoStateIfPossible(copies: StateCopies): void {
  try {
    copies.save("none");
  } catch {
    // Looking must be possible where nothing can be written.
  }
}
