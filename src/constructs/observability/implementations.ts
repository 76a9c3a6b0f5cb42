/** Which target serves observability. It runs as pods everywhere; where logs are kept is the target's. */
import type { ImplementationsOf } from "../../model/contract";
import type { ObservabilityContract } from "./contract";

export const observabilityImplementations: ImplementationsOf<ObservabilityContract> = {
  eks: () =>
    (require("./aws/eks-observability") as typeof import("./aws/eks-observability")).eksObservabilityImplementation,
  aks: () =>
    (require("./azure/aks-observability") as typeof import("./azure/aks-observability")).aksObservabilityImplementation,
  kubeadm: () =>
    (require("./kubeadm/kubeadm-observability") as typeof import("./kubeadm/kubeadm-observability"))
      .kubeadmObservabilityImplementation,
};
