/** `--target`: what validate, synth and rehearse make of an environment on another target than its file names. */
import { edited } from "../helpers/edited";
import * as fs from "node:fs";
import * as path from "node:path";
import { TARGET_VARIABLE } from "../../src/environment/target-variable";
import { run } from "../../src/operations/process";
import { DEV, ROOT, writeProject } from "../helpers/project";

const JANGADA = path.join(ROOT, "bin", "jangada.js");

/** A file for a target whose block it does not have. */
const MOVED = edited(DEV, "target: eks", "target: kubeadm");

let project: string;
beforeEach(() => {
  project = writeProject({ dev: MOVED });
});
afterEach(() => fs.rmSync(project, { recursive: true, force: true }));

const jangada = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  run(process.execPath, [JANGADA, ...args], { cwd: project, whole: true, env: { ...process.env, ...env } });

test("validate reads the files for it", async () => {
  const before = await jangada(["validate", "--providers", "none", "--json"]);
  const after = await jangada(["validate", "--providers", "none", "--target", "eks", "--json"]);

  expect([before.status, after.status]).toEqual([1, 0]);
  expect(JSON.parse(before.stdout)).toMatchObject({ ok: false });
  expect(before.stdout).toContain("'kubeadm' is missing.");
  expect(JSON.parse(after.stdout)).toMatchObject({ ok: true, valid: ["dev"], problems: [] });
});

test("synth writes the stacks for it, and only because it was asked to", async () => {
  const asked = await jangada(["synth", "dev", "--target", "eks"]);
  const forgotten = await jangada(["synth", "dev"], { [TARGET_VARIABLE]: "eks" });

  expect(asked).toMatchObject({ status: 0, stdout: expect.stringContaining("dev-network") });
  expect(forgotten).toMatchObject({ status: 1, stderr: expect.stringContaining("ENV_MISSING") });
});
