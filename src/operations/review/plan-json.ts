/** Reads the JSON of plans: what was written, and what Terraform shows of those that were saved. */
import * as fs from "node:fs";
import { JangadaError } from "../../errors";
import { redact } from "../../secret-scan";
import { terraformEnvironment } from "../terraform-environment";
import { run } from "../process";
import { findTerraform } from "../terraform-binary";

/** @throws JangadaError PLAN_UNREADABLE */
export async function planJson(file: string, stackFolder: string): Promise<string> {
  return file.endsWith(".json") ? readText(file) : showPlan(file, stackFolder);
}

/** Whether Terraform itself says that a plan leaves something out: it was told to (`-target`), or had to put it off. */
export function isIncomplete(text: string): boolean {
  try {
    const { complete, deferred_changes: deferred = [] } = JSON.parse(text.slice(Math.max(text.indexOf("{"), 0))) as {
      complete?: boolean;
      deferred_changes?: readonly unknown[];
    };
    return complete === false || deferred.length > 0;
  } catch {
    // Whoever reads it as a plan says what is wrong with it.
    return false;
  }
}

/** Terraform needs the providers of the stack to show its plan. */
async function showPlan(file: string, stackFolder: string): Promise<string> {
  const { command } = await findTerraform();
  const result = fs.existsSync(stackFolder)
    ? await run(command, ["show", "-json", "-no-color", file], { cwd: stackFolder, env: terraformEnvironment() })
    : { status: 1, stdout: "", stderr: `There is no ${stackFolder}.` };
  if (result.status === 0) return result.stdout;
  throw new JangadaError({
    code: "PLAN_UNREADABLE",
    message: `Terraform cannot show the plan: ${redact(result.stderr || result.stdout)
      .trim()
      .slice(-1000)}`,
    place: { file },
    remedy: "Review saved plans where they were made: after `jangada plan`, in the same checkout.",
  });
}

function readText(file: string): string {
  try {
    return fs.readFileSync(file, "utf8");
  } catch (cause) {
    throw new JangadaError(
      { code: "PLAN_UNREADABLE", message: `The plan ${file} cannot be read.`, place: { file } },
      { cause },
    );
  }
}
