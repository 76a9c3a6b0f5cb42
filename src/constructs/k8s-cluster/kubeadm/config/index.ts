/** Every configuration file of a cluster, by the name under which the stages find it. */
import { auditPolicy } from "./audit-policy";
import { clusterConfiguration, initConfiguration, joinConfiguration } from "./cluster-configuration";
import { discoveryKubeconfig } from "./discovery";
import { kubeletConfiguration, kubeProxyConfiguration } from "./kubelet";
import { admissionConfiguration, authenticationConfiguration, encryptionConfiguration } from "./server-files";
import type { ClusterSettings, Node } from "./settings";
import { writeConfigurations } from "./write";

export interface SecretInputs {
  /** `<6>.<16>` lower-case letters and digits. */
  readonly token: string;
  /** Base64 of PEM. */
  readonly certificateAuthority: string;
  /** 32 bytes in base64, the one that encrypts first. */
  readonly encryptionKeys: readonly { readonly name: string; readonly secret: string }[];
}

/** What `kubeadm init` of the first control plane reads. Secret: it holds the token. */
export function initFile(node: Node, settings: ClusterSettings, { token }: Pick<SecretInputs, "token">): string {
  return writeConfigurations([initConfiguration(node, settings, token), ...clusterDocuments(settings)]);
}

/** The cluster's own part of it, by which `converge` sees whether something has changed. */
export function clusterFile(settings: ClusterSettings): string {
  return writeConfigurations(clusterDocuments(settings));
}

/** What `kubeadm join` reads. kubeadm takes no InitConfiguration beside it. */
export function joinFile(node: Node, settings: ClusterSettings): string {
  return writeConfigurations([joinConfiguration(node, settings)]);
}

/** Secret: it holds the token. */
export function discoveryFile(
  { endpoint }: Pick<ClusterSettings, "endpoint">,
  secrets: Pick<SecretInputs, "token" | "certificateAuthority">,
): string {
  return writeConfigurations([discoveryKubeconfig({ endpoint, ...secrets })]);
}

/** What the API server reads, by the name of the file. `encryption.yaml` is secret. */
export function serverFiles({ encryptionKeys }: Pick<SecretInputs, "encryptionKeys">) {
  return {
    "authentication.yaml": writeConfigurations([authenticationConfiguration]),
    "encryption.yaml": writeConfigurations([encryptionConfiguration(encryptionKeys)]),
    "audit-policy.yaml": writeConfigurations([auditPolicy]),
    "admission.yaml": writeConfigurations([admissionConfiguration]),
  } as const;
}

const clusterDocuments = (settings: ClusterSettings) => [
  clusterConfiguration(settings),
  kubeletConfiguration(),
  kubeProxyConfiguration(settings),
];

export { kubeVipFile } from "./kube-vip";
export { nodesFile } from "./nodes-file";
export { clusterSettings, type ClusterSettings, type Node } from "./settings";
