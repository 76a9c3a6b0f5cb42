/** Whether the states that are files are what is known of them, as far as that can be seen without Terraform. */
import * as path from "node:path";
import type { Environment } from "../../environment/environment";
import { JangadaError } from "../../errors";
import { terraformEnvironment } from "../terraform-environment";
import { environmentOf } from "../selection/stacks";
import { StateGuard } from "../states/state-guard";
import { readManifest } from "../synth";
import { failed, type Finding, ok } from "./finding";

/** Of the stacks that the last synthesis wrote; nothing where there was none. */
export function checkStates(project: string, environments: readonly Environment[]): readonly Finding[] {
  const guard = new StateGuard(project, terraformEnvironment());
  const names = environments.map(({ facts }) => facts.name);
  try {
    const stacks = readManifest(path.join(project, "cdktf.out")).flatMap((stack) => {
      const environment = environmentOf(stack.name, names);
      return environment === undefined ? [] : [{ ...stack, environment }];
    });
    const seen = stacks.map((stack) => ({ stack, form: guard.read(stack) }));
    const troubles = seen.flatMap(({ stack, form }): readonly Finding[] => {
      const trouble = form && guard.judge(stack, form).trouble;
      return trouble ? [failed(`state of ${stack.name}`, trouble.message, trouble.remedy ?? "")] : [];
    });
    const looked = seen.filter(({ form }) => form !== undefined).length;
    return troubles.length > 0 || looked === 0 ? troubles : [ok("states", `${looked} looked at`)];
  } catch (error) {
    // What was synthesized may be of another day; what is wrong with it is not the states' matter.
    if (JangadaError.is(error)) return [];
    throw error;
  }
}
