/**
 * An append-only file of JSON lines. A line that `append` has returned from is on the disk: losing the process, or the machine, at any
 * moment afterwards does not lose it; of a passing one, the machine's loss may. A line that was being written when the process was lost has no line end, and is
 * dropped by the next reader.
 */
import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { JangadaError } from "../../errors";
import type { Json } from "./stored-value";

/** Readable by its owner alone: a world holds private keys and passwords, as a state does. */
const MODE = 0o600;

export interface JournalOptions {
  /** Whether it need not outlive a machine that stops: nothing waits for the disk. @default false */
  readonly passing?: boolean;
}

export class Journal {
  private closed = false;

  private constructor(
    private readonly file: number,
    private length: number,
    private readonly passing: boolean,
  ) {}

  /** Replaces the file by these lines, all or nothing, and opens it for more. */
  static rewrite(path: string, lines: readonly Json[], { passing = false }: JournalOptions = {}): Journal {
    const temporary = `${path}.new`;
    const text = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    const file = openSync(temporary, "w", MODE);
    writeAll(file, text, 0);
    if (!passing) fsyncSync(file);
    renameSync(temporary, path);
    if (!passing) syncFolder(dirname(path));
    return new Journal(file, text.length, passing);
  }

  /** @throws Error of the file system (a full disk, …); the file then holds what it held before. */
  append(line: Json): void {
    if (this.closed) throw new Error("The journal is closed.");
    const text = Buffer.from(`${JSON.stringify(line)}\n`);
    try {
      writeAll(this.file, text, this.length);
      if (!this.passing) fsyncSync(this.file);
    } catch (error) {
      ftruncateSync(this.file, this.length);
      throw error;
    }
    this.length += text.length;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    closeSync(this.file);
  }
}

/**
 * The lines of a journal; none if there is no such file.
 * @throws JangadaError WORLD_DAMAGED when a line other than a torn last one is not JSON.
 */
export function readJournal(path: string): readonly Json[] {
  const text = readIfThere(path);
  const end = text.lastIndexOf("\n");
  if (end < 0) return [];
  return text
    .slice(0, end)
    .split("\n")
    .map((line, index) => {
      try {
        return JSON.parse(line) as Json;
      } catch (cause) {
        throw damaged(path, index + 1, cause);
      }
    });
}

export function damaged(file: string, line: number, cause?: unknown): JangadaError {
  return new JangadaError(
    {
      code: "WORLD_DAMAGED",
      message: "This line of the simulated world is not what the rehearsal writes.",
      place: { file, line },
      remedy: "Delete the folder of the world, and the states of what was deployed to it, and begin anew.",
    },
    { cause },
  );
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

function writeAll(file: number, data: Buffer, position: number): void {
  for (let written = 0; written < data.length;) {
    written += writeSync(file, data, written, data.length - written, position + written);
  }
}

/** A renamed file is only safe once its folder is. */
function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
