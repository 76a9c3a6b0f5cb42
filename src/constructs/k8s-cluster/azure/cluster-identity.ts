/** The identity by which the control plane works in Azure, with every role that it needs: before the cluster, which is refused without. */
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { roleSettled } from "../../kit/azure/role-settled";
import type { TerraformData } from "../../kit/cdktf/terraform-data";

export interface ClusterIdentityProps {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** The location of the cluster. */
  readonly location: string;
  /** The resource group that it stands in. */
  readonly resourceGroupName: string;
  /** By a name of the grant: a role, and the ARM id that it is on. */
  readonly grants: Readonly<Record<string, { readonly role: string; readonly scope: string }>>;
}

export class ClusterIdentity extends Construct {
  public readonly identity: UserAssignedIdentity;
  public readonly roles: readonly RoleAssignment[];
  public readonly settled: TerraformData;

  constructor(scope: Construct, id: string, props: ClusterIdentityProps) {
    super(scope, id);
    const { clusterName, location, resourceGroupName } = props;
    this.identity = new UserAssignedIdentity(this, "Resource", {
      name: `${clusterName}-cluster`,
      location,
      resourceGroupName,
    });
    this.node.defaultChild = this.identity;
    this.roles = Object.entries(props.grants).map(
      ([name, { role, scope: on }]) =>
        new RoleAssignment(this, name, {
          scope: on,
          roleDefinitionName: role,
          principalId: this.identity.principalId,
          // Said, since the directory hears of a new identity later than this is asked.
          principalType: "ServicePrincipal",
        }),
    );
    this.settled = roleSettled(this, "roles-settled", this.roles);
  }

  /** What the cluster depends on: the roles, in force. */
  public get ready(): readonly ITerraformDependable[] {
    return [...this.roles, this.settled];
  }
}
