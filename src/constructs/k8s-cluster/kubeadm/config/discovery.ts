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

export function discoveryKubeconfig({ endpoint, certificateAuthority, token }: DiscoveryInput) {
  return {
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: "kubernetes",
        cluster: {
          server: `https://${endpoint.host}:${endpoint.port}`,
          "certificate-authority-data": certificateAuthority,
        },
      },
    ],
    users: [{ name: "bootstrap", user: { token } }],
    contexts: [{ name: "bootstrap", context: { cluster: "kubernetes", user: "bootstrap" } }],
    "current-context": "bootstrap",
  } as const;
}
