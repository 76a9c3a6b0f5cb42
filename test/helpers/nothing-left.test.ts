/** A test file that leaves something running fails by name, and what it left is ended. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { identify } from "../../src/operations/runs/identity";
import { PROGRAM_LIMIT } from "./limits";

const ROOT = path.resolve(__dirname, "../..");

interface Run {
  readonly status: number | null;
  readonly output: string;
  /** What stands in the folder for temporary files afterwards. */
  readonly temporary: readonly string[];
}

function run(kind: string, more: Readonly<Record<string, string>> = {}): Run {
  const folder = fs.mkdtempSync(path.join(process.env["TMPDIR"] ?? "/tmp", "nested-"));
  const jest = [
    path.join(ROOT, "node_modules", "jest", "bin", "jest.js"),
    "--runInBand",
    "--forceExit",
    "--testMatch",
    "**/fixtures/left/behind.ts",
  ];
  const { status, stderr, stdout } = spawnSync(process.execPath, jest, {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: folder, LEAVES: kind, LEFT_PATIENCE: "300", ...more },
    encoding: "utf8",
    timeout: PROGRAM_LIMIT,
  });
  const temporary = fs.readdirSync(folder).filter((name) => name.startsWith("jest-"));
  return { status, output: stdout + stderr, temporary };
}

test.each([
  ["a server", /1 × TCPServerWrap/],
  ["a program", /process \d+ \(sleep 300\)/],
  ["a program that is let go", /process \d+ \(sleep 300\)/],
])("given a test that leaves %s, then its file fails and tells what, and nothing is left", (leaves, told) => {
  const { status, output: said, temporary } = run(leaves);
  expect(status).toBe(1);
  expect(said).toContain("This test file leaves something running");
  expect(said).toMatch(told);
  const pid = /process (\d+) \(sleep/.exec(said)?.[1];
  expect(pid === undefined ? undefined : identify(Number(pid))).toBeUndefined();
  expect(temporary).toEqual([]);
});

test("given one that fails besides, then that is told, too", () => {
  const { status, output: said } = run("a server", { FAILS: "yes" });
  expect(status).toBe(1);
  expect(said).toContain("This test file leaves something running");
  expect(said).toContain("toBeUndefined");
});

test.each(["nothing", "the standard streams open"])("given one that leaves %s, then it passes", (leaves) => {
  expect(run(leaves)).toMatchObject({ status: 0, temporary: [] });
});
