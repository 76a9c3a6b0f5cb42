/** The log of an apply has room of its own on the disk. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { reserveLogSpace } from "../../../src/operations/runs/reserve-log-space";
import { supervise } from "../../../src/operations/runs/supervise";

const MIB = 1024 * 1024;
let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-reserve-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** `blocks` are of 512 bytes, whatever the file system's are (stat(2)). */
const onDisk = (file: string): number => fs.statSync(file).blocks * 512;

test("given a file, its length stays and its room on the disk grows", () => {
  const file = path.join(folder, "log");
  fs.writeFileSync(file, "one\n");

  expect(reserveLogSpace(file, 2 * MIB)).toBe(true);

  expect(fs.readFileSync(file, "utf8")).toBe("one\n");
  expect(onDisk(file)).toBeGreaterThanOrEqual(2 * MIB);
});

test("given a file that is not there, nothing is reserved, and nothing made", () => {
  expect(reserveLogSpace(path.join(folder, "none", "log"), MIB)).toBe(false);
  expect(fs.readdirSync(folder)).toEqual([]);
});

test("given a program, its log has the room while it runs, and what it says stands in it from the beginning", async () => {
  const log = path.join(folder, "log");
  const lines: string[] = [];
  let room = 0;

  await supervise("echo", ["said"], {
    cwd: folder,
    env: process.env,
    log,
    reserve: MIB,
    onStart: () => (room = onDisk(log)),
    onLine: (line) => lines.push(line),
  });

  expect(room).toBeGreaterThanOrEqual(MIB);
  expect(lines).toEqual(["said"]);
  expect(fs.readFileSync(log, "utf8")).toBe("said\n");
});
