/** The environment variables of a rehearsal's Terraform: nothing of the user's own set-up may reach into it. */
import * as fs from "node:fs";
import * as path from "node:path";
import { targets } from "../../targets";
import { REMOVALS_ORDERED_ENVIRONMENT } from "../../environment/removals-ordered";

/** What the user may have set for real deployments, and a rehearsal must not see. */
const FOREIGN: readonly string[] = [
  ...["TF_CLI_ARGS", "TF_WORKSPACE", "TF_DATA_DIR", "TF_PLUGIN_CACHE", "TF_REATTACH", "TF_CLI_CONFIG_FILE", "TF_VAR_"],
  ...["KUBE", "HELM_", "CDKTF_"],
  ...targets.flatMap(({ environmentVariables }) => environmentVariables),
];

export function rehearsalEnvironment(
  folder: string,
  simulation: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
  const configuration = path.join(folder, "terraform.rc");
  fs.writeFileSync(configuration, "disable_checkpoint = true\n");
  const own = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !FOREIGN.some((beginning) => name.startsWith(beginning))),
  );
  return {
    ...own,
    ...simulation,
    ...REMOVALS_ORDERED_ENVIRONMENT,
    TF_CLI_CONFIG_FILE: configuration,
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    JANGADA_STATE_DIRECTORY: path.join(folder, "state"),
  };
}
