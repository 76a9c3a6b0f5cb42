/** Runs git over a repository. */
import { run, type RunResult } from "../process";

/** What git sets for its hooks would lead our commands to the hook's own work tree and index. */
const OF_HOOKS = /^GIT_(DIR|WORK_TREE|INDEX_FILE|PREFIX|OBJECT_DIRECTORY|COMMON_DIR)$/;

/** This process's environment without what a git hook's differs in. */
export function outsideHooks(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_HOOKS.test(name)));
}

/** Never asks for a password. @throws Error only if git cannot be started */
export function git(folder: string, args: readonly string[]): Promise<RunResult> {
  return run("git", ["-C", folder, ...args], { env: { ...outsideHooks(), GIT_TERMINAL_PROMPT: "0" } });
}

/** @returns standard output, trimmed; undefined where git fails */
export async function ask(folder: string, args: readonly string[]): Promise<string | undefined> {
  const { status, stdout } = await git(folder, args);
  return status === 0 ? stdout.trim() : undefined;
}
