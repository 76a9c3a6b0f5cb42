/** Reads files that must be files: a pipe or a device would keep its reader waiting for ever. */
import * as fs from "node:fs";
import { JangadaError } from "./errors";

/** What is said of a file that cannot be read or written, by the code of the system's error. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "it is not permitted",
  ENOENT: "there is none",
  ENOTDIR: "a part of its path is no folder",
  EISDIR: "it is a folder",
  ELOOP: "its links go round in a circle",
  ENAMETOOLONG: "its name is too long",
  ENOTREG: "it is no regular file",
  ENOSPC: "the disk is full",
  EDQUOT: "the quota of the disk is used up",
  EROFS: "the file system is read-only",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open on this machine",
  EIO: "the disk has failed",
  EFBIG: "it may not become so large",
  EBUSY: "something else uses it",
  ENOTEMPTY: "the folder is not empty",
  EEXIST: "it exists already",
  ENXIO: "it is no regular file",
  EXDEV: "it is on another file system",
};

/** In words; the code itself where there are none for it. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return (code === undefined ? undefined : REASONS[code]) ?? code ?? "for an unknown reason";
}

/** @throws Error of the file system, or one with the code `ENOTREG` for what is no regular file */
export function readRegularFile(file: string): string {
  // Without O_NONBLOCK, opening a pipe waits until somebody writes into it.
  const descriptor = fs.openSync(file, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  try {
    const status = fs.fstatSync(descriptor);
    if (status.isDirectory()) throw Object.assign(new Error(`${file} is a folder`), { code: "EISDIR", path: file });
    if (!status.isFile()) throw Object.assign(new Error(`${file} is no regular file`), { code: "ENOTREG", path: file });
    return fs.readFileSync(descriptor, "utf8");
  } finally {
    fs.closeSync(descriptor);
  }
}

export interface JsonFileWords {
  readonly code: string;
  /** What the file is, such as `The manifest`. */
  readonly what: string;
  readonly remedy: string;
}

/**
 * Reads a file that must hold one JSON object.
 * @throws JangadaError of the code that is given, with the file as its place, for whatever is wrong with it
 */
export function readJsonObject(file: string, { code, what, remedy }: JsonFileWords): Readonly<Record<string, unknown>> {
  const wrong = (message: string, cause?: unknown): JangadaError =>
    new JangadaError({ code, message: `${what} ${message}.`, place: { file }, remedy }, { cause });
  let text: string;
  try {
    text = readRegularFile(file);
  } catch (cause) {
    throw wrong(`cannot be read: ${reasonOf(cause)}`, cause);
  }
  let value: unknown;
  try {
    // Editors of Windows put a byte order mark first.
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw wrong(text.trim() === "" ? "is empty" : "is not JSON", cause);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong("is no JSON object");
  return value as Readonly<Record<string, unknown>>;
}
