/** The cluster that hosts make by kubeadm, as the simulated world keeps it: it begins with `init` and ends with its last control plane. */
import { createHash } from "node:crypto";
import type { ClusterNode, ClusterType } from "../../rehearsal/world/cluster-type";
import type { World, WorldObject } from "../../rehearsal/world/world";
import { HOST_REALM } from "../../rehearsal/hosts/existing-hosts";
import { isDown } from "../../rehearsal/hosts/down";
import type { HostView } from "../../rehearsal/hosts/shell";
import { HOST_TYPE } from "../../rehearsal/hosts/simulated-host";
import { isObject, type ValueObject } from "../../rehearsal/protocol/value";
import { removeClusterContents } from "../simulated-cluster/clusters";

/** The type of it in the world. */
export const KUBEADM_CLUSTER = "kubeadm_cluster";

export interface Member {
  /** The host that it stands on: `<address>:<port>`. */
  readonly host: string;
  readonly address: string;
  readonly role: "control-plane" | "worker";
  /** Patch release of its kubelet. */
  readonly version: string;
  readonly labels: Readonly<Record<string, string>>;
  /** `<key>[=<value>]:<effect>` */
  readonly taints: readonly string[];
  readonly unschedulable: boolean;
}

export interface Cluster {
  /** `https://<host>:<port>` */
  readonly endpoint: string;
  readonly name: string;
  /** Patch release of the control planes. */
  readonly version: string;
  /** PEM. */
  readonly authority: string;
  /** By which nodes may join. */
  readonly tokens: readonly string[];
  /** By the names of the nodes. */
  readonly members: Readonly<Record<string, Member>>;
}

/** What a host keeps of the cluster that it is a node of: what kubelet.conf says. */
export interface Membership {
  readonly endpoint: string;
  readonly authority: string;
  readonly node: string;
}

export const hostId = ({ address, port }: Pick<HostView, "address" | "port">): string => `${address}:${port}`;

export const fingerprintOf = (pem: string): string => createHash("sha256").update(pem).digest("hex");

export function membershipOf(state: ValueObject): Membership | undefined {
  return isObject(state["member"]) ? (state["member"] as unknown as Membership) : undefined;
}

export function clusterAt(world: World, endpoint: string): Cluster | undefined {
  const object = world.get(KUBEADM_CLUSTER, endpoint, HOST_REALM);
  return object && (object.attributes as unknown as Cluster);
}

export function putCluster(world: World, cluster: Cluster): void {
  const { endpoint: id } = cluster;
  const createdAt = world.get(KUBEADM_CLUSTER, id, HOST_REALM)?.createdAt ?? new Date().toISOString();
  const attributes = { ...cluster } as unknown as ValueObject;
  world.put({ type: KUBEADM_CLUSTER, id, realm: HOST_REALM, createdAt, attributes });
}

/** With everything that was in it. */
export function removeCluster(world: World, endpoint: string): void {
  removeClusterContents(world, endpoint);
  world.remove(KUBEADM_CLUSTER, endpoint, HOST_REALM);
}

export const controlPlanesOf = ({ members }: Pick<Cluster, "members">): readonly (readonly [string, Member])[] =>
  Object.entries(members).filter(([, { role }]) => role === "control-plane");

/** Whether the node is what the cluster takes it for: its host runs, and has not been reset or made another's behind its back. */
export function isHealthy(world: World, cluster: Cluster, name: string, self?: HostView): boolean {
  const member = cluster.members[name];
  if (!member) return false;
  const object: WorldObject | undefined = world.get(HOST_TYPE, member.host, HOST_REALM);
  if (!object || isDown(object)) return false;
  const stored = isObject(object.attributes["state"]) ? object.attributes["state"] : {};
  const membership = membershipOf(self && hostId(self) === member.host ? self.state : stored);
  return (
    membership?.endpoint === cluster.endpoint &&
    membership.authority === fingerprintOf(cluster.authority) &&
    membership.node === name
  );
}

/** Whether more than half of the members of etcd answer: without them nothing can be written. */
export function hasMajority(world: World, cluster: Cluster, self?: HostView): boolean {
  const members = controlPlanesOf(cluster);
  const healthy = members.filter(([name]) => isHealthy(world, cluster, name, self));
  return healthy.length > Math.floor(members.length / 2);
}

const ZONE = "topology.kubernetes.io/zone";

export const kubeadmClusterType: ClusterType = {
  type: KUBEADM_CLUSTER,
  describe(attributes, world) {
    const cluster = attributes as unknown as Cluster;
    if (!hasMajority(world, cluster)) return undefined;
    const { endpoint, authority, version } = cluster;
    const nodes = Object.entries(cluster.members)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]): ClusterNode => nodeOf(name, member));
    return { endpoint, authority, clientAuthority: authority, version: minorOf(version), nodes, providerIds: "" };
  },
};

const minorOf = (version: string): string => version.split(".").slice(0, 2).join(".");

function nodeOf(name: string, { role, labels, address, unschedulable, taints, version }: Member): ClusterNode {
  const zone = labels[ZONE];
  return {
    name,
    pool: role,
    address,
    version,
    unschedulable,
    taints,
    labels: { ...labels, ...(role === "control-plane" ? { "node-role.kubernetes.io/control-plane": "" } : {}) },
    ...(zone === undefined ? {} : { zone }),
  };
}
