/** What neutral code has to know of hosts of one's own. */
import type { TargetFacts } from "../../model/target-facts";
import { blockFields } from "./block";
import { checkBlock } from "./check";
import { API_PORT } from "./endpoint-section";
import { existingHosts } from "./existing-hosts";
import { keptObjects } from "./kept-objects";
import { machinesOf } from "./machines";
import { newKubeadmBlock } from "./new/new-block";
import { pgStateFacts } from "./state-backend";

export const kubeadmFacts = {
  name: "kubeadm",
  title: "bare hosts",
  block: "kubeadm",
  blockKeys: { region: "site" },
  region: {
    pattern: /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
    error: "must be a name of lower-case letters, digits and hyphens, such as fortaleza",
    example: "fortaleza",
    title: "site",
    description: "What the place of the hosts is called: the region of their nodes (topology.kubernetes.io/region).",
    usual: "site",
  },
  fields: blockFields,
  check: checkBlock,
  add: keptObjects,
  newBlock: newKubeadmBlock,
  existing: existingHosts,
  machines: machinesOf,
  components: [
    "network",
    "cluster",
    "metricsServer",
    "databases",
    "objectServers",
    "objectStorage",
    "observability",
    "rabbitmq",
    "redis",
    "secrets",
    "ingress",
    "velero",
  ],
  // The hosts stand in a network already.
  stackless: ["network"],
  // Nothing carries tags: owner and tags are labels of namespaces, if anything.
  tags: {
    key: {
      pattern: /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/,
      error: "must be up to 63 letters, digits, '-', '_', '.'",
      example: "costCenter",
    },
    value: {
      pattern: /^[\p{L}\p{N} _.:/=+@-]{1,256}$/u,
      error: "must be up to 256 letters, digits, spaces and _ . : / = + - @",
      example: "fishing",
    },
    maxCount: 50,
  },
  names: { environment: 20 },
  // Whoever owns the hosts decides; nothing waits for a window.
  windows: { maintenance: { shortest: 30 } },
  stateBackends: [pgStateFacts],
  sizes: {
    small: ["2 CPUs, 8 GiB"],
    medium: ["4 CPUs, 16 GiB"],
    large: ["8 CPUs, 32 GiB"],
  },
  providers: [],
  environmentVariables: [],
  apiServerPort: API_PORT,
  // serverTLSBootstrap is off: nobody would approve what kubelets ask for (kubernetes#73356).
  unsignedKubelets: true,
  // They show metrics to their own host alone: the first two by `bind-address` (CIS 1.3.7, 1.4.2), etcd and kube-proxy by kubeadm's and
  // its own defaults (127.0.0.1:2381, 127.0.0.1:10249).
  hiddenParts: ["controller-manager", "scheduler", "etcd", "kube-proxy"],
  hosts: () => [],
  entry: { module: "jangada/kubeadm", className: "KubeadmTarget" },
} as const satisfies TargetFacts;
