/** A plan of one machine is applied on another: a fresh clone at another path, to which only `.jangada/plans` is carried. */
import { edited } from "../../helpers/edited";
import { facts } from "../../../src/facts";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { deploy } from "../../../src/operations/deploy/deploy";
import { plan } from "../../../src/operations/deploy/plan";
import type { RunResult } from "../../../src/operations/deploy/results";
import { DEV, RehearsedProject, writeEnvironment, writeProject } from "../../helpers/project";
import { git } from "../../helpers/git";
import { PROGRAM_LIMIT } from "../../helpers/limits";

const STACKS = ["network", "data"];

let clouds: RehearsedProject;
let origin: string;
let folder: string;

/** Each at another depth: no path relative to it is that of another. */
const clone = (name: string): string => {
  const place = path.join(folder, name, ...name.split("-").slice(0, name.startsWith("plan") ? 2 : 1));
  git(folder, "clone", "-q", origin, place);
  return place;
};
const commit = (text: string): void => {
  writeEnvironment(origin, "dev", text);
  git(origin, "add", "-A");
  git(origin, "commit", "-q", "-m", "change");
};
const asked: unknown[] = [];
const options = (project: string) => ({
  facts,
  project,
  environments: ["dev"],
  stacks: STACKS,
  env: clouds.env,
  confirm: (question: { readonly kind: string }) => {
    asked.push(question.kind);
    return Promise.resolve(true);
  },
});
/** As a CI keeps it: an archive of the plans, and nothing else of that machine. */
function carry(from: string, to: string): void {
  const archive = path.join(folder, "plans.tar");
  execFileSync("tar", ["-C", from, "-cf", archive, ".jangada/plans"], { timeout: PROGRAM_LIMIT });
  fs.rmSync(from, { recursive: true, force: true });
  execFileSync("tar", ["-C", to, "-xf", archive], { timeout: PROGRAM_LIMIT });
}
const outcomes = ({ stacks }: RunResult): readonly string[] =>
  stacks.map(({ name, outcome, planOrigin }) => `${name} ${outcome} ${planOrigin ?? "-"}`);

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-carried-"));
  origin = writeProject({ dev: DEV });
  fs.writeFileSync(path.join(origin, ".gitignore"), "cdktf.out/\n.jangada/\n");
  git(origin, "init", "-q", "-b", "main");
  commit(DEV);
  clouds = await RehearsedProject.open({ dev: DEV });
});
afterAll(async () => {
  await clouds.close();
  for (const each of [origin, folder]) fs.rmSync(each, { recursive: true, force: true });
});

test("exactly what was planned there is applied here, round by round", async () => {
  const [first, second] = [clone("plan-1"), clone("apply-1")];
  expect(outcomes(await plan(options(first)))).toEqual(["dev-network planned new", "dev-data waiting -"]);
  carry(first, second);

  // Only the stacks that were planned: what waits is planned, and reviewed, in the next round.
  const network = await deploy({ ...options(second), stacks: ["network"] });

  expect(outcomes(network)).toEqual(["dev-network applied saved"]);

  const [third, fourth] = [clone("plan-2"), clone("apply-2")];
  expect(outcomes(await plan(options(third)))).toEqual(["dev-network unchanged new", "dev-data planned new"]);
  carry(third, fourth);

  expect(outcomes(await deploy(options(fourth)))).toEqual(["dev-network unchanged saved", "dev-data applied saved"]);
});

test("what was overtaken on the way is refused there", async () => {
  const planned = clone("plan-3");
  commit(edited(DEV, "{ name: orders }", "{ name: orders, storage: 50 }"));
  await plan(options(planned));
  const applied = clone("apply-3");
  carry(planned, applied);
  asked.length = 0;

  const result = await deploy(options(applied));

  expect(new Set(result.problems.map(({ code }) => code))).toEqual(new Set(["PLAN_STALE"]));
  expect(outcomes(result).every((outcome) => outcome.includes("refused"))).toBe(true);
  expect(asked).toEqual([]);
});
