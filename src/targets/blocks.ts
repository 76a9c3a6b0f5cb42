import type { TargetName } from "../model/target-name";

/** The keys of the blocks of all targets that are known, also of those that this version does not serve. */
export const TARGET_BLOCKS: { readonly [T in TargetName]: string } = { aks: "azure", eks: "aws", kubeadm: "kubeadm" };
