/** Which versions of the provider an environment may ask for. */
import type { TargetFacts } from "../../model/target-facts";

/** Of the bindings (`src/catalog/providers.ts`). */
const version = "4.55.0";

/**
 * From the bindings' own version on, and before 5.0, which demands a block of clusters that they cannot write
 * (node_provisioning_profile; registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/5.0-upgrade-guide).
 */
export const azurermVersion: NonNullable<TargetFacts["providerVersion"]> = {
  pattern: /^4\.(5[5-9]|[6-9]\d|[1-9]\d{2})\.(0|[1-9]\d*)$/,
  error: `must be one version of azurerm in quotes, from '${version}' up to, but not including, '5.0.0'`,
  example: "4.81.0",
  description: `Version of the Terraform provider azurerm, such as 4.81.0: what needs a newer one than ${version} is refused without. Rehearsals speak as ${version}, with what files can ask for of newer ones. Default: ${version}.`,
};
