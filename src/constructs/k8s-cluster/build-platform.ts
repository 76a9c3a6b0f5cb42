/** Builds the section `cluster`: what belongs to the cluster and runs inside it. */
import type { Deployment } from "../../model/component";
import { NETWORK } from "../network/contract";
import type { NetworkSection } from "../network/section";
import { isAdopted } from "../kit/adopted";
import { KUBERNETES_CLUSTER } from "./contract";
import type { ClusterSection } from "./section";

export function buildClusterPlatform(deployment: Deployment<ClusterSection>): void {
  const { facts, section, scope, sections } = deployment;
  // An adopted cluster has its own owner, who installs what it needs.
  if (isAdopted(section, facts)) return;
  const network = deployment.require(NETWORK, "network");
  const cluster = deployment.require(KUBERNETES_CLUSTER, "cluster");

  cluster.storageClass(scope, "storage-class");
  const autoscaling = cluster.autoscale(scope, {
    facts,
    section,
    network,
    isolated: (sections["network"] as NetworkSection | undefined)?.nat === "none",
  });
  if (autoscaling) deployment.from("autoscaling", autoscaling);
}
