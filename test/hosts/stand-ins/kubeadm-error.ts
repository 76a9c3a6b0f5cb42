/** What kubeadm ends with. */
export class KubeadmError extends Error {}
