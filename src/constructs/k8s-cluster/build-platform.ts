/** Builds the section `cluster`: what belongs to the cluster and runs inside it. */
import type { Deployment } from "../../model/component";
import { NETWORK } from "../network/contract";
import type { NetworkSection } from "../network/section";
import { isAdopted } from "../kit/adopted";
import { comesFirst } from "../kit/cdktf/comes-first";
import { type ClusterPlatformProps, KUBERNETES_CLUSTER } from "./contract";
import type { ClusterSection } from "./section";

export function buildClusterPlatform(deployment: Deployment<ClusterSection>): void {
  const { facts, section, scope, sections } = deployment;
  // An adopted cluster has its own owner, who installs what it needs.
  if (isAdopted(section, facts)) return;
  const network = deployment.require(NETWORK, "network");
  const cluster = deployment.require(KUBERNETES_CLUSTER, "cluster");

  const props: ClusterPlatformProps = {
    facts,
    section,
    network,
    isolated: (sections["network"] as NetworkSection | undefined)?.nat === "none",
  };
  const networking = cluster.networking(scope, props);
  const volumes = cluster.storageClass(scope, "storage-class", props);
  if (networking) comesFirst(scope, [networking, ...(volumes ? [volumes] : [])]);
  const autoscaling = cluster.autoscale(scope, props);
  if (autoscaling) deployment.from("autoscaling", autoscaling);
}
