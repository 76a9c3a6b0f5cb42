/** Which target serves the ingress, and how. */
import type { ImplementationsOf } from "../../model/contract";
import type { IngressContract } from "./contract";

export const ingressImplementations: ImplementationsOf<IngressContract> = {
  eks: () => (require("./aws/aws-ingress") as typeof import("./aws/aws-ingress")).traefikIngressImplementation,
  aks: () => (require("./azure/azure-ingress") as typeof import("./azure/azure-ingress")).azureIngressImplementation,
  kubeadm: () =>
    (require("./kubeadm/kubeadm-ingress") as typeof import("./kubeadm/kubeadm-ingress")).kubeadmIngressImplementation,
};
