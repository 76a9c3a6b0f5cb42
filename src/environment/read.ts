/** Reads an environment file as text, within limits, and refuses what is no text. */
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { reasonOf } from "../regular-file";
import type { Finding } from "./finding";
import { MAX_BYTES } from "./limits";

export type ReadResult = { readonly text: string } | { readonly findings: readonly Finding[] };

/** Never throws; a file that cannot be read is a finding. A byte order mark is dropped. */
export function readText(file: string): ReadResult {
  let descriptor: number;
  try {
    // A pipe would be waited for until somebody writes into it.
    descriptor = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return refuse(
      "ENV_FILE_UNREADABLE",
      `The file cannot be read: ${reasonOf(error)}.`,
      "Check the path and its permissions.",
    );
  }
  try {
    const status = fstatSync(descriptor);
    if (!status.isFile()) {
      return refuse("ENV_FILE_UNREADABLE", "This is not a regular file.", "Name the environment file itself.");
    }
    if (status.size > MAX_BYTES) return tooLarge();
    const buffer = Buffer.alloc(MAX_BYTES + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < buffer.length; length += read) {
      read = readSync(descriptor, buffer, length, buffer.length - length, null);
    }
    return length > MAX_BYTES ? tooLarge() : decode(buffer.subarray(0, length));
  } catch (error) {
    return refuse(
      "ENV_FILE_UNREADABLE",
      `The file cannot be read: ${reasonOf(error)}.`,
      "Check the path and its permissions.",
    );
  } finally {
    closeSync(descriptor);
  }
}

/** Text from bytes that must be UTF-8 without control characters. */
export function decode(bytes: Uint8Array): ReadResult {
  if (bytes.length > MAX_BYTES) return tooLarge();
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refuse("ENV_FILE_ENCODING", "The file is not UTF-8.", "Save it as UTF-8.");
  }
  const control = CONTROL.exec(text);
  if (control) {
    const before = text.slice(0, control.index).split(/\r\n|\r|\n/);
    const code = control[0].charCodeAt(0).toString(16).padStart(4, "0").toUpperCase();
    return {
      findings: [
        {
          path: [],
          code: "ENV_FILE_ENCODING",
          message: `The file holds the control character U+${code}.`,
          remedy: "Save it as plain UTF-8 text.",
          at: { line: before.length, column: (before.at(-1) ?? "").length + 1 },
        },
      ],
    };
  }
  return { text };
}

/** What YAML 1.2 does not allow in a stream; U+FEFF may stand at the head only. */
const CONTROL = new RegExp("[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F\\uFEFF\\uFFFE\\uFFFF]");

function tooLarge(): ReadResult {
  return refuse(
    "ENV_FILE_TOO_LARGE",
    `The file is larger than ${MAX_BYTES / 1024} KiB.`,
    "An environment file has some hundred lines. Move what is no setting elsewhere.",
  );
}

function refuse(code: string, message: string, remedy: string): ReadResult {
  return { findings: [{ path: [], code, message, remedy }] };
}
