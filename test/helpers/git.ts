/** Git, as somebody of no name. */
import { execFileSync } from "node:child_process";
import { PROGRAM_LIMIT } from "./limits";

/** @returns what it says, without the line break at its end */
export function git(folder: string, ...args: readonly string[]): string {
  return execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], {
    cwd: folder,
    encoding: "utf8",
    timeout: PROGRAM_LIMIT,
  }).trimEnd();
}
