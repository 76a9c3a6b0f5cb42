/** The scripts under examples/ci, really run: from saved plans, over an encrypted file, to the same plans elsewhere. */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { PROGRAM_LIMIT } from "../helpers/limits";

const SCRIPTS = path.resolve(__dirname, "../../examples/ci/scripts");
const SECRET = "the-value-of-a-secret-in-a-plan";

let folder: string;
let key: string;
let certificate: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-ci-"));
  [key, certificate] = keyPair("own");
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function keyPair(name: string): [string, string] {
  const [keyFile, certificateFile] = ["key", "cert"].map((kind) => path.join(folder, `${name}.${kind}`)) as [
    string,
    string,
  ];
  const subject = ["-subj", "/CN=plans", "-days", "1", "-newkey", "rsa:2048", "-nodes"];
  execFileSync("openssl", ["req", "-x509", ...subject, "-keyout", keyFile, "-out", certificateFile], {
    stdio: "ignore",
    timeout: PROGRAM_LIMIT,
  });
  return [fs.readFileSync(keyFile, "utf8"), fs.readFileSync(certificateFile, "utf8")];
}

/** A machine of its own; what is called there is only written down. */
function machine(name: string, commands: Readonly<Record<string, string>> = {}): string {
  const home = path.join(folder, name);
  const bin = path.join(home, "node_modules", ".bin");
  fs.mkdirSync(bin, { recursive: true });
  const all = { jangada: 'echo "$@" >> calls', npx: 'shift; exec node_modules/.bin/jangada "$@"', ...commands };
  for (const [command, text] of Object.entries(all)) {
    fs.writeFileSync(path.join(bin, command), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
  return home;
}

function run(script: string, home: string, env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync("bash", [path.join(SCRIPTS, script)], {
    cwd: home,
    encoding: "utf8",
    timeout: PROGRAM_LIMIT,
    env: { PATH: `${home}/node_modules/.bin:${process.env["PATH"] ?? ""}`, ENVIRONMENT: "dev", ...env },
  });
  return { status, stdout, stderr };
}

function savePlans(home: string, ...stacks: readonly string[]): void {
  for (const stack of stacks) {
    const place = path.join(home, ".jangada", "plans", "dev", stack);
    fs.mkdirSync(place, { recursive: true });
    fs.writeFileSync(path.join(place, "plan"), `${stack} ${SECRET}`);
    fs.writeFileSync(path.join(place, "record.json"), "{}");
  }
}

const calls = (home: string): string =>
  fs.existsSync(path.join(home, "calls")) ? fs.readFileSync(path.join(home, "calls"), "utf8").trim() : "";

/** Seals plans of two stacks, and carries the file to another machine. */
function sealed(): { home: string; env: Record<string, string> } {
  const [first, second] = [machine("first"), machine("second")];
  savePlans(first, "dev-network", "dev-data");
  const { status, stdout } = run("seal-plans.sh", first, { PLAN_CERTIFICATE: certificate });
  expect(status).toBe(0);
  fs.copyFileSync(path.join(first, "plans.cms"), path.join(second, "plans.cms"));
  return { home: second, env: { PLAN_KEY: key, PLAN_SHA256: stdout.trim().replace("sha256=", "") } };
}

test("exactly the plans that were sealed are applied, and nothing of them can be read on the way", () => {
  const { home, env } = sealed();

  expect(fs.readFileSync(path.join(home, "plans.cms")).includes(SECRET)).toBe(false);
  expect(run("apply-plans.sh", home, env)).toMatchObject({ status: 0 });
  expect(calls(home)).toBe("deploy dev --stack dev-data --stack dev-network --yes");
  const plan = path.join(home, ".jangada", "plans", "dev", "dev-data", "plan");
  expect(fs.readFileSync(plan, "utf8")).toContain(SECRET);
  expect(fs.statSync(plan).mode & 0o077).toBe(0);
});

test.each<[string, (home: string, env: Record<string, string>) => void]>([
  ["another file", (home) => fs.appendFileSync(path.join(home, "plans.cms"), "x")],
  ["another sum", (_, env) => (env["PLAN_SHA256"] = createHash("sha256").digest("hex"))],
  ["another key", (_, env) => ([env["PLAN_KEY"]] = keyPair("other"))],
  ["no key", (_, env) => delete env["PLAN_KEY"]],
])("%s is not applied", (_, change) => {
  const { home, env } = sealed();
  change(home, env);

  const { status, stdout, stderr } = run("apply-plans.sh", home, env);

  expect(status).not.toBe(0);
  expect(calls(home)).toBe("");
  expect(stdout + stderr).not.toContain(SECRET);
});

test("a file that was changed is not applied, whatever sum is told with it", () => {
  const { home, env } = sealed();
  const file = path.join(home, "plans.cms");
  const bytes = fs.readFileSync(file);
  // Within the encrypted content, near its end.
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 60) ^ 1, bytes.length - 60);
  fs.writeFileSync(file, bytes);
  env["PLAN_SHA256"] = createHash("sha256").update(bytes).digest("hex");

  expect(run("apply-plans.sh", home, env).status).not.toBe(0);
  expect(calls(home)).toBe("");
});

test("without a plan nothing is sealed", () => {
  expect(run("seal-plans.sh", machine("first"), { PLAN_CERTIFICATE: certificate }).status).not.toBe(0);
});

describe("a plan for approval", () => {
  /** `jangada` that ends with these statuses, and writes this review. */
  const jangada = (plan: number, review: number, document: object): string => `
if [ "$1" = plan ]; then exit ${plan}; fi
cat > review.json <<'EOF'
${JSON.stringify(document)}
EOF
exit ${review}`;
  const document = (because: readonly string[], more: object = {}): object => ({
    problems: [],
    environments: [{ problems: [] }],
    gates: { refused: [], notJudged: because.map((one) => ({ because: one })) },
    ...more,
  });

  test.each<[string, number, number, object, number, string]>([
    ["nothing changes", 0, 0, document([]), 0, "changes=no"],
    ["something changes", 2, 0, document([]), 0, "changes=yes"],
    ["what waits is planned in the next round", 2, 1, document(["no-plan"]), 0, "changes=yes"],
    ["a plan that fails", 1, 0, document([]), 1, ""],
    ["a gate refuses", 2, 4, document([]), 4, ""],
    ["something else is not judged", 2, 1, document(["no-plan", "incomplete"]), 1, ""],
    ["a problem beside what waits", 2, 1, document(["no-plan"], { environments: [{ problems: [{}] }] }), 1, ""],
    ["an error without a review", 2, 1, {}, 1, ""],
  ])("%s", (_, plan, review, written, status, output) => {
    const home = machine("planner", { jangada: jangada(plan, review, written) });

    expect(run("plan-for-approval.sh", home)).toMatchObject({ status, stdout: output ? `${output}\n` : "" });
  });
});

test("after a cancelled apply, what Terraform has begun is waited for", () => {
  // The second look finds nothing any more.
  const pgrep = "if [ -f looked ]; then exit 1; fi; touch looked; exit 0";
  const home = machine("cancelled", { pgrep, sleep: "exit 0" });

  expect(run("wait-for-terraform.sh", home)).toMatchObject({ status: 0, stderr: "" });
  expect(fs.existsSync(path.join(home, "looked"))).toBe(true);
});
