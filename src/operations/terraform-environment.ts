/** The environment variables of Terraform in a real deployment. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { REMOVALS_ORDERED_ENVIRONMENT } from "../environment/removals-ordered";

export function terraformEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  // One data folder for all stacks would mix up their backends.
  const { TF_DATA_DIR: _shared, ...own } = env;
  return {
    ...own,
    // What was rehearsed in this folder must not be taken for a backend that moved; relative to each stack's folder.
    ...(isSimulated(env) ? { TF_DATA_DIR: ".terraform-simulated" } : {}),
    ...REMOVALS_ORDERED_ENVIRONMENT,
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    CHECKPOINT_DISABLE: "1",
  };
}

/** Whether states go into a folder of the simulated clouds (`jangada cloud env`). */
export function isSimulated(env: NodeJS.ProcessEnv = process.env): boolean {
  return Boolean(env["JANGADA_STATE_DIRECTORY"]);
}

/** Whether a plugin cache is shared between stacks: Terraform's may be filled by one `init` at a time only. */
export function sharesPluginCache(env: NodeJS.ProcessEnv): boolean {
  if (env["TF_PLUGIN_CACHE_DIR"]) return true;
  const file = env["TF_CLI_CONFIG_FILE"] ?? path.join(os.homedir(), ".terraformrc");
  try {
    return /^\s*plugin_cache_dir\s*=/m.test(fs.readFileSync(file, "utf8"));
  } catch {
    return false;
  }
}
