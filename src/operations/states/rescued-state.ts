/**
 * States that Terraform could not write where they belong. It leaves `errored.tfstate` in the stack's folder; where even that
 * cannot be written, as on a full disk, it prints the state, which is then kept wherever there is room.
 */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { readRegularFile } from "../../regular-file";
import { writeDurably } from "../durable-file";
import { endOfObject, formOf, type SoundState } from "./state-form";

export interface Rescued {
  readonly kind: "errored" | "dump";
  readonly file: string;
  readonly state: SoundState;
}

const DUMP = '"@message":"Emergency state dump"';

/**
 * The state in a line of Terraform's machine-readable output. It is cut out as it stands: read as numbers of JavaScript and
 * written again, large ones would be others.
 */
export function dumpIn(line: string): string | undefined {
  if (!line.includes(DUMP)) return undefined;
  const key = line.indexOf('"state":{');
  const start = key + '"state":'.length;
  const end = key < 0 ? undefined : endOfObject(line, start);
  if (end === undefined) return undefined;
  const text = line.slice(start, end);
  return formOf(text).kind === "sound" ? text : undefined;
}

/** The last state in an output that was kept. */
export function lastDumpIn(output: string): string | undefined {
  return output
    .split("\n")
    .reverse()
    .map(dumpIn)
    .find((text) => text !== undefined);
}

/** Where such a state may be kept: with the copies, or where else there may be room. */
function dumpFiles(copies: string): readonly string[] {
  const name = `jangada-${path.basename(path.dirname(copies))}-${path.basename(copies)}.tfstate`;
  const elsewhere = [os.tmpdir(), os.homedir(), "/dev/shm"].map((folder) => path.join(folder, `.${name}`));
  return [path.join(copies, "rescued.tfstate"), ...elsewhere];
}

/** @returns where it is; undefined if there is no room anywhere */
export function saveDump(copies: string, text: string): string | undefined {
  for (const file of dumpFiles(copies)) {
    try {
      writeDurably(file, text);
      return file;
    } catch {
      // The next is on another disk, perhaps.
    }
  }
  return undefined;
}

/** Whatever was left behind, of whichever apply: whether it is of this state is for the reader to judge. */
export function findRescued(stackFolder: string, copies: string): readonly Rescued[] {
  const files = [
    { kind: "errored" as const, file: path.join(stackFolder, "errored.tfstate") },
    ...dumpFiles(copies).map((file) => ({ kind: "dump" as const, file })),
  ];
  return files.flatMap(({ kind, file }): readonly Rescued[] => {
    const state = isOwn(file) ? readSound(file) : undefined;
    return state ? [{ kind, file, state }] : [];
  });
}

/** In a folder that everybody writes to, somebody else's file must not become the state. */
function isOwn(file: string): boolean {
  try {
    const status = fs.lstatSync(file);
    return status.isFile() && status.uid === (process.getuid?.() ?? status.uid);
  } catch {
    return false;
  }
}

function readSound(file: string): SoundState | undefined {
  try {
    const form = formOf(readRegularFile(file));
    return form.kind === "sound" ? form : undefined;
  } catch {
    return undefined;
  }
}
