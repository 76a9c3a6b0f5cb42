/** Which target serves the network, and how. */
import type { ImplementationsOf } from "../../model/contract";
import type { NetworkContract } from "./contract";

export const networkImplementations: ImplementationsOf<NetworkContract> = {
  aks: () => (require("./azure/azure-network") as typeof import("./azure/azure-network")).azureNetworkImplementation,
  eks: () => (require("./aws/aws-network") as typeof import("./aws/aws-network")).awsNetworkImplementation,
  kubeadm: () =>
    (require("./kubeadm/hosts-network") as typeof import("./kubeadm/hosts-network")).hostsNetworkImplementation,
};
