/** Where a server's log goes: to a workspace of its own, in which it is looked through. */
import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import { MonitorDiagnosticSetting } from "@cdktf/provider-azurerm/lib/monitor-diagnostic-setting";
import { Construct } from "constructs";

/** As logs on AWS: what an auditor asks for (CKV_AWS_338). A workspace itself costs nothing. */
const RETENTION_DAYS = 365;

export interface ServerLogsProps {
  /** What Azure calls the server. */
  readonly name: string;
  /** The resource group that it stands in. */
  readonly resourceGroupName: string;
  /** Location of the server. */
  readonly location: string;
}

export class ServerLogs extends Construct {
  public readonly workspace: LogAnalyticsWorkspace;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ServerLogsProps,
  ) {
    super(scope, id);
    const { name, resourceGroupName, location } = props;
    this.workspace = new LogAnalyticsWorkspace(this, "Resource", {
      name,
      resourceGroupName,
      location,
      sku: "PerGB2018",
      retentionInDays: RETENTION_DAYS,
      // Azure itself writes; nobody does with the workspace's key.
      localAuthenticationEnabled: false,
    });
    this.node.defaultChild = this.workspace;
  }

  /**
   * Sends the log of a server there; not its figures, which are kept for 93 days anyway (learn.microsoft.com/azure/azure-monitor/metrics/data-platform-metrics).
   * No kind of table is named: this service's answer leaves it out, and every plan would name it anew (github.com/hashicorp/terraform-provider-azurerm/issues/22406).
   */
  public receive(scope: Construct, serverId: string): MonitorDiagnosticSetting {
    return new MonitorDiagnosticSetting(scope, "logs", {
      name: this.props.name,
      targetResourceId: serverId,
      logAnalyticsWorkspaceId: this.workspace.id,
      enabledLog: [{ category: "PostgreSQLLogs" }],
    });
  }
}
