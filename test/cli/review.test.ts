/** `jangada review` as a person types it, in a repository of its own, with the real Terraform. */
import { edited } from "../helpers/edited";
import { spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import Ajv from "ajv";
import type { ReviewResult } from "../../src/operations/review/result-schema";
import { ROOT, writeEnvironment, writeProject } from "../helpers/project";
import { git } from "../helpers/git";
import { PROGRAM_LIMIT } from "../helpers/limits";
import * as readline from "node:readline";

const environment = (name: string, rest: string): string => `
name: ${name}
target: eks
profile: minimal
owner: platform-team
aws: { account: "123456789012", region: eu-west-1, admins: ["arn:aws:iam::123456789012:role/platform-admin"] }
cluster: { version: "1.35" }
${rest}`;

const BEFORE = environment(
  "dev",
  `databases:
  - { name: orders }
  - { name: billing }
ingress: { host: dev.example.org, dnsZone: { name: dev.example.org }, allow: ["203.0.113.0/24"] }
`,
);

/** Storage raised, a database removed, the ingress opened. */
const AFTER = edited(
  edited(edited(BEFORE, "{ name: orders }", "{ name: orders, storage: 50 }"), "  - { name: billing }\n", ""),
  ', allow: ["203.0.113.0/24"]',
  "",
);

const acknowledged = (addresses: readonly string[], expires: string): string =>
  `acknowledge:\n${addresses.map((address) => `  - { address: ${address}, reason: "moved to the new ledger", expires: "${expires}" }\n`).join("")}`;

interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function jangada(project: string, ...args: readonly string[]): Run {
  const env = { ...process.env, CI: "1", NO_COLOR: "1", TMPDIR: temporary };
  return spawnSync(process.execPath, [path.join(ROOT, "bin", "jangada.js"), ...args], {
    cwd: project,
    env,
    encoding: "utf8",
    timeout: PROGRAM_LIMIT,
  });
}

/** The runs' own folder for what is temporary. */
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-runs-"));
afterAll(() => fs.rmSync(temporary, { recursive: true, force: true }));

describe("given a change that raises storage, removes a database and opens the ingress", () => {
  let project: string;
  let run: Run;
  let result: ReviewResult;
  const out = (name: string): string => fs.readFileSync(path.join(project, name), "utf8");

  beforeAll(() => {
    project = writeProject({ dev: BEFORE, qa: environment("qa", "") });
    git(project, "init", "-q", "-b", "main");
    git(project, "add", "-A");
    git(project, "commit", "-q", "-m", "base");
    git(project, "checkout", "-q", "-b", "change");
    writeEnvironment(project, "dev", AFTER);
    git(project, "commit", "-q", "-a", "-m", "head");
    const files = ["review.md", "review.sarif", "review.xml"].flatMap((file) => ["--out", file]);
    run = jangada(project, "review", "--base", "main", "--fail-on", "data-loss,exposure", "--json", ...files);
    result = JSON.parse(run.stdout || "{}") as ReviewResult;
  });
  afterAll(() => fs.rmSync(project, { recursive: true, force: true }));

  const thing = (title: string) =>
    result.environments[0]?.components.flatMap(({ things }) => things).find((found) => found.title === title);

  test("only the environment that changes is reviewed, as a rehearsal from the base", () => {
    expect(result).toMatchObject({ schemaVersion: 2, kind: "rehearsed", ok: true, unchanged: ["qa"] });
    expect(result.environments.map(({ name, status, ok }) => [name, status, ok])).toEqual([["dev", "changed", true]]);
    expect(result.base?.commit).toBe(git(project, "rev-parse", "main").trim());
  });

  test("the storage is told in the words of the file, at its line", () => {
    expect(thing("database `orders`")).toMatchObject({
      summary: ["storage 20 → 50 GiB", "maxStorage 80 → 200 GiB"],
      source: { file: "infra/environments/dev/environment.yaml", path: "databases.orders", line: 9 },
      risk: "cost",
    });
  });

  test("the removed database is told with what is lost", () => {
    expect(thing("database `billing`")).toMatchObject({ summary: ["removed"], risk: "data-loss" });
    expect(thing("database `billing`")?.changes.every(({ action }) => action === "delete")).toBe(true);
  });

  test("the opened ingress is told as exposure, in the stack that reads what the others publish", () => {
    const ingress = thing("ingress");

    expect(ingress?.summary).toContain("allow 203.0.113.0/24 → 0.0.0.0/0");
    expect(ingress?.changes[0]).toMatchObject({ stack: "dev-platform", risk: "exposure" });
  });

  test("nothing else changes: the downstream stacks were planned on the outputs of the changed ones", () => {
    const { create, replace } = result.environments[0]?.counts ?? {};
    const touched = result.environments[0]?.stacks.map(({ name, outcome }) => `${name} ${outcome}`);

    expect({ create, replace }).toEqual({ create: 0, replace: 0 });
    expect(touched).toEqual([
      "dev-network unchanged",
      "dev-cluster unchanged",
      "dev-data planned",
      "dev-platform planned",
    ]);
  });

  test("the gates refuse it with their exit status", () => {
    expect(run.status).toBe(4);
    expect(result.gates.refused.map(({ address }) => address)).toEqual(
      expect.arrayContaining(["aws_db_instance.databases_billing", "helm_release.ingress_traefik"]),
    );
  });

  test("the document is as its schema says, and the other forms were written beside it", () => {
    const schema = JSON.parse(fs.readFileSync(path.join(ROOT, "schema", "review.schema.json"), "utf8")) as object;
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    validate(result);

    expect(validate.errors).toBeNull();
    expect(out("review.md").startsWith(result.marker ?? "?")).toBe(true);
    expect(out("review.md")).toContain("database `orders`: storage 20 → 50 GiB");
    expect(JSON.parse(out("review.sarif"))).toMatchObject({ version: "2.1.0" });
    expect(out("review.xml")).toContain('<testsuite name="dev"');
  });

  test("nothing is left behind: no worktree, no folder, no state in the project", () => {
    expect(git(project, "worktree", "list").trim().split("\n")).toHaveLength(1);
    expect(fs.readdirSync(temporary).filter((name) => name.startsWith("jangada-review-"))).toEqual([]);
    expect(git(project, "status", "--porcelain")).toBe("?? review.md\n?? review.sarif\n?? review.xml");
  });

  test("what the file acknowledges passes; what it does not still stops the change", () => {
    const addresses = [...new Set(result.gates.refused.map(({ address }) => address))];
    const unacknowledged = addresses.find((address) => address.startsWith("aws_kms_key."));
    const most = addresses.filter((address) => address !== unacknowledged);
    writeEnvironment(project, "dev", AFTER + acknowledged([...most, "aws_s3_bucket.nothing"], "2999-12-31"));

    // The file is not committed: what is in the work tree is reviewed.
    const second = jangada(project, "review", "dev", "--base", "main", "--fail-on", "data-loss,exposure", "--json");

    const { gates, acknowledgements, head, digest } = JSON.parse(second.stdout) as ReviewResult;
    // What it does to the environment is the same.
    expect(digest).toBe(result.digest);
    expect(second.status).toBe(4);
    expect(head?.dirty).toBe(true);
    expect(gates.refused.map(({ address }) => address)).toEqual([unacknowledged]);
    expect(acknowledgements.map(({ state }) => state)).toEqual([...most.map(() => "used"), "unused"]);
  });
});

describe("what cannot be reviewed is refused with a remedy", () => {
  let project: string;
  beforeAll(() => {
    project = writeProject({ dev: environment("dev", "") });
    git(project, "init", "-q", "-b", "main");
    git(project, "add", "-A");
    git(project, "commit", "-q", "-m", "base");
  });
  afterAll(() => fs.rmSync(project, { recursive: true, force: true }));

  test.each([
    ["no revision and no plan", [], "REVIEW_OF_WHAT"],
    ["both", ["--base", "main", "--from-plans", "plans"], "REVIEW_OF_WHAT"],
    ["a revision that is not there", ["--base", "origin/main"], "NO_SUCH_REVISION"],
    ["a revision that looks like an option", ["--base=--output=x"], "NO_SUCH_REVISION"],
    ["an unknown risk", ["--base", "main", "--fail-on", "dataloss"], "UNKNOWN_RISK"],
    ["an unknown ending", ["--base", "main", "--out", "review.doc"], "UNKNOWN_FORMAT"],
    ["no plans", ["--from-plans", "nowhere"], "NO_PLANS"],
  ])("%s", (_, args, code) => {
    const { status, stderr } = jangada(project, "review", ...args);

    expect(stderr).toContain(`[${code}]`);
    expect(stderr).toContain("->");
    expect(status).toBe(1);
  });

  test("a change of nothing passes", () => {
    const { status, stdout } = jangada(project, "review", "--base", "main", "--fail-on", "data-loss");

    expect(stdout).toContain("Nothing changes");
    expect(status).toBe(0);
  });

  test("interrupted, it ends with its own status and leaves nothing behind", async () => {
    writeEnvironment(project, "dev", environment("dev", "network: { cidr: 10.8.0.0/16 }\n"));
    const env = { ...process.env, CI: "1", TMPDIR: temporary };
    const child = spawn(process.execPath, [path.join(ROOT, "bin", "jangada.js"), "review", "--base", "main"], {
      cwd: project,
      env,
      stdio: ["ignore", "ignore", "pipe"],
      timeout: PROGRAM_LIMIT,
    });
    // Once the base is being applied, a worktree and a world are there.
    readline.createInterface({ input: child.stderr }).on("line", (line) => {
      if (line.includes("dev-network: planning done")) child.kill("SIGINT");
    });

    const status = await new Promise((resolve) => child.once("close", resolve));

    expect(status).toBe(130);
    expect(git(project, "worktree", "list").trim().split("\n")).toHaveLength(1);
    expect(fs.readdirSync(temporary).filter((name) => name.startsWith("jangada-review-"))).toEqual([]);
  });

  test("a file that is broken by the change is an error with its line, not a removal", () => {
    writeEnvironment(project, "dev", environment("dev", "databasses: []\n"));

    const { status, stdout } = jangada(project, "review", "dev", "--base", "main", "--json");

    const { environments } = JSON.parse(stdout) as ReviewResult;
    expect(status).toBe(1);
    expect(environments).toMatchObject([
      { name: "dev", status: "changed", ok: false, problems: [{ code: "ENV_UNKNOWN_KEY", place: { line: 8 } }] },
    ]);
  });
});
