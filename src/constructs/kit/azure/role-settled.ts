/** A role that has just been given is not in force at once. */
import type { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import type { Construct } from "constructs";
import { literalText } from "../cdktf/literal-text";
import { TerraformData } from "../cdktf/terraform-data";

/**
 * Seconds. Up to ten minutes are promised (learn.microsoft.com/azure/role-based-access-control/troubleshooting, "Role assignment changes are
 * not being detected"); of vaults it is rarely more than half of one: the module of Azure's own waits 30 (Azure/terraform-azurerm-avm-res-keyvault-vault,
 * `wait_for_rbac_before_key_operations`).
 */
const SETTLING_SECONDS = 60;

/**
 * Waits once after the roles were given, and again when one of them is given anew. Where Terraform talks to simulated providers, as in a
 * rehearsal, roles are in force at once. Who comes too early all the same is refused, and served when it is deployed again.
 */
export function roleSettled(scope: Construct, id: string, roles: readonly RoleAssignment[]): TerraformData {
  return new TerraformData(scope, id, {
    triggersReplace: roles.map((role) => role.id).join(","),
    provisioners: [
      {
        type: "local-exec",
        command: literalText(`[ -n "\${TF_REATTACH_PROVIDERS:-}" ] || sleep ${SETTLING_SECONDS}`),
        interpreter: ["bash", "-c"],
      },
    ],
  });
}
