/** What the section `cluster` says under `kubeadm`: what pods on bare hosts have for a network, for volumes and for load balancers. */
import { z } from "zod";
import { KEBAB_CASE } from "../../../../model/kebab-case";
import { interfaceName } from "../../../../targets/kubeadm/forms";
import { chartValues } from "../../../kit/chart-values";

/** How packets of pods go from node to node: Calico's own words are in `calico.ts`. */
export const ENCAPSULATIONS = ["vxlan", "vxlan-cross-subnet", "ipip", "ipip-cross-subnet", "none"] as const;
export type Encapsulation = (typeof ENCAPSULATIONS)[number];

/** Whether nodes tell each other routes by BGP, of which VXLAN needs none. */
export const usesBgp = (encapsulation: Encapsulation): boolean => !encapsulation.startsWith("vxlan");

const network = z
  .strictObject({
    encapsulation: z
      .enum(ENCAPSULATIONS)
      .default("vxlan")
      .describe(
        "How packets of pods go from node to node. vxlan works on every network; vxlan-cross-subnet leaves it out between nodes of one segment; ipip and ipip-cross-subnet are the same by IP protocol 4; none needs routers that learn pods' routes by BGP. Default: vxlan.",
      ),
    wireguard: z
      .boolean()
      .default(false)
      .describe("Whether WireGuard encrypts what goes from node to node between pods. Default: false."),
    mtu: z
      .int()
      .min(1280)
      .max(9000)
      .optional()
      .describe(
        "Bytes of the largest packet of a pod. Default: what the nodes' interfaces take, less the encapsulation.",
      ),
    defaultDeny: z
      .boolean()
      .default(true)
      .describe(
        "Whether pods in namespaces other than Kubernetes' own are closed in both directions, but for DNS, until a NetworkPolicy opens them. Default: true.",
      ),
  })
  .describe("The pods' network, by Calico.");

export const STORAGE_KINDS = ["local-path", "longhorn", "none"] as const;
export type StorageKind = (typeof STORAGE_KINDS)[number];

/** Where volumes lie on a host, unless the file says otherwise. */
export const DEFAULT_VOLUMES = "/var/lib/jangada-volumes";

/** More copies write slower and are no safer than the hosts are. */
const MOST_REPLICAS = 5;

const storage = z
  .strictObject({
    kind: z
      .enum(STORAGE_KINDS)
      .optional()
      .describe(
        "What makes volumes. local-path: a folder of the host on which the pod runs, which stays on that host and is lost with it. longhorn: copies on several hosts, and snapshots. none: you bring a StorageClass that is the default. Default: local-path in the profile minimal, else longhorn.",
      ),
    path: z
      .string()
      .regex(/^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._-]+)+$/, {
        message: "must be an absolute path of letters, digits, '.', '_' and '-', and not the root",
      })
      .default(DEFAULT_VOLUMES)
      .describe(`Folder on every host in which volumes lie. Default: ${DEFAULT_VOLUMES}.`),
    replicas: z
      .int()
      .min(1)
      .max(MOST_REPLICAS)
      .optional()
      .describe(
        "Copies of a volume, each on another host; longhorn alone. Default: 3, or one for each host that runs pods.",
      ),
  })
  .describe("Volumes of pods.");

const addresses = z.string().regex(/^[0-9.]+(\/\d{1,2}|-[0-9.]+)$/, {
  message: "must be an IPv4 range such as 192.0.2.192/27, or 192.0.2.200-192.0.2.220",
});

const pool = z.strictObject({
  name: z
    .string()
    .max(63)
    .regex(KEBAB_CASE, "Lower-case words of a-z and 0-9, joined by single hyphens, beginning with a letter.")
    .describe("Name of the pool: a Service asks for it by the annotation metallb.io/address-pool."),
  addresses: z
    .array(addresses)
    .min(1)
    .describe("Unused IPv4 addresses of the nodes' network segment: 192.0.2.192/27 or 192.0.2.200-192.0.2.220."),
  automatic: z
    .boolean()
    .default(true)
    .describe("Whether Services that ask for no pool get addresses of this one. Default: true."),
  interfaces: z
    .array(interfaceName)
    .min(1)
    .optional()
    .describe("Interfaces of the hosts on which the addresses are answered for. Default: all."),
});
export type AddressPool = z.output<typeof pool>;

const loadBalancers = z
  .strictObject({
    pools: z
      .array(pool)
      .max(50)
      .default([])
      .describe("Addresses for Services of the type LoadBalancer, by MetalLB (ARP). Default: none, and no MetalLB."),
  })
  .describe("Addresses of load balancers.");

export const PLATFORM_CHARTS = [
  "tigera-operator",
  "metallb",
  "local-path-provisioner",
  "longhorn",
  "snapshot-controller",
] as const;

export const kubeadmClusterBlock = z
  .strictObject({
    network: network.prefault({}),
    storage: storage.prefault({}),
    loadBalancers: loadBalancers.prefault({}),
    values: z
      .strictObject({
        "tigera-operator": chartValues("tigera-operator"),
        metallb: chartValues("metallb"),
        "local-path-provisioner": chartValues("local-path-provisioner"),
        longhorn: chartValues("longhorn"),
        "snapshot-controller": chartValues("snapshot-controller"),
      })
      .prefault({})
      .describe(
        "Values of charts that only bare hosts have, merged last. A key that the chart does not know is refused.",
      ),
  })
  .describe("What of the cluster is of bare hosts alone.");

export type KubeadmClusterBlock = z.output<typeof kubeadmClusterBlock>;
