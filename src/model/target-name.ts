/** Where an environment's cluster runs. */
export type TargetName = "aks" | "eks" | "kubeadm";
