/** Where on a host what is. The stages' scripts (`assets/kubeadm/lib.sh`) hold the same paths. */
export const PLACES = {
  /** What the API server reads beside its certificates; mounted into its pod. */
  server: "/etc/kubernetes/jangada",
  authentication: "/etc/kubernetes/jangada/authentication.yaml",
  encryption: "/etc/kubernetes/jangada/encryption.yaml",
  auditPolicy: "/etc/kubernetes/jangada/audit-policy.yaml",
  admission: "/etc/kubernetes/jangada/admission.yaml",
  auditLogs: "/var/log/kubernetes/audit",
  /** What a host that joins knows of the cluster: endpoint, authority, token. */
  discovery: "/etc/kubernetes/jangada-discovery.conf",
  containerd: "unix:///run/containerd/containerd.sock",
  etcd: "/var/lib/etcd",
} as const;
