/** `jangada/kubeadm`: the target, and the implementations that need no cloud's bindings, by name. */
export { HostsNetwork } from "../../src/constructs/network/kubeadm/hosts-network";
export { KubeadmCluster } from "../../src/constructs/k8s-cluster/kubeadm/kubeadm-cluster";
export { KubeadmTarget } from "./target";
