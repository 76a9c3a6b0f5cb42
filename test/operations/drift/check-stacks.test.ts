/** What a check finds, with the real Terraform over simulated clouds: one network and one database. */
import { edited } from "../../helpers/edited";
import { facts } from "../../../src/facts";
import * as fs from "node:fs";
import * as path from "node:path";
import { applyChanges } from "../../../src/operations/cloud/apply-changes";
import type { WorldChange } from "../../../src/operations/cloud/changes";
import { deploy } from "../../../src/operations/deploy/deploy";
import { checkDrift, type DriftOptions } from "../../../src/operations/drift/check-stacks";
import { type FixOptions, prepareFix } from "../../../src/operations/drift/fix";
import type { DriftResult } from "../../../src/operations/drift/drift-result";
import { driftSchema } from "../../../src/operations/drift/result-schema";
import type { OperationEvent } from "../../../src/operations/events";
import { DEV, expectAllOk, RehearsedProject } from "../../helpers/project";
import { simulatedProviders } from "../../../src/providers";

const DATABASE = "aws_db_instance.databases_orders";
const LOGS = "aws_cloudwatch_log_group.databases_orders_logs_upgrade";
const PASSWORD = "correct-horse-battery-staple";

/** The file with other settings of the database, and further keys at its end. */
const file = (settings = "", more = ""): string =>
  `${edited(DEV, "databases: [{ name: orders }]", `databases: [{ name: orders${settings} }]`)}${more}`;

let project: RehearsedProject;

beforeAll(async () => {
  project = await RehearsedProject.open({ dev: DEV });
  Object.assign(process.env, project.env);
  expectAllOk(await project.deploy("dev", ["dev-network", "dev-data"]));
});
afterAll(() => project.close());

const idOf = (type: string, wanted = ""): string =>
  project.simulation.world.list(type).find(({ id }) => id.includes(wanted))?.id ?? `no ${type}`;

const change = (type: string, set: Record<string, string>, wanted = ""): WorldChange => ({
  kind: "change",
  type,
  id: idOf(type, wanted),
  set,
});

const drift = (changes: readonly WorldChange[]): void =>
  void applyChanges(project.simulation.world, { changes }, simulatedProviders());

/** Whatever is found, its JSON is as the schema says, field by field. */
const check = async (options: Partial<DriftOptions> = {}): Promise<DriftResult> => {
  const result = await checkDrift({
    facts,
    project: project.folder,
    environments: ["dev"],
    stacks: ["data"],
    ...options,
  });
  const json: unknown = JSON.parse(JSON.stringify(result));
  expect(driftSchema.parse(json)).toEqual(json);
  return result;
};

const codeOf = async (options: Partial<FixOptions>): Promise<readonly string[]> => {
  try {
    (
      await prepareFix({
        facts,
        project: project.folder,
        environment: "dev",
        stacks: ["data"],
        addresses: [DATABASE],
        ...options,
      })
    ).discard();
    return [];
  } catch (error) {
    return (error as { problems: readonly { code: string }[] }).problems.map(({ code }) => code);
  }
};

