/** How the clusters of the simulated world are found by the endpoint that a provider configuration names. */
import type { ValueObject } from "../../rehearsal/protocol/value";
import type { World, WorldObject } from "../../rehearsal/world/world";
import { firstOf, textOf } from "../../rehearsal/engine/attributes";

export interface Cluster {
  readonly endpoint: string;
  /** Kubernetes minor, such as `1.34`. */
  readonly version: string;
  /** The authority of the API server's certificate in PEM, where the object publishes one. */
  readonly authority?: string;
  /** How load balancers in it are named. */
  readonly loadBalancerDomain?: string;
  readonly object: WorldObject;
}

/** One type of object that is a cluster, or has one behind it. */
export interface ClusterType {
  readonly type: string;
  /** Undefined while the object publishes no endpoint. */
  describe(attributes: ValueObject): Omit<Cluster, "object"> | undefined;
}

/** For a cluster that publishes no version. */
const USUAL_VERSION = "1.34";

const TYPES: ClusterType[] = [
  {
    type: "aws_eks_cluster",
    describe(attributes) {
      const endpoint = textOf(attributes.endpoint);
      const data = textOf(firstOf(attributes.certificate_authority)?.data);
      const region = textOf(attributes.region) ?? /\.([a-z0-9-]+)\.eks\./.exec(endpoint ?? "")?.[1] ?? "us-east-1";
      return endpoint === undefined
        ? undefined
        : {
            endpoint,
            version: textOf(attributes.version) ?? USUAL_VERSION,
            authority: data === undefined ? undefined : Buffer.from(data, "base64").toString("utf8"),
            loadBalancerDomain: `elb.${region}.amazonaws.com`,
          };
    },
  },
  {
    /** Put into the world by hand: a cluster that no provider made. Attributes `endpoint`, `version`, `certificate_authority` (PEM). */
    type: "simulated_cluster",
    describe(attributes) {
      const endpoint = textOf(attributes.endpoint);
      const authority = textOf(attributes.certificate_authority);
      return endpoint === undefined
        ? undefined
        : { endpoint, version: textOf(attributes.version) ?? USUAL_VERSION, authority };
    },
  },
];

/** Lets another type of object be a cluster; a second registration of a type replaces the first. */
export function registerClusterType(type: ClusterType): void {
  const index = TYPES.findIndex((known) => known.type === type.type);
  TYPES.splice(index < 0 ? TYPES.length : index, index < 0 ? 0 : 1, type);
}

/** The cluster whose API server answers at a host; undefined if there is none. */
export function findCluster(world: World, host: string): Cluster | undefined {
  const wanted = normalEndpoint(host);
  for (const { type, describe } of TYPES) {
    for (const object of world.list(type)) {
      const found = describe(object.attributes);
      if (found && normalEndpoint(found.endpoint) === wanted) return { ...found, object };
    }
  }
  return undefined;
}

/** The realm of what is in the cluster at an endpoint. */
export const clusterRealm = (endpoint: string): string => `cluster:${normalEndpoint(endpoint)}`;

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
