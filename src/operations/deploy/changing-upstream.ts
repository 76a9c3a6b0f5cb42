/** Plans that were made against outputs which are about to change. */
import type { PlanModel } from "../plan-model";
import type { SelectedStack } from "../selection/select";
import type { Run } from "./run";

/**
 * The stacks whose plans change outputs that this one reads. Its own plan holds only for as long as they are not applied;
 * and where it cannot be planned at all (a zone that was added is not in the network's outputs yet), it waits for them.
 * @param planOf the plan of a stack in this run
 */
export function changingUpstream(
  run: Run,
  stack: SelectedStack,
  planOf: (name: string) => PlanModel | undefined,
): readonly string[] {
  return run.stackTerraform.reads(stack).flatMap(({ stack: name, outputs }) => {
    const changed = name === undefined ? [] : (planOf(name)?.outputs ?? []);
    const moves = changed.some((output) => outputs.includes(output.name) || outputs.includes("*"));
    return name !== undefined && moves ? [name] : [];
  });
}
