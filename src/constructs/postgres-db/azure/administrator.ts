/** Who administers the servers of a stack: an identity of the cloud, as which the Job that makes databases and roles logs in. */
import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";

export interface AdministratorProps {
  /** The resource group that it stands in: it is called after it. */
  readonly resourceGroupName: string;
  /** Location of the servers. */
  readonly location: string;
}

/** Upper case: no server's construct is called so. */
const ID = "Administrator";

/**
 * One for all servers of the stack: it owns the databases, so a server that is restored from another one's backups is administered by
 * who administers that.
 */
export class Administrator extends Construct {
  public readonly identity: UserAssignedIdentity;
  /** The tenant that Terraform works in. */
  public readonly tenantId: string;

  private constructor(scope: Construct, props: AdministratorProps) {
    super(scope, ID);
    const { resourceGroupName, location } = props;
    this.identity = new UserAssignedIdentity(this, "Resource", {
      name: `${resourceGroupName}-databases-administrator`,
      resourceGroupName,
      location,
    });
    this.tenantId = new DataAzurermClientConfig(this, "deployer", {}).tenantId;
    this.node.defaultChild = this.identity;
  }

  /** The one of the stack, made where there is none yet. */
  public static of(scope: Construct, props: AdministratorProps): Administrator {
    const stack = TerraformStack.of(scope);
    const found = stack.node.tryFindChild(ID);
    return found instanceof Administrator ? found : new Administrator(stack, props);
  }
}
