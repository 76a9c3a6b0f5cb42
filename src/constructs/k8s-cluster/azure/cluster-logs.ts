/** What the control plane tells of itself, and how much of it is worth its price. */
import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import { LogAnalyticsWorkspaceTable } from "@cdktf/provider-azurerm/lib/log-analytics-workspace-table";
import { MonitorDataCollectionRule } from "@cdktf/provider-azurerm/lib/monitor-data-collection-rule";
import { MonitorDataCollectionRuleAssociation } from "@cdktf/provider-azurerm/lib/monitor-data-collection-rule-association";
import { MonitorDiagnosticSetting } from "@cdktf/provider-azurerm/lib/monitor-diagnostic-setting";
import { Construct } from "constructs";
import type { AzureClusterBlock } from "./section";

/** Days that records can be searched at once; beyond, they are kept at a fraction of the price. */
const SEARCHED_DAYS = 30;

/**
 * Categories (learn.microsoft.com/azure/aks/monitor-aks-reference, "Resource logs"). `kube-audit` tells of every reading call as well, which is by far
 * the most of what a cluster writes (learn.microsoft.com/azure/aks/monitor-aks, "Resource logs").
 */
const ALWAYS = ["cloud-controller-manager", "cluster-autoscaler", "guard", "kube-controller-manager"];
const OF_AUDIT: { readonly [A in AzureClusterBlock["audit"]]: readonly string[] } = {
  changes: ["kube-audit-admin"],
  all: ["kube-apiserver", "kube-audit", "kube-scheduler"],
};

/** The tables of their own, at the price of what is rarely read. */
const TABLES = ["AKSAudit", "AKSAuditAdmin", "AKSControlPlane"];

/** What the agent on the nodes reports beside that: no logs and no metrics of pods, which observability has by itself. */
const STREAMS = ["Microsoft-KubeEvents"];

export interface ClusterLogsProps {
  /** Name of the cluster. */
  readonly name: string;
  /** The location of the cluster. */
  readonly location: string;
  /** The resource group that it stands in. */
  readonly resourceGroupName: string;
  /** Days that records are kept. */
  readonly retentionDays: number;
}

/** Where records go: made before the cluster, whose agent has to know it. */
export class ClusterLogs extends Construct {
  public readonly workspace: LogAnalyticsWorkspace;
  public readonly tables: readonly LogAnalyticsWorkspaceTable[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ClusterLogsProps,
  ) {
    super(scope, id);
    const { name, location, resourceGroupName, retentionDays } = props;
    this.workspace = new LogAnalyticsWorkspace(this, "Resource", {
      name: `${name}-cluster`,
      location,
      resourceGroupName,
      sku: "PerGB2018",
      retentionInDays: SEARCHED_DAYS,
      localAuthenticationEnabled: false,
    });
    this.node.defaultChild = this.workspace;
    this.tables = TABLES.map(
      (table) =>
        new LogAnalyticsWorkspaceTable(this, table, {
          workspaceId: this.workspace.id,
          name: table,
          plan: "Basic",
          totalRetentionInDays: Math.max(retentionDays, SEARCHED_DAYS),
        }),
    );
  }

  /** Has a cluster write here. @param audit which calls of its API server */
  public collect(clusterId: string, audit: AzureClusterBlock["audit"]): void {
    const { name, location, resourceGroupName } = this.props;
    new MonitorDiagnosticSetting(this, "control-plane", {
      name: "control-plane",
      targetResourceId: clusterId,
      logAnalyticsWorkspaceId: this.workspace.id,
      logAnalyticsDestinationType: "Dedicated",
      enabledLog: [...ALWAYS, ...OF_AUDIT[audit]].sort().map((category) => ({ category })),
      dependsOn: [...this.tables],
    });
    const rule = new MonitorDataCollectionRule(this, "events", {
      name: `${name}-events`,
      location,
      resourceGroupName,
      kind: "Linux",
      destinations: { logAnalytics: [{ name: "workspace", workspaceResourceId: this.workspace.id }] },
      dataSources: {
        extension: [
          {
            name: "ContainerInsightsExtension",
            extensionName: "ContainerInsights",
            streams: STREAMS,
            extensionJson: JSON.stringify({
              dataCollectionSettings: { interval: "5m", namespaceFilteringMode: "Off" },
            }),
          },
        ],
      },
      dataFlow: [{ streams: STREAMS, destinations: ["workspace"] }],
    });
    new MonitorDataCollectionRuleAssociation(this, "events-of-cluster", {
      name: "ContainerInsightsExtension",
      targetResourceId: clusterId,
      dataCollectionRuleId: rule.id,
    });
  }
}
