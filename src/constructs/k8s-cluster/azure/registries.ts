/** From which registries nodes may pull images: beside those that everybody may. */
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { createHash } from "node:crypto";
import { Construct } from "constructs";

/** @param principalId of the identity of nodes @param registries ARM ids */
export function grantPulls(
  scope: Construct,
  principalId: string,
  registries: readonly string[],
): readonly RoleAssignment[] {
  const group = new Construct(scope, "registries");
  return [...new Set(registries)].sort().map((registry) => {
    const name = registry.split("/").at(-1)?.toLowerCase() ?? "";
    // Names of registries are unique in the world.
    const id = /^[a-z0-9]+$/.test(name) ? name : createHash("sha256").update(registry).digest("hex").slice(0, 6);
    return new RoleAssignment(group, id, {
      scope: registry,
      roleDefinitionName: "AcrPull",
      principalId,
      principalType: "ServicePrincipal",
      skipServicePrincipalAadCheck: true,
    });
  });
}
