/** Every shell script keeps the house's rules, and shellcheck has nothing to say. */
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { PROGRAM_LIMIT } from "../helpers/limits";

const root = path.resolve(__dirname, "..", "..");

function scriptsIn(folder: string): readonly string[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".sh"))
    .map((name) => path.join(folder, name));
}

const SCRIPTS = [...scriptsIn("assets"), ...scriptsIn("scripts"), ...scriptsIn("examples"), path.join(".ci", "run")];

test("there are scripts to check", () => {
  expect(SCRIPTS.length).toBeGreaterThanOrEqual(3);
});

test.each(SCRIPTS)("%s passes shellcheck", (script) => {
  const { status, stdout, error } = spawnSync("shellcheck", ["--severity=style", script], {
    cwd: root,
    encoding: "utf8",
    timeout: PROGRAM_LIMIT,
  });
  if (error) throw new Error("shellcheck is not installed: apt-get install shellcheck", { cause: error });
  expect(stdout).toBe("");
  expect(status).toBe(0);
});

test.each(SCRIPTS)("%s stops at the first error and never echoes what it runs", (script) => {
  const text = fs.readFileSync(path.join(root, script), "utf8");
  expect(text.split("\n")[0]).toBe("#!/usr/bin/env bash");
  expect(text).toMatch(/^set -Eeuo pipefail$/m);
  expect(text).not.toMatch(/set -[a-wyzA-Z]*x|bash -x/);
});

test.each(SCRIPTS)("%s can be executed", (script) => {
  expect(fs.statSync(path.join(root, script)).mode & 0o111).not.toBe(0);
  expect(execFileSync("bash", ["-n", script], { cwd: root, encoding: "utf8", timeout: PROGRAM_LIMIT })).toBe("");
});
