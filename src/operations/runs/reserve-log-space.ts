/** Room on the disk that a log keeps for itself, so that what Terraform says last can still be written where everything else is full. */
import { spawnSync } from "node:child_process";

/**
 * Reserves blocks behind the end of a file, without changing its length. Linux' own tool does it (util-linux `fallocate`); where
 * there is none, or the file system cannot, nothing is reserved.
 * @returns whether they are
 */
export function reserveLogSpace(file: string, bytes: number): boolean {
  const args = ["--keep-size", "--length", String(bytes), file];
  return spawnSync("fallocate", args, { stdio: "ignore", timeout: 5_000 }).status === 0;
}
