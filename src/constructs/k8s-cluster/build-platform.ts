/** Builds the section `cluster`: what belongs to the cluster and runs inside it. */
import type { SupportedMinor } from "../../catalog/kubernetes";
import type { Deployment } from "../../model/component";
import { NETWORK } from "../network/contract";
import type { NetworkSection } from "../network/section";
import { isAdopted } from "./adopted";
import { eksOf } from "./aws/eks";
import { KUBERNETES_CLUSTER } from "./contract";
import { Karpenter } from "./aws/karpenter";
import { AUTOSCALED_CPU } from "./defaults";
import { MetricsServer } from "./cluster/metrics-server";
import type { ClusterSection } from "./section";
import { volumeClass } from "./aws/storage-class";

export function buildClusterPlatform(deployment: Deployment<ClusterSection>): void {
  const { facts, section, scope, sections } = deployment;
  // An adopted cluster has its own owner, who installs what it needs.
  if (isAdopted(section, facts)) return;
  const network = deployment.require(NETWORK, "network");
  const cluster = eksOf(deployment.require(KUBERNETES_CLUSTER, "cluster"));
  const { autoscaling, values } = section;

  volumeClass(scope, "storage-class", { volumeKeyArn: cluster.volumeKeyArn });
  new MetricsServer(scope, "metrics-server", {
    profile: facts.profile,
    networkCidr: network.cidr,
    values: values.metricsServer,
  });
  if (!cluster.karpenter || !autoscaling.enabled) return;
  deployment.from(
    "autoscaling",
    new Karpenter(scope, "karpenter", {
      cluster,
      facts: cluster.karpenter,
      profile: facts.profile,
      zonalShift: facts.protected || facts.profile === "full",
      isolated: (sections["network"] as NetworkSection | undefined)?.nat === "none",
      values: section.aws.values.karpenter,
      nodes: {
        // Checked with the section.
        version: section.version as SupportedMinor,
        subnetIds: network.subnets("private").map((subnet) => subnet.id),
        capacity: autoscaling.capacity,
        cpu: autoscaling.cpu ?? AUTOSCALED_CPU[facts.profile],
        memory: autoscaling.memory,
        tags: facts.tags,
      },
    }),
  );
}
