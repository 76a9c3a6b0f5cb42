/** Who may use the Kubernetes API: roles of Azure, no accounts of its own. */
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { Construct } from "constructs";

export interface ClusterAdminsProps {
  /** Id of the subscription. */
  readonly subscription: string;
  /** The resource group that the cluster stands in. */
  readonly resourceGroupName: string;
  /** Object ids of Entra ID groups. */
  readonly admins: readonly string[];
}

/**
 * On the resource group of the environment: the lock of a protected cluster would keep a right on the cluster itself from being taken away.
 */
export class ClusterAdmins extends Construct {
  public readonly roles: readonly RoleAssignment[];

  constructor(scope: Construct, id: string, { subscription, resourceGroupName, admins }: ClusterAdminsProps) {
    super(scope, id);
    this.roles = [...new Set(admins.map((admin) => admin.toLowerCase()))].sort().map(
      (admin) =>
        new RoleAssignment(this, `group-${admin}`, {
          scope: `/subscriptions/${subscription}/resourceGroups/${resourceGroupName}`,
          roleDefinitionName: "Azure Kubernetes Service RBAC Cluster Admin",
          principalId: admin,
          principalType: "Group",
        }),
    );
  }
}
