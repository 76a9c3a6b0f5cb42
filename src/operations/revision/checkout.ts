/** A commit in a folder of its own, with its own code and dependencies. */
import * as fs from "node:fs";
import * as path from "node:path";
import { JangadaError } from "../../errors";
import type { Listener } from "../events";
import { provideDependencies, type Provided } from "./dependencies";
import { git } from "./git";

export interface Checkout {
  /** The project in it: the folder that holds `cdktf.json`, if the commit has one. */
  readonly project: string;
  /** How its dependencies came to be. */
  readonly dependencies: Provided;
  /** Never throws on git's account. */
  remove(): Promise<void>;
}

export interface CheckoutOptions {
  /** The folder of `cdktf.json` in the work tree. */
  readonly project: string;
  /** The folder of the repository's work tree. */
  readonly toplevel: string;
  /** The commit to check out, by its id. */
  readonly commit: string;
  /** Where to check out: must not exist. */
  readonly folder: string;
  /** Told what happens, as it does. @default nobody is told */
  readonly listener?: Listener;
  /** Asked to stop when it aborts. @default never */
  readonly signal?: AbortSignal;
}

/** @throws JangadaError WORKTREE_FAILED, DEPENDENCIES_FAILED; nothing is left behind then */
export async function checkOut(options: CheckoutOptions): Promise<Checkout> {
  const { commit, folder, listener, signal } = options;
  const toplevel = fs.realpathSync(options.toplevel);
  const remove = (): Promise<void> => removeWorktree(toplevel, folder);
  try {
    await addWorktree(toplevel, folder, commit);
    const inside = path.relative(toplevel, fs.realpathSync(options.project));
    const dependencies = await provideDependencies({
      toplevel,
      worktree: folder,
      inside,
      ...(listener ? { listener } : {}),
      ...(signal ? { signal } : {}),
    });
    return { project: path.join(folder, inside), dependencies, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function addWorktree(toplevel: string, folder: string, commit: string): Promise<void> {
  // The hooks of a checkout are for people.
  const quiet = ["-c", "core.hooksPath=/dev/null"];
  const added = await git(toplevel, [...quiet, "worktree", "add", "--detach", "--force", folder, commit]);
  if (added.status === 0) return;
  throw new JangadaError({
    code: "WORKTREE_FAILED",
    message: `git cannot check out ${commit.slice(0, 12)} into ${folder}: ${added.stderr.trim()}`,
    remedy: "Check that the repository is whole (a partial clone needs its remote) and that there is room on the disk.",
  });
}

async function removeWorktree(toplevel: string, folder: string): Promise<void> {
  // What is linked belongs to the work tree: the link goes, not what it leads to.
  fs.rmSync(folder, { recursive: true, force: true });
  // What is left is pruned by git itself one day.
  await git(toplevel, ["worktree", "remove", "--force", folder]).catch(() => undefined);
  await git(toplevel, ["worktree", "prune"]).catch(() => undefined);
}
