/** Where a stack keeps its state, as it stands in what was synthesized. */
import { createHash } from "node:crypto";
import * as path from "node:path";
import { stateBackends } from "../../targets";
import { placeOf, readStackJson } from "../deps/remote-state";
import type { SynthesizedStack } from "../synth";

export interface StatePlace {
  /** Where it is a file: which. */
  readonly file?: string;
  /** For people: a path, or what the backend makes of it. */
  readonly words: string;
  /** Tells one place from another; fit for the name of a folder. */
  readonly digest: string;
}

export function placeOfState(stack: SynthesizedStack, env: NodeJS.ProcessEnv): StatePlace {
  const { backend, cloud } = readStackJson(stack.folder).terraform ?? {};
  // Without either, Terraform keeps it beside the code.
  const [kind, config] = Object.entries(backend ?? {})[0] ?? (cloud ? ["cloud", {}] : ["local", {}]);
  const workspace = env["TF_WORKSPACE"] ?? "default";
  const suffix = workspace === "default" ? "" : ` (workspace ${workspace})`;
  // In another workspace the file has another name, which Terraform knows.
  const file =
    kind === "local" && suffix === ""
      ? path.resolve(stack.folder, String(config["path"] ?? "terraform.tfstate"))
      : undefined;
  const place = placeOf(kind, config, stack.folder);
  const shared = stateBackends.find(({ name }) => name === kind);
  const digest = createHash("sha256").update(`${place}${suffix}`).digest("hex").slice(0, 12);
  return { ...(file ? { file } : {}), words: `${file ?? shared?.placeOf(config) ?? place}${suffix}`, digest };
}
