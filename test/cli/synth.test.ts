/** `jangada synth`: what is right is written, and the exit status tells of what is not. */
import { edited } from "../helpers/edited";
import * as fs from "node:fs";
import * as path from "node:path";
import { run } from "../../src/operations/process";
import { DEV, ROOT, writeEnvironment, writeProject } from "../helpers/project";

const JANGADA = path.join(ROOT, "bin", "jangada.js");

let project: string;
beforeEach(() => {
  project = writeProject({ dev: DEV });
});
afterEach(() => fs.rmSync(project, { recursive: true, force: true }));

const jangada = (...args: readonly string[]) =>
  run(process.execPath, [JANGADA, ...args], { cwd: project, whole: true });
const QA = edited(DEV, "name: dev", "name: qa");

test("given an environment that is broken, writes the others, names it, and ends with 1", async () => {
  writeEnvironment(project, "qa", edited(QA, "databases:", "databasess:"));

  const [text, json] = [await jangada("synth"), await jangada("synth", "--json")];

  expect([text.status, json.status]).toEqual([1, 1]);
  expect(text.stdout).toContain("dev-network");
  expect(text.stdout).not.toContain("qa-");
  expect(text.stderr).toContain("ENV_UNKNOWN_KEY");
  expect(text.stderr).toContain("Not synthesized, and told above: infra/environments/qa/environment.yaml");
  expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, problems: [{ code: "ENV_UNKNOWN_KEY" }] });
});

test("given an environment that is right in itself and cannot be built, ends with 1 too", async () => {
  writeEnvironment(project, "qa", QA);
  // As an app of one's own may leave one out.
  fs.writeFileSync(
    path.join(project, "app.js"),
    `process.env.JANGADA_ENVIRONMENTS = "dev"; require(${JSON.stringify(path.join(ROOT, "bin", "app.js"))});`,
  );
  const file = path.join(project, "cdktf.json");
  const config = JSON.parse(fs.readFileSync(file, "utf8")) as object;
  fs.writeFileSync(file, JSON.stringify({ ...config, app: `"${process.execPath}" app.js` }));

  const { status, stdout } = await jangada("synth", "--json");

  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    problems: [{ code: "ENVIRONMENT_BROKEN", place: { file: "infra/environments/qa/environment.yaml" } }],
  });
  // Nor is it passed over by a verb that works on several.
  expect(await jangada("deps")).toMatchObject({ status: 1, stderr: expect.stringContaining("no stack of qa") });
});

test("given what is right, or what is not asked for, ends with 0", async () => {
  expect((await jangada("synth")).status).toBe(0);
  writeEnvironment(project, "qa", "nonsense");
  expect((await jangada("synth", "dev")).status).toBe(0);
  expect((await jangada("synth", "qa")).status).toBe(1);
  expect((await jangada("plan", "*")).status).toBe(1);
});

test("given no environment at all, validate says that there is nothing", async () => {
  fs.rmSync(path.join(project, "infra", "environments", "dev"), { recursive: true });

  const { status, stderr } = await jangada("validate");

  expect(status).toBe(1);
  expect(stderr).toContain("NO_ENVIRONMENTS");
});

test("given providers that cannot be had, validate says of no stack that it is valid", async () => {
  const file = path.join(project, "terraform.rc");
  fs.writeFileSync(file, `provider_installation {\n  filesystem_mirror { path = "${project}/nothing" }\n}\n`);

  const { status, stdout } = await run(process.execPath, [JANGADA, "validate", "--providers", "real", "--json"], {
    cwd: project,
    whole: true,
    env: { ...process.env, TF_CLI_CONFIG_FILE: file },
  });

  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    ok: false,
    stacks: [],
    notJudged: ["dev-network", "dev-cluster", "dev-data", "dev-platform"],
  });
});
