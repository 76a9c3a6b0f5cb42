/** What a plan was made from, and what has changed since. */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Environment } from "../../environment/environment";
import { changedBlocks, readContent } from "../selection/content";
import type { SelectedStack } from "../selection/select";
import type { TerraformBinary } from "../terraform-binary";
import type { StateFacts } from "./state-facts";

export interface PlanInputs {
  /** The environment file: its path in the project, and SHA-256. */
  readonly file: { readonly path: string; readonly sha256: string };
  /** SHA-256 of each block of `cdk.tf.json`, by address, local paths apart. */
  readonly code: Readonly<Record<string, string>>;
  /** SHA-256 over the charts and scripts beside it. */
  readonly assets: string;
  /** What is pinned of each provider. */
  readonly providers: Readonly<Record<string, string>>;
  readonly terraform: { readonly product: string; readonly version: string };
  readonly state: { readonly exists: boolean; readonly serial: number; readonly lineage: string };
}

export interface InputChange {
  readonly input: "plan" | "file" | "code" | "assets" | "providers" | "terraform" | "state";
  /** What changed, for people. */
  readonly message: string;
}

export function readInputs(
  stack: SelectedStack,
  environment: Environment,
  project: string,
  binary: TerraformBinary,
  state: StateFacts,
): PlanInputs {
  const content = readContent(stack.folder, project);
  return {
    file: { path: environment.file, sha256: sha256OfFile(path.resolve(project, environment.file)) },
    code: content.blocks,
    assets: content.assets,
    providers: content.providers,
    terraform: { product: binary.product, version: binary.version },
    state: { exists: state.exists, serial: state.serial, lineage: state.lineage },
  };
}

export function sha256OfFile(file: string): string {
  return createHash("sha256").update(fs.readFileSync(file)).digest("hex");
}

/** At most so many addresses are named. */
const MAX_NAMED = 8;

export function changedInputs(then: PlanInputs, now: PlanInputs): readonly InputChange[] {
  const changes: InputChange[] = [];
  const add = (input: InputChange["input"], message: string): void => void changes.push({ input, message });
  if (then.file.sha256 !== now.file.sha256) add("file", `${now.file.path} was changed`);
  const blocks = changedBlocks(then.code, now.code);
  if (blocks.length > 0) {
    const more = blocks.length > MAX_NAMED ? ` and ${blocks.length - MAX_NAMED} more` : "";
    add("code", `the synthesized code differs: ${blocks.slice(0, MAX_NAMED).join(", ")}${more}`);
  }
  if (then.assets !== now.assets) add("assets", "charts or scripts of the stack differ");
  for (const name of new Set([...Object.keys(then.providers), ...Object.keys(now.providers)])) {
    const [before, after] = [then.providers[name] ?? "none", now.providers[name] ?? "none"];
    if (before !== after) add("providers", `provider ${name}: ${before} -> ${after}`);
  }
  const [before, after] = [then.terraform, now.terraform].map(({ product, version }) => `${product} ${version}`);
  if (before !== after) add("terraform", `it was made with ${before}, and this is ${after}`);
  const state = changedState(then.state, now.state);
  if (state) add("state", state);
  return changes;
}

function changedState(then: PlanInputs["state"], now: PlanInputs["state"]): string | undefined {
  if (then.exists !== now.exists) return now.exists ? "the stack was applied since" : "the state is gone";
  if (then.lineage !== now.lineage) return "it is another state (its lineage differs)";
  if (then.serial !== now.serial) return `the state was changed since: serial ${then.serial} -> ${now.serial}`;
  return undefined;
}
