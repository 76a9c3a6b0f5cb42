/** Which stacks reach hosts by SSH, and how Terraform is run over those that do not. */
import { SSH_VARIABLE } from "../model/ssh-variable";
import { allAtOnce } from "../rehearsal/hosts/one-by-one";
import { isSimulated } from "./terraform-environment";
import { readStackFile } from "./stack-json";
import type { SynthesizedStack } from "./synth";

/** Whether any of them does. */
export function reachHosts(stacks: readonly SynthesizedStack[]): boolean {
  return stacks.some(({ folder }) => {
    const { variable = {} } = readStackFile(folder) as { readonly variable?: object };
    return Object.hasOwn(variable, SSH_VARIABLE);
  });
}

/** The environment of Terraform over one stack: where no simulated host is reached, nothing needs to come one by one. */
export function environmentOver(stack: SynthesizedStack, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return isSimulated(env) && !reachHosts([stack]) ? allAtOnce(env) : env;
}
