/** Placeholder */
export type Component = "kube-apiserver" | "kube-controller-manager" | "kube-scheduler" | "kubelet";
export function knownFlags(_component: Component, _minor: string): ReadonlySet<string> | undefined {
  return undefined;
}
