/** Which named things of an environment exist now, by their tag: one list that is empty where there is nothing. */
import type { EnvironmentStack } from "../modules/environment-stack";
import { NAMED_TAG } from "../modules/stamp-source";

export function existingNames(stack: EnvironmentStack): string {
  const { DataAzurermResources } =
    require("@cdktf/provider-azurerm/lib/data-azurerm-resources") as typeof import("@cdktf/provider-azurerm/lib/data-azurerm-resources");
  const found = new DataAzurermResources(stack, "existing-names", {
    requiredTags: { environment: stack.environment.facts.name },
  });
  // What carries the environment's tags alone is no named thing.
  return `toset([for found in ${found.fqn}.resources : found.tags["${NAMED_TAG}"] if contains(keys(found.tags), "${NAMED_TAG}")])`;
}
