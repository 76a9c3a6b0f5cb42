/**
 * Refuses at plan what EKS would refuse in the middle of an apply, or carry out as a replacement: a minor skipped, a minor
 * back, other zones for the control plane. It asks AWS what exists now; of a cluster that does not exist yet, nothing.
 */
import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { DataAwsEksClusters } from "@cdktf/provider-aws/lib/data-aws-eks-clusters";
import type { Precondition } from "cdktf";
import { Construct } from "constructs";

/** The tag in which the cluster remembers the zones that its control plane was made with. */
export const CONTROL_PLANE_ZONES_TAG = "jangada:control-plane-zones";

export interface UpgradeGuardProps {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** Kubernetes minor, such as `1.35`. */
  readonly version: string;
  /** Zones of the control plane's interfaces. */
  readonly controlPlaneZones: readonly string[];
}

/** A value that tags can hold: they refuse commas. */
export function zonesTag(zones: readonly string[]): string {
  return [...zones].sort().join(" ");
}

export class UpgradeGuard extends Construct {
  /** For the cluster's `lifecycle`. */
  public readonly preconditions: Precondition[];

  constructor(scope: Construct, id: string, props: UpgradeGuardProps) {
    super(scope, id);
    const { clusterName, version } = props;
    // Listing names never fails; asking for a cluster that is not there would.
    const clusters = new DataAwsEksClusters(this, "names", {});
    const deployed = new DataAwsEksCluster(this, "deployed", { name: "each.value" });
    deployed.addOverride(
      "for_each",
      `\${toset([for name in ${clusters.fqn}.names : name if name == "${clusterName}"])}`,
    );
    deployed.addOverride("name", "${each.value}");

    const minor = Number(version.replace(/^1\./, ""));
    const minorOf = 'tonumber(split(".", cluster.version)[1])';
    const zones = zonesTag(props.controlPlaneZones);
    const allClusters = (test: string): string => `\${alltrue([for cluster in ${deployed.fqn} : ${test}])}`;
    const deployedIs = (what: string): string => `\${join(", ", [for cluster in ${deployed.fqn} : ${what}])}`;
    this.preconditions = [
      {
        condition: allClusters(`${minorOf} <= ${minor}`),
        errorMessage:
          `Cluster ${clusterName} runs Kubernetes ${deployedIs("cluster.version")}, and cannot go back to ${version}. ` +
          `Write the version that it runs. To run an older minor, make a new cluster beside this one.`,
      },
      {
        condition: allClusters(`${minorOf} >= ${minor - 1}`),
        errorMessage:
          `Cluster ${clusterName} runs Kubernetes ${deployedIs("cluster.version")}, and EKS raises one minor at a time; ${version} is further. ` +
          `Write the next minor, deploy, and then go on.`,
      },
      {
        condition: allClusters(`try(cluster.tags["${CONTROL_PLANE_ZONES_TAG}"], "${zones}") == "${zones}"`),
        errorMessage:
          `Cluster ${clusterName} was made with its control plane in ${deployedIs(`try(cluster.tags["${CONTROL_PLANE_ZONES_TAG}"], "")`)}; ` +
          `its zones are fixed, and ${zones} are others. Write the former ones as controlPlaneZones.`,
      },
    ];
  }
}
