import { type Kubeconfig, kubeconfig } from "./kubeconfig";

/**
 * What a host that joins knows beforehand: endpoint, authority and the token that lets it in, as a kubeconfig. The token stands here and not in
 * JoinConfiguration: without a user in it, kubeadm asks for cluster-info as nobody, and where only health is anonymous that is refused as
 * unauthorized and asked again until the time is up; with it, it is forbidden, which kubeadm takes for an answer (discovery/file/file.go).
 */
export interface DiscoveryInput {
  readonly endpoint: { readonly host: string; readonly port: number };
  /** Base64 of PEM. */
  readonly certificateAuthority: string;
  readonly token: string;
}

export function discoveryKubeconfig({ endpoint, certificateAuthority, token }: DiscoveryInput): Kubeconfig {
  return kubeconfig({ name: "bootstrap", cluster: "kubernetes", endpoint, certificateAuthority, user: { token } });
}
