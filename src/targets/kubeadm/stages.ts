/** What is done on the hosts, in this order. Each stage is a script of `assets/kubeadm`. */
export const STAGES = [
  "prerequisites",
  "essentials",
  "hardening",
  "network",
  "firewall",
  "containerd",
  "init",
  "join",
  "converge",
  "health",
] as const;

export type Stage = (typeof STAGES)[number];

/** What each does, as the file's schema tells it. */
export const STAGE_TITLES: { readonly [S in Stage]: string } = {
  prerequisites: "Whether a host can be a node at all; every problem of it in one report",
  essentials: "Packages, time, kernel modules and settings, swap",
  hardening: "SSH, audit, banning of those who guess passwords, security updates",
  network: "Names of the nodes, and the virtual address of the API server",
  firewall: "What may reach a host",
  containerd: "The container runtime, and Kubernetes' own packages",
  init: "The first control plane",
  join: "Further control planes one by one, then workers side by side",
  converge: "Versions and configuration, node by node",
  health: "Whether the cluster is well",
};
