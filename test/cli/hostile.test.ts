/** What is in the way is told with a code and a place, by whichever verb meets it: never as an internal error, and never by waiting. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { run } from "../../src/operations/process";
import { DEV, ROOT, writeProject } from "../helpers/project";
import { PROGRAM_LIMIT } from "../helpers/limits";

const JANGADA = path.join(ROOT, "bin", "jangada.js");

let project: string;
beforeEach(() => {
  project = writeProject({ dev: DEV });
});
afterEach(() => fs.rmSync(project, { recursive: true, force: true }));

const at = (...parts: readonly string[]): string => path.join(project, ...parts);
const environment = (): string => at("infra", "environments", "dev", "environment.yaml");
const jangada = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
  run(process.execPath, [JANGADA, ...args], {
    cwd: project,
    env: { ...process.env, NO_COLOR: "1", ...env },
    whole: true,
  });

/** Puts something else in the place of a file. */
function instead(file: string, what: "pipe" | "folder" | "loop" | "dangling" | Buffer | string): void {
  fs.rmSync(file, { recursive: true, force: true });
  if (what === "pipe") execFileSync("mkfifo", [file], { timeout: PROGRAM_LIMIT });
  else if (what === "folder") fs.mkdirSync(file);
  else if (what === "loop") fs.symlinkSync(path.basename(file), file);
  else if (what === "dangling") fs.symlinkSync("nowhere", file);
  else fs.writeFileSync(file, what);
}

async function expectRefused(args: readonly string[], code: string, file: string, env: NodeJS.ProcessEnv = {}) {
  const { status, stderr, stdout } = await jangada(args, env);
  expect(`${stdout}${stderr}`).not.toMatch(/internal error|^ +at .*\(/m);
  expect(stderr).toContain(`[${code}]`);
  expect(stderr).toContain(file);
  expect(status).toBe(1);
}

describe("an environment file", () => {
  test.each([
    ["that is a pipe", "pipe", "ENV_FILE_UNREADABLE"],
    ["that is a folder", "folder", "ENV_FILE_UNREADABLE"],
    ["whose link goes round", "loop", "ENV_FILE_UNREADABLE"],
    ["whose link leads nowhere", "dangling", "ENV_FILE_UNREADABLE"],
    ["of another encoding", Buffer.from([0xff, 0xfe, 0x6e, 0x00]), "ENV_FILE_ENCODING"],
    ["with a zero byte", `${DEV}\0`, "ENV_FILE_ENCODING"],
    ["of some megabytes", "#".repeat(5_000_000), "ENV_FILE_TOO_LARGE"],
  ] as const)("%s is refused by its place", async (_name, what, code) => {
    instead(environment(), what);

    await expectRefused(["validate", "--providers", "none"], code, "infra/environments/dev/environment.yaml");
  });

  test("that is a pipe does not make plan or synth wait", async () => {
    instead(environment(), "pipe");

    await expectRefused(["plan", "dev"], "ENV_FILE_UNREADABLE", "infra/environments/dev/environment.yaml");
    const { status, stderr } = await jangada(["synth"]);
    expect(status).toBe(1);
    expect(stderr).toContain("ENV_FILE_UNREADABLE");
  });
});

describe("cdktf.json", () => {
  test.each([
    ["is not JSON", "{", "APP_UNREADABLE"],
    ["is empty", "", "APP_UNREADABLE"],
    ["is null", "null", "APP_UNREADABLE"],
    ["is a list", "[]", "APP_UNREADABLE"],
    ["is a folder", "folder", "APP_UNREADABLE"],
    ["is a pipe", "pipe", "APP_UNREADABLE"],
    ["is a link that goes round", "loop", "APP_UNREADABLE"],
    ["names a number", '{"app": 7}', "APP_UNREADABLE"],
    ["names a list", '{"app": ["node"]}', "APP_UNREADABLE"],
    ["names nothing", "{}", "NO_APP"],
    ["has a context that is none", '{"app": "true", "context": []}', "APP_UNREADABLE"],
    ["has an output that is none", '{"app": "true", "output": 1}', "APP_UNREADABLE"],
  ] as const)("that %s is refused", async (_name, what, code) => {
    instead(at("cdktf.json"), what);

    await expectRefused(["synth", "dev"], code, "cdktf.json");
  });
});

describe("what the app writes", () => {
  test.each([
    ["nothing", "true"],
    ["no JSON", "mkdir -p cdktf.out && echo '{' > cdktf.out/manifest.json"],
    ["a list", "mkdir -p cdktf.out && echo '[]' > cdktf.out/manifest.json"],
    ["no stacks", "mkdir -p cdktf.out && echo '{}' > cdktf.out/manifest.json"],
    ["stacks that are none", 'mkdir -p cdktf.out && echo \'{"stacks":{"a":null}}\' > cdktf.out/manifest.json'],
  ])("%s: told with the place", async (_name, app) => {
    fs.writeFileSync(at("cdktf.json"), JSON.stringify({ app }));

    await expectRefused(["synth", "dev"], "SYNTH_UNREADABLE", "manifest.json");
  });

  test("a stack without its file, or with a broken one, is told", async () => {
    const manifest = { stacks: { "dev-data": { name: "dev-data", workingDirectory: "stacks/dev-data" } } };
    const app = `mkdir -p cdktf.out/stacks/dev-data && echo '${JSON.stringify(manifest)}' > cdktf.out/manifest.json`;
    fs.writeFileSync(at("cdktf.json"), JSON.stringify({ app }));

    await expectRefused(["deps", "dev"], "SYNTH_UNREADABLE", "cdk.tf.json");
    fs.writeFileSync(at("cdktf.out", "stacks", "dev-data", "cdk.tf.json"), "{");
    await expectRefused(["deps", "dev"], "SYNTH_UNREADABLE", "cdk.tf.json");
  });
});

describe("a folder", () => {
  test("for temporary files that is not there is named", async () => {
    const missing = path.join(os.tmpdir(), "jangada-no-such-folder");

    await expectRefused(["rehearse", "dev"], "FILE_GONE", missing, { TMPDIR: missing });
  });

  test("that is a file is named", async () => {
    fs.writeFileSync(at("out"), "");

    await expectRefused(["synth", "dev", "--outdir", "out/below"], "BAD_PATH", at("out"));
  });

  test("of the project's own things that is a file is named", async () => {
    fs.writeFileSync(at(".jangada"), "");

    await expectRefused(["cloud", "start"], "BAD_PATH", ".jangada");
  });
});

describe("a record", () => {
  test.each(["null", "[]", "{", '{"pid":-1,"port":1}', '{"port":"x"}'])(
    "of simulated clouds that says %s is none",
    async (text) => {
      fs.mkdirSync(at(".jangada", "cloud"), { recursive: true });
      fs.writeFileSync(at(".jangada", "cloud", "cloud.json"), text);

      const { status, stdout } = await jangada(["cloud", "stop"]);

      expect(status).toBe(0);
      expect(stdout).toContain("were not running");
    },
  );
});
