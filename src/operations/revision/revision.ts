/** Another revision of the project, checked out for as long as it is worked on. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { JangadaError } from "../../errors";
import type { Listener } from "../events";
import { checkOut, type Checkout } from "./checkout";
import { commitOf, repositoryOf } from "./commits";
import { ask } from "./git";

export interface RevisionCheckout {
  /** The project's folder as of that revision: holds its `cdktf.json`. Absolute, without symbolic links. */
  readonly project: string;
  /** The full id of the commit. */
  readonly commit: string;
}

export interface RevisionOptions {
  /** Asked to stop when it aborts. @default never */
  readonly signal?: AbortSignal;
  /** Told what happens, as it does. @default nobody is told */
  readonly listener?: Listener;
}

/**
 * Calls `work` with the revision checked out into a temporary git worktree, which is gone afterwards.
 * @param project the folder of `cdktf.json`, anywhere in its repository
 * @throws JangadaError NO_REPOSITORY, NO_SUCH_REVISION, REVISION_WITHOUT_PROJECT, and what `checkOut` throws
 */
export async function withRevision<T>(
  project: string,
  revision: string,
  work: (checkout: RevisionCheckout) => Promise<T>,
  options: RevisionOptions = {},
): Promise<T> {
  const folder = fs.realpathSync(path.resolve(project));
  const toplevel = await repositoryOf(folder);
  const commit = await commitOf(folder, revision);
  const file = path.relative(toplevel, path.join(folder, "cdktf.json")).split(path.sep).join("/");
  if ((await ask(toplevel, ["cat-file", "-e", `${commit}:${file}`])) === undefined) {
    throw new JangadaError({
      code: "REVISION_WITHOUT_PROJECT",
      message: `At ${revision} (${commit.slice(0, 10)}) there is no ${file}.`,
      remedy: "Name a revision in which the project exists.",
    });
  }
  const temporary = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "jangada-revision-")));
  let checkout: Checkout | undefined;
  try {
    checkout = await checkOut({
      project: folder,
      toplevel,
      commit,
      folder: path.join(temporary, "worktree"),
      ...options,
    });
    return await work({ project: checkout.project, commit });
  } finally {
    await checkout?.remove();
    fs.rmSync(temporary, { recursive: true, force: true });
  }
}
