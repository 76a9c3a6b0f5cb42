/**
 * What kubeadm of each minor brings along, by the patch release that is installed. From k8s.io/kubernetes of those tags,
 * cmd/kubeadm/app/constants/constants.go and build/dependencies.yaml; read 2026-11-25.
 */
export interface KubernetesRelease {
  /** Patch release of kubeadm, kubelet and kubectl. */
  readonly patch: string;
  /** Images' tags. */
  readonly etcd: string;
  readonly coredns: string;
  readonly pause: string;
}

export const kubernetesReleases: { readonly [minor: string]: KubernetesRelease } = {
  "1.34": { patch: "1.34.4", etcd: "3.6.5-0", coredns: "v1.12.1", pause: "3.10.1" },
  "1.35": { patch: "1.35.4", etcd: "3.6.6-0", coredns: "v1.13.1", pause: "3.10.1" },
  "1.36": { patch: "1.36.3", etcd: "3.6.8-0", coredns: "v1.14.2", pause: "3.10.2" },
};

/** Undefined of a minor that is not installed on hosts. */
export function releaseOf(minor: string): KubernetesRelease | undefined {
  return Object.hasOwn(kubernetesReleases, minor) ? kubernetesReleases[minor] : undefined;
}
