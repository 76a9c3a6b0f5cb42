/** Builds the section `cluster`: what belongs to the cluster and runs inside it. */
import { DEFAULT_MINOR, type SupportedMinor } from "../../catalog/kubernetes";
import type { Deployment } from "../../model/component";
import { NETWORK } from "../network/contract";
import type { NetworkSection } from "../network/section";
import { eksOf } from "./aws/eks";
import { KUBERNETES_CLUSTER } from "./contract";
import { Karpenter } from "./aws/karpenter";
import { MetricsServer } from "./cluster/metrics-server";
import type { ClusterSection } from "./section";
import { volumeClass } from "./aws/storage-class";

/** Limit of CPUs where neither file nor profile says one. */
const FALLBACK_CPU = 128;

export function buildClusterPlatform(deployment: Deployment<ClusterSection>): void {
  const { facts, section, scope, sections } = deployment;
  // An adopted cluster has its own owner, who installs what it needs.
  if (section.existing) return;
  const network = deployment.require(NETWORK, "network");
  const cluster = eksOf(deployment.require(KUBERNETES_CLUSTER, "cluster"));
  const { autoscaling, values } = section;

  volumeClass(scope, "storage-class", { volumeKeyArn: cluster.volumeKeyArn });
  new MetricsServer(scope, "metrics-server", {
    profile: facts.profile,
    networkCidr: network.cidr,
    values: values.metricsServer,
  });
  if (!cluster.karpenter || autoscaling.enabled === false) return;
  deployment.from(
    "autoscaling",
    new Karpenter(scope, "karpenter", {
      cluster,
      facts: cluster.karpenter,
      profile: facts.profile,
      zonalShift: facts.protected || facts.profile === "full",
      isolated: (sections["network"] as NetworkSection | undefined)?.nat === "none",
      values: values.karpenter,
      nodes: {
        version: (section.version ?? DEFAULT_MINOR) as SupportedMinor,
        subnetIds: network.subnets("private").map((subnet) => subnet.id),
        capacity: autoscaling.capacity ?? ["on-demand"],
        cpu: autoscaling.cpu ?? FALLBACK_CPU,
        memory: autoscaling.memory,
        tags: facts.tags,
      },
    }),
  );
}
