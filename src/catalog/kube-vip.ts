/** kube-vip: moves the virtual address of bare hosts' API server. */
export const KUBE_VIP_IMAGE = {
  repository: "ghcr.io/kube-vip/kube-vip",
  // renovate: datasource=docker depName=ghcr.io/kube-vip/kube-vip
  tag: "v1.1.2",
} as const;
