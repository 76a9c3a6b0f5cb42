/** Who may use the Kubernetes API: roles of Azure on the cluster, no accounts of its own. */
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { Construct } from "constructs";

export interface ClusterAdminsProps {
  /** ARM id of the cluster. */
  readonly clusterId: string;
  /** Object ids of Entra ID groups. */
  readonly admins: readonly string[];
}

export class ClusterAdmins extends Construct {
  public readonly roles: readonly RoleAssignment[];

  constructor(scope: Construct, id: string, { clusterId, admins }: ClusterAdminsProps) {
    super(scope, id);
    this.roles = [...new Set(admins.map((admin) => admin.toLowerCase()))].sort().map(
      (admin) =>
        new RoleAssignment(this, `group-${admin}`, {
          scope: clusterId,
          roleDefinitionName: "Azure Kubernetes Service RBAC Cluster Admin",
          principalId: admin,
          principalType: "Group",
        }),
    );
  }
}
