/** Which target serves backups, and how: pods, with what each cloud has for its volumes and its store. */
import type { ImplementationsOf } from "../../model/contract";
import type { VeleroContract } from "./contract";

export const veleroImplementations: ImplementationsOf<VeleroContract> = {
  eks: () => (require("./aws/eks-velero") as typeof import("./aws/eks-velero")).eksVeleroImplementation,
  aks: () => (require("./azure/aks-velero") as typeof import("./azure/aks-velero")).aksVeleroImplementation,
  kubeadm: () =>
    (require("./kubeadm/kubeadm-velero") as typeof import("./kubeadm/kubeadm-velero")).kubeadmVeleroImplementation,
};
