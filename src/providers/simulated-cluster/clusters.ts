/** How the clusters of the simulated world are found by the endpoint that a provider configuration names. */
import type { ValueObject } from "../../rehearsal/protocol/value";
import type { World, WorldObject } from "../../rehearsal/world/world";
import { numberOf, textOf } from "../../rehearsal/engine/attributes";

export interface ClusterNode {
  /** The group that it belongs to. */
  readonly pool: string;
  readonly zone?: string;
}

export interface Cluster {
  readonly endpoint: string;
  /** Kubernetes minor, such as `1.34`. */
  readonly version: string;
  /** The authority of the API server's certificate in PEM, where the object publishes one. */
  readonly authority?: string;
  /** How load balancers in it are named. @default they have addresses and no names */
  readonly loadBalancerDomain?: string;
  readonly nodes: readonly ClusterNode[];
  /** The label that names a node's group. @default none does */
  readonly poolLabel?: string;
  /** What begins the ids of nodes at their cloud: `<scheme>://`. */
  readonly providerIds: string;
  /** What its add-ons install, by the names of `assets/charts/crds.json`: definitions of custom resources that no release brings. @default none */
  readonly addOns?: readonly string[];
  readonly object: WorldObject;
}

/** One type of object that is a cluster, or has one behind it; whoever simulates the type announces it. */
export interface ClusterType {
  readonly type: string;
  /** Undefined while the object publishes no endpoint. */
  describe(attributes: ValueObject, world: World): Omit<Cluster, "object"> | undefined;
}

/** For a cluster that publishes no version. */
export const USUAL_VERSION = "1.34";
/** For a cluster of which nothing says how many nodes it has. */
export const USUAL_NODES = 3;

/** So many nodes of one group. */
export const nodesIn = (pool: string, count: number): readonly ClusterNode[] =>
  Array.from({ length: count }, () => ({ pool }));

const TYPES: ClusterType[] = [
  {
    /**
     * Put into the world by hand: a cluster that no provider made. Attributes `endpoint`, `version`, `certificate_authority`
     * (PEM), `nodes` (how many).
     */
    type: "simulated_cluster",
    describe(attributes) {
      const endpoint = textOf(attributes.endpoint);
      const authority = textOf(attributes.certificate_authority);
      return endpoint === undefined
        ? undefined
        : {
            endpoint,
            version: textOf(attributes.version) ?? USUAL_VERSION,
            authority,
            nodes: nodesIn("default", numberOf(attributes.nodes) ?? USUAL_NODES),
            providerIds: "simulated://",
          };
    },
  },
];

/** Lets a type of object be a cluster; a second registration of a type replaces the first. */
export function registerClusterType(type: ClusterType): void {
  const index = TYPES.findIndex((known) => known.type === type.type);
  TYPES.splice(index < 0 ? TYPES.length : index, index < 0 ? 0 : 1, type);
}

/** The cluster whose API server answers at a host; undefined if there is none. */
export function findCluster(world: World, host: string): Cluster | undefined {
  const wanted = normalEndpoint(host);
  for (const { type, describe } of TYPES) {
    for (const object of world.list(type)) {
      const found = describe(object.attributes, world);
      if (found && normalEndpoint(found.endpoint) === wanted) return { ...found, object };
    }
  }
  return undefined;
}

const REALM = "cluster:";

/** The realm of what is in the cluster at an endpoint. */
export const clusterRealm = (endpoint: string): string => `${REALM}${normalEndpoint(endpoint)}`;

/** The cluster of a realm; undefined if there is none. */
export const clusterOfRealm = (world: World, realm: string): Cluster | undefined =>
  realm.startsWith(REALM) ? findCluster(world, realm.slice(REALM.length)) : undefined;

/** Removes everything that was in a cluster; for whoever deletes the cluster itself. */
export function removeClusterContents(world: World, endpoint: string): void {
  const realm = clusterRealm(endpoint);
  for (const object of world.list()) {
    if (isInCluster(object, realm)) world.remove(object.type, object.id, object.realm);
  }
}

/** Releases stand in a realm below their cluster's, one for each namespace. */
export const isInCluster = (object: WorldObject, realm: string): boolean =>
  object.realm === realm || object.realm.startsWith(`${realm}/`);

/** With a scheme, in lower case, without the default port and a slash at the end. */
export function normalEndpoint(endpoint: string): string {
  const url = /^https?:\/\//i.test(endpoint) ? endpoint : `https://${endpoint}`;
  return url
    .toLowerCase()
    .replace(/\/+$/, "")
    .replace(/^(https:\/\/.*):443$/, "$1")
    .replace(/^(http:\/\/.*):80$/, "$1");
}
