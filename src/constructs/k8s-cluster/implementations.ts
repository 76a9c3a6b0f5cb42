/** Which target serves the cluster, and how. */
import type { ImplementationsOf } from "../../model/contract";
import type { KubernetesClusterContract } from "./contract";

export const kubernetesClusterImplementations: ImplementationsOf<KubernetesClusterContract> = {
  eks: () => (require("./aws/eks-cluster") as typeof import("./aws/eks-cluster")).eksClusterImplementation,
};
