/** How the clusters of the simulated world are found by the endpoint that a provider configuration names. */
import type { Cluster, ClusterNode, ClusterType } from "../../rehearsal/world/cluster-type";
import type { World, WorldObject } from "../../rehearsal/world/world";
import { numberOf, textOf } from "../../rehearsal/engine/attributes";

/** For a cluster that publishes no version. */
export const USUAL_VERSION = "1.34";
/** For a cluster of which nothing says how many nodes it has. */
export const USUAL_NODES = 3;

/** So many nodes of one group. */
export const nodesIn = (pool: string, count: number): readonly ClusterNode[] =>
  Array.from({ length: count }, () => ({ pool }));

/**
 * Put into the world by hand: a cluster that no provider made. Attributes `endpoint`, `version`, `certificate_authority` (PEM),
 * `nodes` (how many).
 */
export const handMadeCluster: ClusterType = {
  type: "simulated_cluster",
  describe(attributes) {
    const endpoint = textOf(attributes.endpoint);
    return endpoint === undefined
      ? undefined
      : {
          endpoint,
          version: textOf(attributes.version) ?? USUAL_VERSION,
          authority: textOf(attributes.certificate_authority),
          nodes: nodesIn("default", numberOf(attributes.nodes) ?? USUAL_NODES),
          providerIds: "simulated://",
        };
  },
};

/** The cluster whose API server answers at a host; undefined if there is none. */
export function findCluster(world: World, host: string): Cluster | undefined {
  const wanted = normalEndpoint(host);
  for (const clusterType of world.clusterTypes.values()) {
    for (const object of world.list(clusterType.type)) {
      const found = clusterType.describe(object.attributes, world);
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
