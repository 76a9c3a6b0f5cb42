/** Where the stores of a stack tell who asked them for what. */
import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { physicalName } from "../../kit/cdktf/names";

/** Its address is one, whichever store asks for it first. */
const ID = "access-logs";

/** Days for which access is told: as long as on every target. */
const KEPT_DAYS = 90;

/** Characters of a workspace's name (learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules). */
const NAME_LENGTH = 63;

export interface AccessLogWorkspaceProps {
  /** The location that it stands in. */
  readonly location: string;
  /** The resource group that it stands in. */
  readonly resourceGroupName: string;
}

/** One for all stores of a stack. It is there for its stack, and goes with it. */
export class AccessLogWorkspace extends Construct {
  /** The stack's one, made when it is first asked for. */
  public static of(scope: Construct, props: AccessLogWorkspaceProps): AccessLogWorkspace {
    const stack = TerraformStack.of(scope);
    return (stack.node.tryFindChild(ID) as AccessLogWorkspace | undefined) ?? new AccessLogWorkspace(stack, ID, props);
  }

  public readonly workspace: LogAnalyticsWorkspace;

  private constructor(stack: TerraformStack, id: string, { location, resourceGroupName }: AccessLogWorkspaceProps) {
    super(stack, id);
    this.workspace = new LogAnalyticsWorkspace(this, "Resource", {
      name: physicalName([stack.node.id, ID], NAME_LENGTH),
      location,
      resourceGroupName,
      sku: "PerGB2018",
      retentionInDays: KEPT_DAYS,
      // Azure itself writes; nobody does with the workspace's key.
      localAuthenticationEnabled: false,
    });
    this.node.defaultChild = this.workspace;
  }
}
