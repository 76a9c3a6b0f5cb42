/** Where on a host the stand-ins keep what is theirs, and where Kubernetes' own files are. */
import * as path from "node:path";

/** Bound into every host: whoever asks here asks the one cluster that all of them share. */
export const CLUSTER_SOCKET = "/run/stand-in-cluster/socket";
export const CONTAINERS = "/run/stand-ins/containers.json";
export const STOPS = "/run/stand-ins/stop";
export const KUBERNETES = "/etc/kubernetes";
export const MANIFESTS = path.join(KUBERNETES, "manifests");
export const PKI = path.join(KUBERNETES, "pki");
export const ETCD_DATA = "/var/lib/etcd";
/** What an etcd knows of itself: whose member it is. */
export const ETCD_MEMBER = path.join(ETCD_DATA, "member", "id.json");
/** By which keys an API server writes and reads Secrets. */
export const ENCRYPTION = path.join(KUBERNETES, "jangada", "encryption.yaml");
export const KUBELET_CONFIG = "/var/lib/kubelet/config.yaml";
export const KUBELET_FLAGS = "/var/lib/kubelet/kubeadm-flags.env";

export const kubeconfigOf = (name: string): string => path.join(KUBERNETES, `${name}.conf`);
