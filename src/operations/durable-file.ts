/** Files that are there as a whole or not at all, whatever happens in between, and that only their owner can read. */
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

const OWN_FILE = 0o600;
const OWN_FOLDER = 0o700;

/** @throws Error of the file system (a full disk, …); what the file held before is then still there */
export function writeDurably(file: string, content: string | Uint8Array): void {
  const folder = path.dirname(file);
  fs.mkdirSync(folder, { recursive: true, mode: OWN_FOLDER });
  const temporary = path.join(folder, `.${path.basename(file)}.${randomBytes(6).toString("hex")}.new`);
  try {
    fs.writeFileSync(temporary, content, { mode: OWN_FILE, flag: "wx", flush: true });
    fs.renameSync(temporary, file);
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    throw error;
  }
  flushFolder(folder);
}

/** A renamed file is only safe once its folder is. */
function flushFolder(folder: string): void {
  const opened = fs.openSync(folder, "r");
  try {
    fs.fsyncSync(opened);
  } finally {
    fs.closeSync(opened);
  }
}
