/** Finds the Terraform or OpenTofu to run, and checks that it is one that is supported. */
import * as fs from "node:fs";
import * as path from "node:path";
import * as semver from "semver";
import { OPENTOFU_RANGE, TERRAFORM_RANGE } from "../catalog/terraform";
import { JangadaError } from "../errors";
import { failureText } from "./process-ending";
import { run } from "./process";

export interface TerraformBinary {
  /** What to run. */
  readonly command: string;
  readonly product: "Terraform" | "OpenTofu";
  readonly version: string;
}

/**
 * `TERRAFORM_BINARY_NAME` decides if it is set; else `terraform`, else `tofu` on the PATH.
 * @throws JangadaError NO_TERRAFORM, TERRAFORM_UNUSABLE or TERRAFORM_VERSION
 */
export async function findTerraform(env: NodeJS.ProcessEnv = process.env): Promise<TerraformBinary> {
  const chosen = env["TERRAFORM_BINARY_NAME"];
  const candidates = chosen ? [chosen] : ["terraform", "tofu"];
  const command = candidates.find((candidate) => isExecutable(candidate, env));
  if (!command) {
    throw new JangadaError({
      code: "NO_TERRAFORM",
      message: chosen
        ? `TERRAFORM_BINARY_NAME names '${chosen}', but there is no such program.`
        : "Neither 'terraform' nor 'tofu' is on the PATH.",
      remedy:
        `Install Terraform ${TERRAFORM_RANGE} (https://developer.hashicorp.com/terraform/install) or OpenTofu ${OPENTOFU_RANGE} ` +
        `(https://opentofu.org/docs/intro/install), or name the program in TERRAFORM_BINARY_NAME.`,
    });
  }
  const result = await run(command, ["version", "-json"], {
    env: { ...env, CHECKPOINT_DISABLE: "1" },
  });
  const version = versionIn(result.stdout);
  if (result.status !== 0 || !version) {
    throw new JangadaError({
      code: "TERRAFORM_UNUSABLE",
      message: `'${command} version -json' does not tell a version (exit status ${result.status}): ${failureText("It", result).slice(0, 500)}`,
      remedy: "Check that it is Terraform or OpenTofu, and that it runs on this machine.",
    });
  }
  const product = /tofu/i.test(path.basename(command)) ? "OpenTofu" : "Terraform";
  const range = product === "OpenTofu" ? OPENTOFU_RANGE : TERRAFORM_RANGE;
  if (!semver.satisfies(version, range, { includePrerelease: true })) {
    throw new JangadaError({
      code: "TERRAFORM_VERSION",
      message: `${product} ${version} ('${command}') is not supported.`,
      remedy: `Install ${product} ${range}, or name another program in TERRAFORM_BINARY_NAME.`,
    });
  }
  return { command, product, version };
}

function versionIn(stdout: string): string | undefined {
  try {
    // A warning about the CLI configuration may stand before the JSON.
    const parsed = JSON.parse(stdout.slice(stdout.indexOf("{"))) as { terraform_version?: string };
    return parsed.terraform_version;
  } catch {
    return undefined;
  }
}

function isExecutable(command: string, env: NodeJS.ProcessEnv): boolean {
  const folders = command.includes(path.sep) ? [""] : (env["PATH"] ?? "").split(path.delimiter);
  return folders.some((folder) => {
    try {
      fs.accessSync(path.join(folder, command), fs.constants.X_OK);
      return fs.statSync(path.join(folder, command)).isFile();
    } catch {
      return false;
    }
  });
}
