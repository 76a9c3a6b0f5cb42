/** `jangada drift` as a person types it: exit statuses, output, and putting back. */
import { edited } from "../helpers/edited";
import * as fs from "node:fs";
import * as path from "node:path";
import type { DriftResult } from "../../src/operations/drift/drift-result";
import { applyChanges } from "../../src/operations/cloud/apply-changes";
import type { Assignments } from "../../src/operations/cloud/changes";
import { run, type RunResult } from "../../src/operations/process";
import { DEV, expectAllOk, RehearsedProject, ROOT } from "../helpers/project";
import { simulatedProviders } from "../../src/providers";

let project: RehearsedProject;

beforeAll(async () => {
  project = await RehearsedProject.open({ dev: DEV });
  expectAllOk(await project.deploy("dev", ["dev-network", "dev-data"]));
});
afterAll(() => project.close());

const jangada = (...args: readonly string[]): Promise<RunResult> =>
  run(process.execPath, [path.join(ROOT, "bin", "jangada.js"), ...args], {
    cwd: project.folder,
    env: { ...project.env, NO_COLOR: "1", CI: "1" },
  });

function changeDatabase(set: Assignments): void {
  const { world } = project.simulation;
  const id = world.list("aws_db_instance")[0]?.id ?? "";
  applyChanges(world, { changes: [{ kind: "change", type: "aws_db_instance", id, set }] }, simulatedProviders());
}

describe("jangada drift", () => {
  it("ends with 0 where configuration is only not applied yet", async () => {
    project.write("dev", edited(DEV, "{ name: orders }", "{ name: orders, backupDays: 30 }"));
    const { status, stdout } = await jangada("drift", "dev", "--stack", "data");
    expect(stdout).toMatch(
      /Configuration not applied yet \(no drift\)\n +dev-data +aws_db_instance\.databases_orders +update: backup_retention_period/,
    );
    expect(stdout).toContain("no drift dev: 1 of 1 stacks checked");
    expect(status).toBe(0);
    project.write("dev", DEV);
  });

  it("ends with 2 on drift, tells it on standard output, and writes every form of report", async () => {
    changeDatabase({ publicly_accessible: "true", "tags.<b>": "x|y & `z`" });
    const reports = ["md", "json", "sarif", "xml"].map((ending) => path.join(project.folder, `drift.${ending}`));
    const { status, stdout } = await jangada(
      "drift",
      "dev",
      "--stack",
      "data",
      ...reports.flatMap((file) => ["--out", file]),
    );
    expect(status).toBe(2);
    expect(stdout).toContain("database `orders`  aws_db_instance.databases_orders  changed outside  dev-data");
    expect(stdout).toContain("publicly_accessible  false -> true");
    expect(stdout).toContain("jangada drift dev --fix aws_db_instance.databases_orders");
    const [markdown = "", json = "", sarif = "", junit = ""] = reports.map((file) => fs.readFileSync(file, "utf8"));
    expect(markdown).toMatch(/^<!-- jangada-drift -->/);
    expect(markdown).toContain("| `publicly_accessible` | `false` | `true` |");
    expect(markdown).toContain("x\\|y & `z`");
    expect(JSON.parse(json)).toMatchObject({
      schemaVersion: 2,
      ok: true,
      verdict: "drift",
      drift: true,
    } satisfies Partial<DriftResult>);
    const [result] = (JSON.parse(sarif) as { runs: [{ results: [Record<string, unknown>] }] }).runs[0].results;
    expect(result).toMatchObject({
      ruleId: "drift/changed",
      level: "error",
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: "infra/environments/dev/environment.yaml" },
            region: { startLine: 14 },
          },
        },
      ],
    });
    expect(junit).toContain('<testsuites name="jangada drift" tests="1" failures="1" errors="0" skipped="0">');
    expect(junit).toContain("tags[&quot;&lt;b&gt;&quot;] (none) → x|y &amp; `z`");
  });

  it("asks before it puts back, and is refused where nobody can be asked", async () => {
    const { status, stderr } = await jangada("drift", "dev", "--fix", "aws_db_instance.databases_orders");
    expect(stderr).toContain("[NOT_CONFIRMED]");
    expect(status).toBe(4);
    expect(project.simulation.world.list("aws_db_instance")[0]?.attributes).toMatchObject({
      publicly_accessible: true,
    });
  });

  it("puts back with --yes, after showing what", async () => {
    const { status, stdout, stderr } = await jangada(
      "drift",
      "dev",
      "--fix",
      "aws_db_instance.databases_orders",
      "--yes",
    );
    expect(stderr).toContain("publicly_accessible  true -> false");
    expect(stdout.trim()).toBe("put back aws_db_instance.databases_orders (updated, dev-data)");
    expect(status).toBe(0);
    expect((await jangada("drift", "dev", "--stack", "data", "--json")).status).toBe(0);
  });

  it("says unchecked of what it does not look for in real clouds", async () => {
    const real: NodeJS.ProcessEnv = { ...project.env, NO_COLOR: "1", CI: "1" };
    delete real["JANGADA_SIMULATED"];
    const { stdout } = await run(
      process.execPath,
      [path.join(ROOT, "bin", "jangada.js"), "drift", "dev", "--stack", "network", "--json"],
      { cwd: project.folder, env: real },
    );
    expect((JSON.parse(stdout) as DriftResult).unmanaged.state).toBe("unchecked");
  });

  it("ends with 1 where a stack could not be checked", async () => {
    fs.writeFileSync(
      path.join(project.folder, "world", "faults.json"),
      JSON.stringify([{ operation: "read", error: { summary: "AccessDenied" } }]),
    );
    const { status, stdout, stderr } = await jangada("drift", "dev", "--stack", "data");
    fs.rmSync(path.join(project.folder, "world", "faults.json"));
    expect(stdout).toContain("dev-data  not judged: it could not be checked");
    expect(stdout).toContain("not judged: not everything could be checked dev:");
    expect(stdout).not.toContain("no drift");
    expect(stderr).toContain("AccessDenied");
    expect(status).toBe(1);
  });

  it("names the nearest to a mistyped environment, and takes one environment to fix", async () => {
    const mistyped = await jangada("drift", "dve");
    expect([mistyped.status, mistyped.stderr]).toEqual([1, expect.stringContaining("Did you mean 'dev'?")]);
    expect((await jangada("drift", "--fix", "aws_vpc.network", "--yes")).stderr).toContain("[FIX_ONE_ENVIRONMENT]");
  });
});
