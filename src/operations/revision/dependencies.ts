/** The installed packages of a revision: those of the work tree where the lock files are equal, else its own. */
import * as fs from "node:fs";
import * as path from "node:path";
import { JangadaError } from "../../errors";
import type { Listener } from "../events";
import { run } from "../process";
import { outsideHooks } from "./git";
import { shareModules, canShareModules } from "./modules";

const NPM = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"] as const;

/** How each package manager installs exactly what its lock file says; none runs install scripts. */
const MANAGERS = [
  { lock: "package-lock.json", install: NPM },
  { lock: "npm-shrinkwrap.json", install: NPM },
  { lock: "pnpm-lock.yaml", install: ["pnpm", "install", "--frozen-lockfile", "--ignore-scripts"] },
  { lock: "yarn.lock", install: ["yarn", "install", "--frozen-lockfile", "--ignore-scripts"] },
] as const;

export type Provided = "none" | "shared" | "installed";

export interface DependenciesOptions {
  /** The folder of the repository's work tree. */
  readonly toplevel: string;
  /** The revision's checkout. */
  readonly worktree: string;
  /** The project's folder within both. */
  readonly inside: string;
  /** Told what happens, as it does. @default nobody is told */
  readonly listener?: Listener;
  /** Asked to stop when it aborts. @default never */
  readonly signal?: AbortSignal;
}

/**
 * The folder of the lock file is the project's, or one above it (workspaces). Without one, what is installed in the work
 * tree is shared.
 * @throws JangadaError DEPENDENCIES_FAILED
 */
export async function provideDependencies(options: DependenciesOptions): Promise<Provided> {
  const { toplevel, worktree } = options;
  const folders = upwards(options.inside);
  const managerOf = (folder: string): (typeof MANAGERS)[number] | undefined =>
    MANAGERS.find(({ lock }) => fs.existsSync(path.join(worktree, folder, lock)));
  const locked = folders.find(managerOf);
  const manager = locked === undefined ? undefined : managerOf(locked);
  if (locked === undefined || !manager) return shareAll(folders, options) ? "shared" : "none";
  // Kept in git, they are there already.
  if (fs.existsSync(path.join(worktree, locked, "node_modules"))) return "none";
  const [ownFolder, checkoutFolder] = [path.join(toplevel, locked), path.join(worktree, locked)];
  // Of workspaces, some packages are installed below the lock file.
  const below = folders.slice(0, folders.indexOf(locked) + 1);
  if (
    canShareModules({ installed: ownFolder, checkout: checkoutFolder, lock: manager.lock, toplevel }) &&
    shareAll(below, options)
  )
    return "shared";
  await install(manager.install, checkoutFolder, options);
  return "installed";
}

function shareAll(folders: readonly string[], { toplevel, worktree }: DependenciesOptions): boolean {
  return folders
    .map((folder) => shareModules(path.join(toplevel, folder), path.join(worktree, folder)))
    .some((shared) => shared);
}

async function install(line: readonly [string, ...string[]], cwd: string, options: DependenciesOptions): Promise<void> {
  const { listener, signal } = options;
  listener?.({ type: "message", level: "info", message: "Installing the revision's own dependencies" });
  const [command, ...args] = line;
  const { status, stdout, stderr } = await run(command, args, {
    cwd,
    env: outsideHooks(),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => ({ status: 127, stdout: "", stderr: String(error) }));
  if (status === 0) return;
  throw new JangadaError({
    code: "DEPENDENCIES_FAILED",
    message: `The revision's dependencies cannot be installed (${command} ${args[0] ?? ""}, exit status ${status}): ${(stderr || stdout).trim().slice(-1000)}`,
    remedy:
      "This checkout's cannot be used for it: the lock files differ, or lead into the repository. Check that the registry can be reached.",
  });
}

/** The folder itself and all above it, within the repository. */
function upwards(inside: string): readonly string[] {
  const parts = inside === "" ? [] : inside.split(path.sep);
  return [...parts.keys(), parts.length].reverse().map((length) => parts.slice(0, length).join(path.sep));
}
