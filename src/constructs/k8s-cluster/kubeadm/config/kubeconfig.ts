/** A kubeconfig of one user of one cluster. */
export interface KubeconfigInput {
  /** Of the user, and of the context. */
  readonly name: string;
  readonly cluster: string;
  readonly endpoint: { readonly host: string; readonly port: number };
  /** Base64 of PEM. */
  readonly certificateAuthority: string;
  /** Who it is, in the words of a kubeconfig. */
  readonly user: Readonly<Record<string, string>>;
}

export type Kubeconfig = ReturnType<typeof kubeconfig>;

export function kubeconfig({ name, cluster, endpoint, certificateAuthority, user }: KubeconfigInput) {
  return {
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: cluster,
        cluster: {
          server: `https://${endpoint.host}:${endpoint.port}`,
          "certificate-authority-data": certificateAuthority,
        },
      },
    ],
    users: [{ name, user }],
    contexts: [{ name, context: { cluster, user: name } }],
    "current-context": name,
  } as const;
}