describe("a check", () => {
  it("finds nothing where nothing changed, names what is not applied, and looks at no more stacks at once than allowed", async () => {
    // GIVEN
    let [now, most] = [0, 0];
    const listener = (event: OperationEvent): void => {
      if (event.type === "step-started") most = Math.max(most, ++now);
      if (event.type === "step-finished") now--;
    };
    // WHEN
    const result = await check({ stacks: [], parallel: 1, listener });
    // THEN
    expect(result.stacks.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["dev-network", "checked"],
      ["dev-cluster", "not-applied"],
      ["dev-data", "checked"],
      ["dev-platform", "not-applied"],
    ]);
    expect(result).toMatchObject({ ok: true, drift: false, findings: [], pending: [], problems: [], simulated: true });
    expect(result.unmanaged).toMatchObject({ state: "checked", objects: [] });
    expect(most).toBe(1);
  });

  describe("of a world that somebody changed, with a file that somebody changed too", () => {
    let result: DriftResult;

    beforeAll(async () => {
      project.write("dev", file(", backupDays: 30"));
      drift([
        change("aws_db_instance", {
          allocated_storage: "50",
          publicly_accessible: "true",
          engine_version_actual: "17.7",
          password: PASSWORD,
          "tags.team": "blue",
          'tags["aws:backup"]': "daily",
        }),
        { kind: "delete", type: "aws_cloudwatch_log_group", id: idOf("aws_cloudwatch_log_group", "upgrade") },
        { kind: "add", type: "aws_security_group", id: "sg-01", set: { name: "debug", "tags.environment": "dev" } },
        { kind: "add", type: "aws_security_group", id: "sg-02", set: { name: "other", "tags.environment": "prod" } },
      ]);
      result = await check();
    });

    it("tells what changed outside, by attribute, with its risks", () => {
      const [database] = result.findings.filter(({ address }) => address === DATABASE);
      expect(result.drift).toBe(true);
      expect(database).toMatchObject({
        kind: "changed",
        environment: "dev",
        stack: "dev-data",
        component: "databases",
      });
      expect(database?.attributes).toEqual(
        expect.arrayContaining([
          { path: "allocated_storage", before: 20, after: 50, sensitive: false },
          { path: "publicly_accessible", before: false, after: true, sensitive: false },
          { path: "tags.team", after: "blue", sensitive: false },
        ]),
      );
      expect(database?.severities.map(({ risk }) => risk)).toEqual(["exposure", "cost"]);
      expect(database?.source).toMatchObject({ path: "databases.orders", line: 14 });
    });

    it("shows that a secret changed, and never what it is", () => {
      const secret = result.findings.flatMap(({ attributes }) => attributes).find((one) => one.path === "password");
      expect(secret).toEqual({ path: "password", after: "(sensitive)", sensitive: true });
      expect(JSON.stringify(result)).not.toContain(PASSWORD);
    });

    it("tells tags once", () => {
      const paths = result.findings.flatMap(({ attributes }) => attributes.map(({ path: one }) => one));
      expect(paths.filter((one) => one.startsWith("tags"))).toEqual(["tags.team"]);
    });

    it("tells what was deleted outside", () => {
      const gone = result.findings.filter(({ kind }) => kind === "deleted");
      expect(gone.map(({ address }) => address)).toEqual([LOGS]);
      expect(gone[0]?.severities.map(({ risk }) => risk)).toContain("data-loss");
      expect(gone[0]?.remedies.putBack).toBe(`jangada drift dev --fix ${LOGS}`);
    });

    it("tells what is only not applied yet, and never as drift", () => {
      expect(
        result.pending.map(({ address, attributes }) => [address, attributes.map(({ path: one }) => one)]),
      ).toEqual([[DATABASE, ["backup_retention_period"]]]);
      const told = result.findings.flatMap(({ attributes }) => attributes.map(({ path: one }) => one));
      expect(told).not.toContain("backup_retention_period");
    });

    it("lets known noise be, and says why", () => {
      const ignored = result.ignored.map(({ attribute, by, rule }) => [attribute?.path, by, rule]);
      expect(ignored).toEqual(
        expect.arrayContaining([
          ["engine_version_actual", "rule", "database-minor-upgrade"],
          ['tags["aws:backup"]', "rule", "tags-by-aws"],
        ]),
      );
      expect(result.ignored.every(({ reason }) => reason.length > 10)).toBe(true);
    });

    it("finds what is in no state, under this environment's tags alone", () => {
      expect(result.unmanaged).toMatchObject({
        state: "checked",
        objects: [{ environment: "dev", type: "aws_security_group", id: "sg-01", name: "debug" }],
      });
    });

    it("shows the exact line of the file to change, and refuses to put back what no cloud takes back", async () => {
      const remedies = result.findings.find(({ address }) => address === DATABASE)?.remedies;
      expect(remedies?.takeOver?.edits).toEqual([
        {
          line: 14,
          before: expect.stringContaining("[{ name: orders, backupDays: 30 }]") as string,
          after: expect.stringContaining("[{ name: orders, backupDays: 30, storage: 50 }] # a Postgre") as string,
        },
      ]);
      expect(remedies?.notTakenOver).toContain("'publicly_accessible'");
      expect(remedies?.putBack).toBeUndefined();
      expect(remedies?.notPutBack).toMatch(/never shrink/);
      expect(await codeOf({})).toEqual(expect.arrayContaining(["FIX_IMPOSSIBLE", "FIX_NOT_EXACT"]));
    });

    it("lets be what the file says, until the entry expires", async () => {
      // GIVEN
      const entry = (address: string, attribute: string, expires: string): string =>
        `  - { address: ${address}, ${attribute}reason: "agreed with the team", expires: "${expires}" }\n`;
      project.write(
        "dev",
        file(
          ", backupDays: 30",
          `\nignoreDrift:\n${entry(DATABASE, "attribute: tags, ", "2030-01-31")}${entry(LOGS, "", "2030-01-30")}${entry(
            "aws_db_instance.databases_other",
            "",
            "2030-01-31",
          )}`,
        ),
      );
      // WHEN
      const on = (day: string) => check({ stacks: ["data"], now: new Date(`${day}T23:59:00Z`) });
      const [before, after] = [await on("2030-01-30"), await on("2030-01-31")];
      // THEN
      const paths = (one: DriftResult): readonly string[] =>
        one.findings.flatMap(({ address, attributes }) => [address, ...attributes.map(({ path: inner }) => inner)]);
      expect(paths(before)).not.toContain(LOGS);
      expect(paths(before)).not.toContain("tags.team");
      expect(before.ignored).toContainEqual(
        expect.objectContaining({ address: LOGS, kind: "deleted", by: "file", expires: "2030-01-30" }),
      );
      expect(paths(after)).toContain(LOGS);
      expect(after.staleEntries).toEqual([
        expect.objectContaining({ state: "expired", entry: expect.objectContaining({ address: LOGS }) as object }),
      ]);
    });
  });
});

