/** Which target serves the cluster, and how. */
import type { ImplementationsOf } from "../../model/contract";
import type { KubernetesClusterContract } from "./contract";

export const kubernetesClusterImplementations: ImplementationsOf<KubernetesClusterContract> = {
  aks: () => (require("./azure/aks-cluster") as typeof import("./azure/aks-cluster")).aksClusterImplementation,
  eks: () => (require("./aws/eks-cluster") as typeof import("./aws/eks-cluster")).eksClusterImplementation,
  kubeadm: () =>
    (require("./kubeadm/kubeadm-cluster") as typeof import("./kubeadm/kubeadm-cluster")).kubeadmClusterImplementation,
};
