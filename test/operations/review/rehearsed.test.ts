/** What only a rehearsal from the base's state can tell, with the real Terraform. */
import { facts } from "../../../src/facts";
import * as fs from "node:fs";
import { planRehearsed } from "../../../src/operations/review/rehearsed";
import { review } from "../../../src/operations/review/review";
import type { EnvironmentReview, ReviewResult } from "../../../src/operations/review/result-schema";
import { edited } from "../../helpers/edited";
import { writeEnvironment, writeProject } from "../../helpers/project";
import { git as gitIn } from "../../helpers/git";
import { simulatedProviders } from "../../../src/providers";

/** As little to apply as there can be. */
const environment = (name: string, rest = ""): string => `
name: ${name}
target: eks
profile: minimal
owner: platform-team
aws: { account: "123456789012", region: eu-west-1, admins: ["arn:aws:iam::123456789012:role/platform-admin"] }
cluster: { version: "1.35", autoscaling: { enabled: false } }
${rest}`;

const grown = (nodes: string): string =>
  edited(environment("raised"), "enabled: false }", `enabled: false }, pools: [{ name: system, ${nodes} }]`);

let project: string;
let result: ReviewResult;
let environments: ReadonlyMap<string, EnvironmentReview>;

const git = (...args: readonly string[]): string => gitIn(project, ...args);

beforeAll(async () => {
  project = writeProject({
    old: environment("old"),
    guarded: environment("guarded", "protected: true\nstate: { backend: local }\ndatabases: [{ name: orders }]\n"),
    renamed: environment("renamed", "databases: [{ name: orders }]\n"),
    stored: environment("stored", "state: { backend: s3, bucket: example-states }\n"),
    mended: environment("mended", "databasses: []\n"),
    still: environment("still"),
    raised: grown("nodes: { min: 1, max: 3 }"),
  });
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-q", "-m", "base");
  fs.rmSync(`${project}/infra/environments/old`, { recursive: true });
  writeEnvironment(project, "fresh", environment("fresh"));
  writeEnvironment(project, "guarded", environment("guarded", "protected: true\nstate: { backend: local }\n"));
  writeEnvironment(project, "renamed", environment("renamed", "databases: [{ name: purchases }]\n"));
  writeEnvironment(project, "stored", environment("stored", "state: { backend: s3, bucket: example-other }\n"));
  writeEnvironment(project, "raised", grown("nodes: { min: 3, max: 4 }"));
  writeEnvironment(project, "mended", environment("mended"));
  result = review(await planRehearsed({ facts, simulated: simulatedProviders, base: "main", project }), {
    facts,
    failOn: ["data-loss"],
  });
  const { environments: reviewed } = result;
  environments = new Map(reviewed.map((one) => [one.name, one]));
});
afterAll(() => fs.rmSync(project, { recursive: true, force: true }));

test("a new environment is all creations, planned stack by stack", () => {
  const fresh = environments.get("fresh");

  expect(fresh).toMatchObject({ status: "new", ok: true, counts: { update: 0, delete: 0 } });
  expect(fresh?.counts.create).toBeGreaterThan(30);
  expect(fresh?.stacks.every(({ outcome }) => outcome === "planned")).toBe(true);
});

test("of a removed environment everything is told that would be left, and that nothing destroys it by itself", () => {
  const old = environments.get("old");

  expect(old).toMatchObject({ status: "removed", ok: true, risk: "data-loss", counts: { create: 0, update: 0 } });
  expect(old?.counts.delete).toBe(environments.get("fresh")?.counts.create);
  expect(old?.notes.join()).toContain("jangada destroy old");
});

test("a protected database that goes is a refusal of the plan or of the cloud, told before the merge", () => {
  const guarded = environments.get("guarded");

  expect(guarded?.ok).toBe(false);
  expect(guarded?.problems.map(({ message }) => message).join()).toMatch(
    /deletion protection|DeletionProtection|prevent_destroy/i,
  );
});

test("a rename without `moved` is refused as it would be over the real state", () => {
  const renamed = environments.get("renamed");

  expect(renamed?.ok).toBe(false);
  expect(JSON.stringify(renamed?.problems)).toMatch(/RENAMED_WITHOUT_MOVED/);
  expect(JSON.stringify(renamed?.problems)).toContain("moved: [{from: databases.orders, to: databases.purchases}]");
});

test("an environment whose states go elsewhere is changed, though it is rehearsed to the same", () => {
  const stored = environments.get("stored");
  const changes = stored?.components.flatMap(({ things }) => things.flatMap((thing) => thing.changes)) ?? [];

  expect(result.unchanged).toEqual(["still"]);
  expect(stored).toMatchObject({ status: "changed", ok: true, judged: true, risk: "data-loss" });
  expect(stored?.counts).toMatchObject({ create: 0, update: 0, delete: 0, configure: changes.length });
  const ofBackends = changes.filter(({ address }) => address === "terraform.backend");
  expect(ofBackends.map(({ stack }) => stack)).toEqual(stored?.stacks.map(({ name }) => name));
  // Who reads of them follows: that is the same move, not another.
  expect(changes).toEqual(ofBackends);
  expect(ofBackends.every(({ source }) => source?.line === 8)).toBe(true);
  expect(result.gates.refused).toContainEqual(
    expect.objectContaining({ environment: "stored", address: "terraform.backend", risk: "data-loss" }),
  );
});

test("a raised minimum is told with the command, and rehearsed as if that was run", () => {
  const raised = environments.get("raised");
  const changes = raised?.components.flatMap(({ things }) => things.flatMap((thing) => thing.changes)) ?? [];
  const commands = changes.flatMap(({ stepsBefore = [] }) => stepsBefore.map(({ command }) => command));

  expect(raised).toMatchObject({ status: "changed", ok: true, judged: true, problems: [] });
  expect(commands.length).toBeGreaterThan(0);
  expect(commands.every((command) => /^aws eks update-nodegroup-config .*minSize=\d+,/.test(command))).toBe(true);
});

test("an environment that was broken in the base is not judged: what the change takes from it is not seen", () => {
  expect(environments.get("mended")).toMatchObject({ status: "new", judged: false, ok: false });
  expect(result.gates.notJudged).toContainEqual(
    expect.objectContaining({ environment: "mended", because: "base", reason: expect.stringContaining("--base") }),
  );
});

test("a base that cannot be rehearsed, and what follows from it, is not judged either", () => {
  for (const name of ["guarded", "renamed"]) {
    expect(environments.get(name)).toMatchObject({ judged: false });
    expect(result.gates.notJudged.map(({ environment }) => environment)).toContain(name);
  }
});