describe("what to do about it", () => {
  it("taking over the lines that are shown, and deploying, ends the drift", async () => {
    // GIVEN
    project.write("dev", file());
    drift([
      change("aws_db_instance", {
        allocated_storage: "50",
        max_allocated_storage: "200",
        publicly_accessible: "false",
        password: "null",
        "tags.team": "null",
        backup_retention_period: "21",
      }),
    ]);
    const { findings } = await check();
    const takeOver = findings.find(({ address }) => address === DATABASE)?.remedies.takeOver;
    const target = path.join(project.folder, takeOver?.file ?? "");
    const lines = fs.readFileSync(target, "utf8").split("\n");
    // WHEN
    for (const { line, before, after } of takeOver?.edits ?? [])
      lines.splice(line - 1, before === undefined ? 0 : 1, after);
    fs.writeFileSync(target, lines.join("\n"));
    const deployed = await deploy({
      facts,
      project: project.folder,
      environments: ["dev"],
      stacks: ["data"],
      confirm: () => Promise.resolve(true),
    });
    // THEN
    expect(deployed.problems).toEqual([]);
    expect(lines.join("\n")).toContain("storage: 50");
    expect(await check()).toMatchObject({ ok: true, drift: false, pending: [] });
  });

  it("a deployment with nothing else to do notes what is real and in the file", async () => {
    // GIVEN
    drift([change("aws_db_instance", { backup_retention_period: "28" })]);
    project.write("dev", file(", storage: 50, maxStorage: 200, backupDays: 28"));
    expect((await check()).drift).toBe(true);
    // WHEN
    const confirm = () => Promise.resolve(false);
    const deployed = await deploy({
      facts,
      project: project.folder,
      environments: ["dev"],
      stacks: ["data"],
      confirm,
    });
    // THEN
    expect(deployed.stacks.map(({ outcome }) => outcome)).toEqual(["unchanged"]);
    expect(await check()).toMatchObject({ ok: true, drift: false, pending: [] });
  });

  it("putting one back reverts exactly that, and leaves the rest", async () => {
    // GIVEN
    const rule = project.simulation.world.list("aws_vpc_security_group_ingress_rule")[0];
    drift([
      change("aws_db_instance", { publicly_accessible: "true", backup_retention_period: "7" }),
      { kind: "delete", type: "aws_vpc_security_group_ingress_rule", id: rule?.id ?? "" },
    ]);
    const asked = { facts, project: project.folder, environment: "dev", stacks: ["data"] };
    // WHEN
    const prepared = await prepareFix({ ...asked, addresses: [DATABASE] });
    const result = await prepared.apply();
    prepared.discard();
    // THEN
    expect(prepared.resources.map(({ change: planned }) => [planned.address, planned.action])).toEqual([
      [DATABASE, "update"],
    ]);
    expect(result).toMatchObject({ ok: true, fixed: [{ stack: "dev-data", address: DATABASE, action: "update" }] });
    expect(project.simulation.world.list("aws_db_instance")[0]?.attributes).toMatchObject({
      publicly_accessible: false,
      backup_retention_period: 28,
    });
    const left = await check();
    expect(left.findings.map(({ kind, type }) => [kind, type])).toEqual([
      ["deleted", "aws_vpc_security_group_ingress_rule"],
    ]);
  });

  it("refuses to put back what is as it was, and what no state holds, naming the nearest", async () => {
    expect(await codeOf({})).toEqual(["FIX_NOTHING"]);
    expect(await codeOf({ addresses: ["aws_db_instance.databases_order"] })).toEqual(["NO_SUCH_ADDRESS"]);
  });

  it("refuses to apply along what is not applied yet", async () => {
    project.write("dev", file(", storage: 50, maxStorage: 200, backupDays: 28, highAvailability: true"));
    drift([change("aws_db_instance", { publicly_accessible: "true" })]);
    expect(await codeOf({})).toEqual(["FIX_NOT_EXACT"]);
    expect(project.simulation.world.list("aws_db_instance")[0]?.attributes).toMatchObject({
      publicly_accessible: true,
    });
  });
});
