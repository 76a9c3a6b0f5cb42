/** plan, deploy, destroy, deps, validate and output as people type them. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { main } from "../../src/cli/main";
import { run } from "../../src/operations/process";
import { DEV, RehearsedProject, ROOT, writeEnvironment } from "../helpers/project";
import { until } from "../helpers/until";

const JANGADA = path.join(ROOT, "bin", "jangada.js");
const VERBS = [
  "validate",
  "synth",
  "plan",
  "deploy",
  "destroy",
  "deps",
  "doctor",
  "bootstrap",
  "output",
  "kubeconfig",
  "rehearse",
];

let project: RehearsedProject;
beforeAll(async () => {
  project = await RehearsedProject.open({ dev: DEV });
});
afterAll(() => project.close());

const jangada = (...args: readonly string[]) =>
  run(process.execPath, [JANGADA, ...args], { cwd: project.folder, env: project.env, whole: true });
/** Resolves as soon as the file is there, or what should make it has ended without. */
const exists = async (file: string, maker: Promise<unknown>): Promise<void> => {
  let over = false;
  void maker.then(() => (over = true));
  await until(`${file} is there`, () => over || fs.existsSync(file));
};
const json = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

describe("the command line", () => {
  test.each(VERBS)("--help of %s ends with an example of it", async (verb) => {
    const written: string[] = [];
    const write = jest.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
    try {
      expect(await main([verb, "--help"])).toBe(0);
    } finally {
      write.mockRestore();
    }
    expect(written.join("")).toMatch(new RegExp(`Examples?:\\n  \\$ jangada ${verb}`));
  });

  test("given a verb, an environment or a stack that is mistyped, names the nearest, and ends with 1", async () => {
    const [verb, environment, stack] = await Promise.all([
      jangada("plna", "dev"),
      jangada("plan", "dve"),
      jangada("plan", "dev", "--stack", "netwrok"),
    ]);

    expect([verb.status, environment.status, stack.status]).toEqual([1, 1, 1]);
    expect(verb.stderr).toContain("Did you mean plan?");
    expect(environment.stderr).toContain("Did you mean 'dev'?");
    expect(stack.stderr).toContain("Did you mean 'network'?");
  });

  test("given nobody to ask, deploy and destroy refuse with 4 before they begin", async () => {
    const [deploy, destroy] = await Promise.all([jangada("deploy", "dev"), jangada("destroy", "dev")]);

    expect([deploy.status, destroy.status]).toEqual([4, 4]);
    expect(deploy.stderr).toContain("--yes");
    expect(destroy.stderr).toContain("--yes-destroy");
    expect(fs.existsSync(path.join(project.folder, "cdktf.out", "manifest.json"))).toBe(true);
  });

  test("plan, deploy, output and destroy: results on stdout as one document, events on stderr as lines", async () => {
    const planned = await jangada("plan", "dev", "--stack", "network", "--json", "--detailed-exitcode");
    expect(planned.status).toBe(2);
    expect(json(planned.stdout)).toMatchObject({
      schemaVersion: 1,
      ok: true,
      stacks: [{ name: "dev-network", outcome: "planned", counts: { change: 0, remove: 0 } }],
    });
    const events = planned.stderr.split("\n").map(json);
    expect(events.every((event) => event["schemaVersion"] === 1 && typeof event["time"] === "string")).toBe(true);
    expect(events.map((event) => event["type"])).toEqual(expect.arrayContaining(["synth-finished", "step-started"]));

    const deployed = await jangada("deploy", "dev", "--stack", "network", "--yes");
    expect(deployed.status).toBe(0);
    expect(deployed.stdout).toMatch(/dev-network +applied/);
    expect(deployed.stdout).not.toContain("aws_vpc");
    expect(deployed.stderr).toContain("+ aws_vpc.network");

    const unchanged = await jangada("plan", "dev", "--stack", "network", "--detailed-exitcode");
    expect([unchanged.status, unchanged.stdout]).toEqual([0, "dev-network  no changes"]);

    const outputs = json((await jangada("output", "dev", "--stack", "network", "--json")).stdout);
    expect(outputs["outputs"]).toMatchObject({ "dev-network": { network: { cidr: "10.0.0.0/16" } } });

    const wrong = await jangada("destroy", "dev", "--yes-destroy", "prod");
    expect(wrong.status).toBe(4);
    const destroyed = await jangada("destroy", "dev", "--yes-destroy", "dev");
    expect(destroyed.status).toBe(0);
    expect(destroyed.stdout).toMatch(/dev-network +destroyed/);
    expect(project.simulation.world.list("aws_vpc")).toEqual([]);
  });

  test("given a saved plan that does not hold any more, ends with 4", async () => {
    await jangada("plan", "dev", "--stack", "network");
    writeEnvironment(project.folder, "dev", `${DEV}# later\n`);

    const refused = await jangada("deploy", "dev", "--stack", "network", "--yes", "--json");

    expect(refused.status).toBe(4);
    expect(json(refused.stdout)["problems"]).toMatchObject([{ code: "PLAN_STALE" }]);
    writeEnvironment(project.folder, "dev", DEV);
  });

  test("given a state that somebody else holds, ends with 3", async () => {
    await jangada("plan", "dev", "--stack", "network");
    const faults = path.join(project.folder, "world", "faults.json");
    fs.writeFileSync(faults, JSON.stringify([{ type: "aws_vpc", operation: "create", delayMs: 600_000 }]));
    const holding = new AbortController();
    const other = run(process.execPath, [JANGADA, "deploy", "dev", "--stack", "network", "--yes"], {
      cwd: project.folder,
      env: project.env,
      onLine: () => undefined,
      signal: holding.signal,
    });
    await exists(path.join(project.folder, "state", ".dev-network.tfstate.lock.info"), other);

    const second = await jangada("plan", "dev", "--stack", "network", "--json");

    holding.abort();
    await other;
    fs.rmSync(faults);
    expect(second.status).toBe(3);
    expect(json(second.stdout)["problems"]).toMatchObject([{ code: "STATE_LOCKED" }]);
  });

  test("validate checks the files, and what Terraform says of the stacks; with none, the files alone", async () => {
    const [all, files] = await Promise.all([
      jangada("validate", "dev", "--json"),
      jangada("validate", "d*", "--json", "--providers", "none"),
    ]);

    expect(json(all.stdout)).toMatchObject({
      ok: true,
      valid: ["dev"],
      providers: "simulated",
      stacks: ["dev-network", "dev-cluster", "dev-data", "dev-platform"],
    });
    expect(json(files.stdout)).toMatchObject({ ok: true, valid: ["dev"], stacks: [] });
  });

  test("validate with real providers that cannot be had says so once, and what to do", async () => {
    const mirror = fs.mkdtempSync(path.join(os.tmpdir(), "mirror-"));
    const configuration = path.join(mirror, "terraform.rc");
    fs.writeFileSync(configuration, `provider_installation {\n  filesystem_mirror {\n    path = "${mirror}"\n  }\n}\n`);

    const { status, stdout } = await run(
      process.execPath,
      [JANGADA, "validate", "dev", "--providers", "real", "--json"],
      { cwd: project.folder, env: { ...project.env, TF_CLI_CONFIG_FILE: configuration } },
    );

    expect(status).toBe(1);
    const problems = json(stdout)["problems"] as { code: string; remedy: string; message: string }[];
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(["PROVIDERS_UNAVAILABLE"]));
    expect(problems[0]?.message).toContain("hashicorp/aws");
    expect(problems[0]?.remedy).toContain("filesystem_mirror");
    fs.rmSync(mirror, { recursive: true });
  });

  test("deps shows the order of the stacks", async () => {
    const { status, stdout } = await jangada("deps", "dev");

    expect(status).toBe(0);
    expect(stdout.split("\n").map((line) => line.trim().split(/ +/).slice(0, 2))).toEqual([
      ["order", "stack"],
      ["1", "dev-network"],
      ["2", "dev-cluster"],
      ["2", "dev-data"],
      ["3", "dev-platform"],
    ]);
  });
});
