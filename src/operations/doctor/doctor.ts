/** `doctor`: whether everything that a deployment needs is there. */
import * as fs from "node:fs";
import * as path from "node:path";
import { JangadaError } from "../../errors";
import { packageRoot } from "../../package-root";
import { isSimulated } from "../terraform-environment";
import { chooseEnvironments } from "../selection/environments";
import { findTerraform } from "../terraform-binary";
import { checkCredentials, checkLogins, checkNetwork, hostsFor } from "./cloud-access";
import { failed, type Finding, ok, unchecked, warning } from "./finding";
import { checkAccess, checkKeys, checkReach, checkStateVariables } from "./machines";
import { checkStates } from "./states";
import { checkNode, checkPackages, type Manifest } from "./packages";

export interface DoctorOptions {
  /** @default the working directory */
  readonly project?: string;
  /** Names or patterns. @default all */
  readonly environments?: readonly string[];
  /** Whether to ask the cloud whose credentials are at hand. @default false */
  readonly credentials?: boolean;
  /** Whether to see if the hosts of registry and cloud answer. @default false */
  readonly network?: boolean;
}

export interface DoctorResult {
  /** Of this form: it is raised with each change that is not only an addition. */
  readonly schemaVersion: 1;
  /** Whether nothing failed, and everything asked for was looked at; warnings do not count. */
  readonly ok: boolean;
  /** One of each check, in the order in which they were made. */
  readonly findings: readonly Finding[];
}

/** Never throws for what is not right: that is what it tells. */
export async function doctor(options: DoctorOptions = {}): Promise<DoctorResult> {
  const project = path.resolve(options.project ?? ".");
  const manifest = JSON.parse(fs.readFileSync(path.join(packageRoot(), "package.json"), "utf8")) as Manifest;
  const { environments, finding } = readEnvironments(project, options.environments);
  const findings = [
    checkNode(manifest),
    await checkTerraform(),
    ...packagesOf(project, manifest),
    finding,
    checkDisk(project),
    ...checkStates(project, environments),
    ...(isSimulated() ? [simulated()] : []),
    ...checkStateVariables(environments),
    ...checkKeys(environments, project),
    ...(await checkLogins(environments)),
    ...(options.credentials ? await checkCredentials(environments) : []),
    ...(options.credentials ? await checkAccess(environments, project) : []),
    ...(options.credentials && environments.length === 0 ? [accountsUnchecked()] : []),
    ...(options.network ? await checkNetwork(hostsFor(environments)) : []),
    ...(options.network ? await checkReach(environments, project) : []),
  ];
  return { schemaVersion: 1, ok: findings.every(({ status }) => status === "ok" || status === "warning"), findings };
}

function packagesOf(project: string, manifest: Manifest): readonly Finding[] {
  try {
    return checkPackages(fs.existsSync(project) ? [project, packageRoot()] : [packageRoot()], manifest);
  } catch (error) {
    return [findingOf("packages", error)];
  }
}

async function checkTerraform(): Promise<Finding> {
  try {
    const { product, version, command } = await findTerraform();
    return ok("terraform", `${product} ${version} ('${command}')`);
  } catch (error) {
    return findingOf("terraform", error);
  }
}

function readEnvironments(project: string, patterns: readonly string[] | undefined) {
  try {
    const environments = chooseEnvironments({ project, ...(patterns ? { patterns } : {}) });
    const names = environments.map(({ facts }) => facts.name).join(", ");
    return { environments, finding: ok("environments", names) };
  } catch (error) {
    return { environments: [], finding: findingOf("environments", error) };
  }
}

/** With which account they would have to be compared stands in the files. */
function accountsUnchecked(): Finding {
  return unchecked(
    "account",
    "There is no environment file that can be read, and so no account to compare.",
    "See: jangada validate",
  );
}

function findingOf(check: string, error: unknown): Finding {
  if (!JangadaError.is(error)) throw error;
  const [first] = error.problems;
  const more = error.problems.length > 1 ? ` (and ${error.problems.length - 1} more: jangada validate)` : "";
  return failed(check, `${first?.message ?? ""}${more}`, first?.remedy ?? "See: jangada validate");
}

const GIB = 1024 ** 3;
/** The package of the largest provider alone unpacks to about 0.7 GiB (measured on 5.100), once for each stack without a cache. */
const PROVIDER_GIB = 0.7;
const STACKS = 4;

export function checkDisk(folder: string, free: number | undefined = freeBytes(folder)): Finding {
  if (free === undefined) {
    return unchecked("disk", "The file system does not tell how much is free.", "Look yourself: df -h.");
  }
  const gib = free / GIB;
  const message = `${gib.toFixed(1)} GiB free`;
  const cache = "Or let stacks share one copy: set TF_PLUGIN_CACHE_DIR.";
  if (gib < PROVIDER_GIB) {
    return failed("disk", message, `The providers' packages need ${PROVIDER_GIB} GiB at least. Make room.`);
  }
  if (gib < PROVIDER_GIB * STACKS) {
    const needed = (PROVIDER_GIB * STACKS).toFixed(1);
    return warning("disk", message, `The providers' packages of one environment need about ${needed} GiB. ${cache}`);
  }
  return ok("disk", message);
}

function freeBytes(folder: string): number | undefined {
  try {
    const { bavail, bsize } = fs.statfsSync(fs.existsSync(folder) ? folder : ".");
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

function simulated(): Finding {
  return warning(
    "clouds",
    "JANGADA_STATE_DIRECTORY is set: deployments from this shell go into the simulated clouds.",
    "That is what 'jangada cloud env' sets. For the real ones: open another shell.",
  );
}
