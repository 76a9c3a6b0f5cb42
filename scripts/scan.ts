/**
 * Checkov over the rehearsed plans of the environments, offline: `npm run scan [-- dev…]`, by default all. `dev@kubeadm` is one on another target
 * than its file's: by default that on bare hosts, which no environment lives on. A finding is fixed, or excused with
 * its reason in assets/scan-exceptions.json, for the environments that stand there; an excuse that excuses nothing in one of them fails too.
 */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ENVIRONMENTS } from "../src/operations/environments-folder";
import { rehearsalEnvironment } from "../src/operations/rehearse/environment-variables";
import { run as runProgram } from "../src/operations/process";
import { rehearse } from "../src/operations/rehearse/rehearse";
import { findTerraform } from "../src/operations/terraform-binary";
import { startSimulation } from "../src/rehearsal/simulation";
import { simulatedProviders } from "../src/providers";

/** Raised by hand; its checks are part of the result. */
const CHECKOV = "3.3.30";

interface Exception {
  /** `CKV_AWS_382`, or several checks that share the reason. */
  readonly check: string;
  readonly resource: string;
  /** Each by its name: what is excused here may be wrong there. */
  readonly environments: readonly string[];
  readonly reason: string;
}

interface Finding {
  readonly check_id: string;
  readonly check_name: string;
  readonly resource: string;
}

const root = path.resolve(__dirname, "..");
const EXCEPTIONS = path.join(root, "assets", "scan-exceptions.json");

async function main(environments: readonly string[]): Promise<number> {
  const checkov = installCheckov();
  const results: boolean[] = [];
  for (const environment of environments) results.push(await scanEnvironment(checkov, environment));
  return results.every((good) => good) ? 0 : 1;
}

async function scanEnvironment(checkov: string, environment: string): Promise<boolean> {
  const plans = await plansOf(environment);
  const exceptions = (JSON.parse(fs.readFileSync(EXCEPTIONS, "utf8")) as Exception[]).filter(
    (exception) => exception.environments.includes(environment) && exception.check.startsWith("CKV"),
  );
  const used = new Set<Exception>();
  const open: string[] = [];
  let passed = 0;
  for (const [stack, plan] of plans) {
    const result = scan(checkov, plan);
    passed += result.passed;
    for (const finding of result.failed) {
      const excuse = exceptions.find(
        (exception) => exception.check === finding.check_id && exception.resource === finding.resource,
      );
      if (excuse) used.add(excuse);
      else open.push(`${stack}: ${finding.check_id} ${finding.resource}: ${finding.check_name}`);
    }
  }
  const idle = exceptions.filter((exception) => !used.has(exception));
  for (const line of open) console.error(`finding  ${line}`);
  for (const { check, resource } of idle) {
    console.error(`unused   ${environment}: ${check} ${resource}: this exception excuses nothing any more`);
  }
  console.log(
    `Checkov ${CHECKOV}, ${environment}: ${passed} checks passed, ${used.size} exceptions used, ${open.length} findings open`,
  );
  return open.length === 0 && idle.length === 0 && passed > 0;
}

const allEnvironments = (): readonly string[] => [
  ...fs.readdirSync(path.join(root, ENVIRONMENTS)).sort(),
  "dev@kubeadm",
];

/** Checkov in a virtual environment of the checkout, made when it is not there. */
function installCheckov(): string {
  const program = path.join(root, ".venv", "bin", "checkov");
  const version = (): string => spawnSync(program, ["--version"], { encoding: "utf8" }).stdout?.trim() ?? "";
  if (!fs.existsSync(program) || version() !== CHECKOV) {
    run("python3", ["-m", "venv", path.join(root, ".venv")]);
    run(path.join(root, ".venv", "bin", "pip"), [
      "install",
      "--quiet",
      "--disable-pip-version-check",
      `checkov==${CHECKOV}`,
    ]);
  }
  return program;
}

/** The plan of each stack as JSON, as it stood before it was applied for the first time. */
async function plansOf(scanned: string): Promise<ReadonlyMap<string, string>> {
  const [environment = "", target] = scanned.split("@");
  const result = await rehearse({
    simulated: simulatedProviders,
    environment,
    project: root,
    keep: true,
    ...(target === undefined ? {} : { target }),
  });
  if (!result.ok || !result.folder)
    throw new Error(`the rehearsal failed: ${JSON.stringify(result.problems, null, 2)}`);
  const { command } = await findTerraform();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-scan-"));
  const simulation = await startSimulation(path.join(folder, "world"), { providers: simulatedProviders });
  try {
    const env = rehearsalEnvironment(folder, simulation.env);
    const plans = new Map<string, string>();
    for (const { name } of result.stacks) {
      const shown = await show(command, path.join(result.folder, "cdktf.out", "stacks", name), env);
      const file = path.join(folder, `${name}.json`);
      fs.writeFileSync(file, shown);
      plans.set(name, file);
    }
    return plans;
  } finally {
    await simulation.close();
    fs.rmSync(result.folder, { recursive: true, force: true });
  }
}

/** Not `spawnSync`: the simulated providers answer from this very process. */
async function show(command: string, cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const { status, stdout, stderr } = await runProgram(command, ["show", "-json", "plan"], { cwd, env });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

function scan(checkov: string, plan: string): { passed: number; failed: readonly Finding[] } {
  const { stdout, stderr, status } = spawnSync(
    checkov,
    [
      "-f",
      plan,
      "--framework",
      "terraform_plan",
      "-o",
      "json",
      "--compact",
      "--quiet",
      "--skip-download",
      "--soft-fail",
    ],
    { encoding: "utf8", maxBuffer: 64 * 1024 * 1024, timeout: 300_000 },
  );
  if (status !== 0) throw new Error(`checkov ended with ${status}: ${stderr}`);
  const parsed = JSON.parse(stdout.slice(stdout.search(/[[{]/))) as unknown;
  const reports = (Array.isArray(parsed) ? parsed : [parsed]) as {
    summary?: { passed: number };
    results?: { failed_checks?: Finding[] };
  }[];
  return {
    passed: reports.reduce((sum, report) => sum + (report.summary?.passed ?? 0), 0),
    failed: reports.flatMap((report) => report.results?.failed_checks ?? []),
  };
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(command, [...args], { encoding: "utf8", timeout: 600_000 });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}: ${stderr}`);
}

main(process.argv.length > 2 ? process.argv.slice(2) : allEnvironments()).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
