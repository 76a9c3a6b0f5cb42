/** Whether there is room for what an apply writes: what it cannot write is lost. */
import * as fs from "node:fs";
import * as path from "node:path";
import { JangadaError, type Problem } from "../../errors";

const MIB = 1024 * 1024;
/** Bytes for what does not grow with the state: logs, plans, the providers' own files. */
const BASE_BYTES = 16 * MIB;
/**
 * How often the state may come to lie on one disk: itself as it grows to twice its size, Terraform's backup, errored.tfstate,
 * the two copies, and the output, in which Terraform prints it where it cannot write it.
 */
const STATE_COPIES = 8;
/** Files that an apply may make: where none can be made, free bytes do not help. */
const MIN_FREE_FILES = 64;

export interface Disk {
  /** The folder that was asked about, or the one above it that exists. */
  readonly folder: string;
  readonly bytes: number;
  /** Undefined where the file system does not count them. */
  readonly files?: number;
}

export function bytesNeeded(stateBytes: number): number {
  return BASE_BYTES + STATE_COPIES * stateBytes;
}

/** @throws JangadaError NO_SPACE, one problem for each disk on which there is too little */
export function checkSpace(
  folders: readonly string[],
  stateBytes: number,
  measure: (folder: string) => Disk = diskOf,
): void {
  const needed = bytesNeeded(stateBytes);
  const problems = new Map<string, Problem>();
  for (const folder of folders) {
    const disk = measure(folder);
    const few = disk.files !== undefined && disk.files < MIN_FREE_FILES;
    if (disk.bytes >= needed && !few) continue;
    const free = few ? `room for ${disk.files} files` : `${mib(disk.bytes)} MiB free`;
    problems.set(free, {
      code: "NO_SPACE",
      message: `There is too little room to apply: ${free} at ${disk.folder}, and ${few ? `${MIN_FREE_FILES} files` : `${mib(needed)} MiB`} may be needed. What Terraform has done and cannot write down would be lost.`,
      place: { file: disk.folder },
      remedy: "Make room there (or enlarge the disk), and run the same again. Nothing was begun.",
    });
  }
  if (problems.size > 0) throw new JangadaError([...problems.values()]);
}

/** Room for people who are not root: that of root is no room for Terraform's user. */
export function diskOf(folder: string): Disk {
  const present = existing(path.resolve(folder));
  const { bavail, bsize, files, ffree } = fs.statfsSync(present);
  return { folder: present, bytes: bavail * bsize, ...(files > 0 ? { files: ffree } : {}) };
}

function existing(folder: string): string {
  const above = path.dirname(folder);
  return fs.existsSync(folder) || above === folder ? folder : existing(above);
}

/** With a digit behind the point where that matters. */
function mib(bytes: number): string {
  const number = bytes / MIB;
  return number < 10 ? number.toFixed(1) : String(Math.floor(number));
}
