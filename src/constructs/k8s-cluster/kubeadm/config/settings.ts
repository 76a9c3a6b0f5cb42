/** What the configurations are made from: the environment file, and what only Terraform knows (the token, keys). */
import type { ClusterSection } from "../../section";
import type { KubeadmBlock } from "../../../../targets/kubeadm/block";
import type { Host } from "../../../../targets/kubeadm/host-section";
import { type HostPool, withPool } from "../pools";
import { API_PORT } from "../../../../targets/kubeadm/endpoint-section";
import { releaseOf } from "../../../../targets/kubeadm/kubernetes-releases";

/** A host that is to be a node, with what it gets where the file says nothing. */
export interface Node extends Pick<Host, "name" | "role" | "zone" | "labels"> {
  /** By which other nodes reach it. */
  readonly address: string;
  readonly taints: readonly {
    readonly key: string;
    readonly value?: string;
    readonly effect: "NoSchedule" | "PreferNoSchedule" | "NoExecute";
  }[];
}

export interface ClusterSettings {
  readonly name: string;
  /** Patch release, such as `1.35.4`. */
  readonly version: string;
  readonly pauseImage: string;
  readonly site: string;
  readonly endpoint: { readonly host: string; readonly port: number };
  readonly podCidr: string;
  readonly serviceCidr: string;
  /** Those that stay, by name. */
  readonly nodes: readonly Node[];
}

const CONTROL_PLANE_TAINT = { key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" } as const;

export interface SettingsInput {
  readonly name: string;
  readonly site: string;
  readonly block: KubeadmBlock;
  readonly cluster: Pick<ClusterSection, "version" | "serviceCidr"> & {
    readonly pools?: readonly HostPool[] | undefined;
  };
}

/** Undefined of a Kubernetes minor that is not installed on hosts. */
export function clusterSettings({ name, site, block, cluster }: SettingsInput): ClusterSettings | undefined {
  const release = releaseOf(cluster.version);
  if (!release) return undefined;
  const hosts = block.hosts.filter(({ state }) => state === "present");
  const hasWorkers = hosts.some(({ role }) => role === "worker");
  const nodes = hosts
    .map((host) => withPool(host, cluster.pools ?? []))
    .map((host): Node => ({
      name: host.name,
      role: host.role,
      labels: host.labels,
      ...(host.zone === undefined ? {} : { zone: host.zone }),
      address: host.nodeAddress ?? host.address,
      taints:
        host.taints?.map(({ key, value, effect }) => ({ key, ...(value === "" ? {} : { value }), effect })) ??
        (host.role === "control-plane" && hasWorkers ? [CONTROL_PLANE_TAINT] : []),
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  return {
    name,
    version: release.patch,
    pauseImage: `registry.k8s.io/pause:${release.pause}`,
    site,
    endpoint: endpointOf(block, nodes),
    podCidr: block.podCidr,
    serviceCidr: cluster.serviceCidr,
    nodes,
  };
}

/** Where clients go: never one node's own address, but where there is but one control plane and no name. */
function endpointOf({ endpoint }: KubeadmBlock, nodes: readonly Node[]): ClusterSettings["endpoint"] {
  if (endpoint.kind === "external") return { host: endpoint.host, port: endpoint.port };
  if (endpoint.kind !== "single") return { host: endpoint.address, port: API_PORT };
  const only = nodes.find(({ role }) => role === "control-plane");
  return { host: endpoint.host ?? only?.address ?? "", port: API_PORT };
}
