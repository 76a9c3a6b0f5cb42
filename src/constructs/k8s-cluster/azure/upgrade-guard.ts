/**
 * Refuses at plan what AKS would refuse in the middle of an apply, or what would make another cluster in place of this one: a minor skipped, a
 * minor back, a public endpoint that comes or goes. It asks Azure what exists now; of a cluster that does not exist yet, nothing.
 */
import { DataAzurermKubernetesCluster } from "@cdktf/provider-azurerm/lib/data-azurerm-kubernetes-cluster";
import { DataAzurermResources } from "@cdktf/provider-azurerm/lib/data-azurerm-resources";
import { type Precondition, Token } from "cdktf";
import { Construct } from "constructs";

export interface UpgradeGuardProps {
  /** Name of the cluster. A literal. */
  readonly clusterName: string;
  /** Name of the resource group that it stands in. */
  readonly resourceGroupName: string;
  /** Kubernetes minor, such as `1.35`. */
  readonly version: string;
  /** Whether the API server has no public endpoint. */
  readonly isPrivate: boolean;
}

export class UpgradeGuard extends Construct {
  /** For the cluster's `lifecycle`. */
  public readonly preconditions: Precondition[];

  constructor(scope: Construct, id: string, props: UpgradeGuardProps) {
    super(scope, id);
    const { clusterName, version, isPrivate } = props;
    // Listing what there is never fails; asking for a cluster that is not there would. Other groups may have one of that name.
    const clusters = new DataAzurermResources(this, "names", {
      type: "Microsoft.ContainerService/managedClusters",
      name: clusterName,
    });
    const deployed = new DataAzurermKubernetesCluster(this, "deployed", {
      name: "each.value",
      resourceGroupName: props.resourceGroupName,
    });
    const inGroup = `lower(found.resource_group_name) == lower(${expression(props.resourceGroupName)})`;
    deployed.addOverride("for_each", `\${toset([for found in ${clusters.fqn}.resources : found.name if ${inGroup}])}`);
    deployed.addOverride("name", "${each.value}");

    const minor = Number(version.replace(/^1\./, ""));
    const minorOf = 'tonumber(split(".", cluster.kubernetes_version)[1])';
    const allClusters = (test: string): string => `\${alltrue([for cluster in ${deployed.fqn} : ${test}])}`;
    const runs = `\${join(", ", [for cluster in ${deployed.fqn} : cluster.kubernetes_version])}`;
    this.preconditions = [
      {
        condition: allClusters(`${minorOf} <= ${minor}`),
        errorMessage:
          `Cluster ${clusterName} runs Kubernetes ${runs}, and cannot go back to ${version}. ` +
          `Write the version that it runs. To run an older minor, make a new cluster beside this one.`,
      },
      {
        condition: allClusters(`${minorOf} >= ${minor - 1}`),
        errorMessage:
          `Cluster ${clusterName} runs Kubernetes ${runs}, and AKS raises one minor at a time; ${version} is further. ` +
          `Write the next minor, deploy, and then go on.`,
      },
      {
        condition: allClusters(`cluster.private_cluster_enabled == ${isPrivate}`),
        errorMessage:
          `Cluster ${clusterName} was made ${isPrivate ? "with" : "without"} a public endpoint, and the provider would make another one in its place. ` +
          `${isPrivate ? "Write 'api.public' with its ranges again" : "Leave out 'api.public'"}, or make a new cluster beside this one.`,
      },
    ];
  }
}

/** A text within an expression: a reference as it is, which cdktf writes without its braces there; a literal in quotes. */
const expression = (text: string): string => (Token.isUnresolved(text) ? text : JSON.stringify(text));
