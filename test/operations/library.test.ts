/** `jangada/operations`, as a program in a project of somebody's own uses it: with the real Terraform, and nothing printed. */
import * as fs from "node:fs";
import * as path from "node:path";
import type * as operations from "jangada/operations";
import { run } from "../../src/operations/process";
import { git } from "../helpers/git";
import { RehearsedProject, ROOT, writeEnvironment } from "../helpers/project";

type Operations = typeof operations;

const environment = (rest = ""): string => `
name: dev
target: eks
profile: minimal
owner: platform-team
aws: { account: "123456789012", region: eu-west-1, admins: ["arn:aws:iam::123456789012:role/platform-admin"] }
cluster: { version: "1.35", autoscaling: { enabled: false } }
${rest}`;

let project: RehearsedProject;
beforeAll(async () => {
  project = await RehearsedProject.open({ dev: environment("databases: [{ name: orders }]\nprotected: false\n") });
  const installed = path.join(project.folder, "node_modules", "jangada");
  fs.mkdirSync(installed, { recursive: true });
  fs.writeFileSync(
    path.join(installed, "package.json"),
    JSON.stringify({ name: "jangada", exports: { "./operations": "./operations.js" } }),
  );
  const source = JSON.stringify(path.join(ROOT, "src", "operations.ts"));
  fs.writeFileSync(path.join(installed, "operations.js"), `module.exports = require(${source});\n`);
  fs.writeFileSync(
    path.join(project.folder, ".gitignore"),
    "node_modules/\ncdktf.out/\nstate/\nworld/\n.jangada/\nout.json\n",
  );
  git(project.folder, "init", "-q", "-b", "main");
  git(project.folder, "add", "-A");
  git(project.folder, "commit", "-q", "-m", "base");
});
afterAll(() => project.close());

/** What a program makes of it, run in the project's folder. It prints nothing of its own. */
async function use<T>(program: (operations: Operations) => Promise<T> | T): Promise<T> {
  const out = path.join(project.folder, "out.json");
  const code = `
    Promise.resolve((${program.toString()})(require("jangada/operations")))
      .then((result) => require("node:fs").writeFileSync(${JSON.stringify(out)}, JSON.stringify(result)));`;
  const file = path.join(project.folder, "node_modules", "program.js");
  fs.writeFileSync(file, code);
  const args = ["-r", path.join(ROOT, "scripts", "register.cjs"), file];
  const printed = await run(process.execPath, args, { cwd: project.folder, env: project.env });
  expect(printed).toMatchObject({ status: 0, stdout: "", stderr: "" });
  return JSON.parse(fs.readFileSync(out, "utf8")) as T;
}

test("nothing is loaded before an operation is called but errors and the names of risks", async () => {
  const loaded = await use(() => Object.keys(require.cache));

  const ours = loaded
    .filter((file) => file.startsWith(path.join(ROOT, "src")))
    .map((file) => path.relative(ROOT, file));
  expect(ours.sort()).toEqual(["src/errors.ts", "src/model/risk.ts", "src/operations.ts"]);
  expect(loaded.filter((file) => /node_modules.(zod|cdktf|@grpc|protobufjs|yaml)/.test(file))).toEqual([]);
});

test("a rehearsal returns its result and emits its events", async () => {
  const { result, events } = await use(async ({ rehearse }) => {
    const events: operations.OperationEvent[] = [];
    const result = await rehearse({ environment: "dev", destroy: true, listener: (event) => events.push(event) });
    return { result, events };
  });

  expect(result).toMatchObject({ schemaVersion: 1, ok: true, environment: "dev", problems: [] });
  expect(result.stacks.map(({ name }) => name).sort()).toEqual([
    "dev-cluster",
    "dev-data",
    "dev-network",
    "dev-platform",
  ]);
  expect(result.stacks.every(({ outcome }) => outcome === "done")).toBe(true);
  expect(result.left?.filter(({ retained }) => !retained)).toEqual([]);
  expect(events[0]).toEqual({ type: "synth-started" });
  expect(events.filter((event) => event.type === "step-finished" && event.step === "apply")).toHaveLength(4);
});

test("a plan is saved, the question decides, what is deployed has not drifted", async () => {
  const { planned, declined, deployed, asked, drift, markdown } = await use(
    async ({ plan, deploy, checkDrift, renderDriftMarkdown }) => {
      const planned = await plan({ environments: ["dev"], stacks: ["network"] });
      const options = { environments: ["dev"], stacks: ["network"], unattended: true, allowLocalState: true };
      const declined = await deploy({ ...options, confirm: () => Promise.resolve(false) });
      const asked: number[] = [];
      const deployed = await deploy({
        ...options,
        confirm: ({ changes }) => {
          asked.push(...changes.map(({ counts }) => counts.add));
          return Promise.resolve(true);
        },
      });
      const drift = await checkDrift({ environments: ["dev"], stacks: ["network"] });
      return { planned, declined, deployed, asked, drift, markdown: renderDriftMarkdown(drift) };
    },
  );

  expect(planned.stacks.map(({ outcome }) => outcome)).toEqual(["planned"]);
  expect(declined.stacks.map(({ outcome }) => outcome)).toEqual(["declined"]);
  expect(deployed).toMatchObject({
    ok: true,
    stacks: [{ name: "dev-network", outcome: "applied", planOrigin: "saved" }],
  });
  expect(asked).toEqual([planned.stacks[0]?.counts?.add]);
  expect(drift).toMatchObject({ schemaVersion: 2, ok: true, verdict: "no-drift", simulated: true });
  expect(markdown).toContain("<!-- jangada-drift -->");
});

test("a review since a revision is judged by all that is known of resource types", async () => {
  writeEnvironment(project.folder, "dev", environment("protected: false\n"));
  const result = await use(({ review }) => review({ base: "main", failOn: ["data-loss"] }));

  expect(result.gates).toMatchObject({ outcome: "refused", passed: false });
  expect(result.gates.refused.map(({ address }) => address)).toContain("aws_db_instance.databases_orders");
});

test("what is wrong with a file is in the result of a check, with its line, and thrown as an error with its code by what needs the file", async () => {
  writeEnvironment(project.folder, "dev", environment("databasses: []\n"));
  const { checked, codes, strange } = await use(async ({ validate, plan, rehearse, JangadaError }) => {
    const codesOf = (error: unknown): readonly string[] =>
      JangadaError.is(error) ? error.problems.map(({ code }) => code) : [];
    const checked = await validate({ providers: "none" });
    const codes = await plan({ environments: ["dev"] }).then(() => [], codesOf);
    const strange = await rehearse({ environment: "nowhere" }).then(() => [], codesOf);
    return { checked, codes, strange };
  });

  const [problem] = checked.problems;
  expect(checked).toMatchObject({ ok: false, environments: [], stacks: [] });
  expect(problem).toMatchObject({ code: "ENV_UNKNOWN_KEY", place: { line: 8, path: "databasses" } });
  expect(codes).toEqual([problem?.code]);
  expect(strange).toHaveLength(1);
});
