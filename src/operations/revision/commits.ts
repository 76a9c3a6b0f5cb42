/** Which commits are compared. */
import * as fs from "node:fs";
import { JangadaError } from "../../errors";
import { ask } from "./git";

export interface Revisions {
  /** The folder of the repository's work tree, without symbolic links. */
  readonly toplevel: string;
  /** Full id of the commit that is compared with. */
  readonly base: string;
  /** Full id of the commit that is checked out. */
  readonly head: string;
  /** Whether the work tree holds changes that are not committed; they count, too. */
  readonly dirty: boolean;
  /** Whether `base` is the revision itself, and not the common ancestor of it and the head. */
  readonly exact: boolean;
}

/**
 * The commit that the change started from: the common ancestor of the named revision and the head, so that what others have
 * merged since is not taken for this change's.
 * @throws JangadaError NO_REPOSITORY, NO_SUCH_REVISION
 */
export async function findRevisions(project: string, revision: string): Promise<Revisions> {
  const toplevel = await repositoryOf(project);
  const named = await commitOf(project, revision);
  const head = await commitOf(project, "HEAD");
  const base = (await ask(project, ["merge-base", named, head])) ?? named;
  const status = await ask(project, ["status", "--porcelain", "--untracked-files=normal"]);
  return { toplevel, base, head, dirty: (status ?? "") !== "", exact: base === named };
}

/** The full id of the commit that a revision names. @throws JangadaError NO_SUCH_REVISION */
export async function commitOf(project: string, revision: string): Promise<string> {
  const commit = await ask(project, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
  if (commit !== undefined) return commit;
  throw new JangadaError({
    code: "NO_SUCH_REVISION",
    message: `'${revision}' names no commit of this repository.`,
    remedy:
      "Name a branch, a tag or a commit. In CI the history may be shallow: check out all of it (actions/checkout: fetch-depth: 0), " +
      `or fetch the revision: git fetch origin ${revision.replace(/^origin\//, "")}.`,
  });
}

/**
 * Where the work on `HEAD` began: the merge base with the default branch, as `origin/HEAD` names it, else `main` or
 * `master`, at origin or here.
 * @throws JangadaError NO_DEFAULT_BRANCH
 */
export async function baseOf(project: string): Promise<string> {
  for (const branch of ["origin/HEAD", "origin/main", "origin/master", "main", "master"]) {
    // Undefined: there is no such branch, or it has nothing in common with this one.
    const base = await ask(project, ["merge-base", branch, "HEAD"]);
    if (base !== undefined) return base;
  }
  throw new JangadaError({
    code: "NO_DEFAULT_BRANCH",
    message: "There is no default branch to compare with: neither origin/HEAD, nor main, nor master.",
    remedy: "Name the revision: --changed=<revision>.",
  });
}

/** The folder of the work tree, without symbolic links. @throws JangadaError NO_REPOSITORY */
export async function repositoryOf(folder: string): Promise<string> {
  const toplevel = await ask(folder, ["rev-parse", "--show-toplevel"]).catch(() => undefined);
  if (toplevel !== undefined) return fs.realpathSync(toplevel);
  throw new JangadaError({
    code: "NO_REPOSITORY",
    message: `${folder} is in no git repository, or git is not installed: there is no revision to compare with.`,
    remedy:
      "Run it in a checkout of the repository. Plans can be reviewed without: jangada review --from-plans <folder>.",
  });
}
