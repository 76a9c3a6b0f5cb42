/** Names, places and labels of what a cache in the cluster is made of. */

import type { CacheSection } from "../section";

/** Where caches of the cluster and Jobs of all caches live; only the platform has business there. */
export const REDIS_NAMESPACE = "redis";

/** The issuer of the caches' certificates, and the Secret of its own. */
export const AUTHORITY = "redis-authority";

export const VALKEY_PORT = 6379;
export const SENTINEL_PORT = 26_379;
/** Of the proxy's container: a Service of its own leads to it at the usual port. */
export const READ_PORT = 6380;
/** Where the proxy says how it is, and serves its figures. */
export const STATUS_PORT = 8404;

/** Sentinels that watch a cache: one may be away, and the other two still agree. */
export const SENTINELS = 3;
export const QUORUM = 2;

/** What Sentinels call the node that writes. */
export const WATCHED = "cache";

/** A StatefulSet's name and ten digits are in the 63 characters of its pods' label `controller-revision-hash`. */
export const MAX_CACHE_NAME = 43;

export type Part = "server" | "sentinel" | "proxy";

export const labelsOf = (cache: string, part: Part): Readonly<Record<string, string>> => ({
  "app.kubernetes.io/name": "redis",
  "app.kubernetes.io/instance": cache,
  "app.kubernetes.io/component": part,
});

/** The Secret of its certificate, key and authority (`ca.crt`). */
export const certificateSecret = (cache: string): string => `${cache}-tls`;
/** The headless Service behind which each node has a name of its own. */
export const nodesService = (cache: string): string => `${cache}-nodes`;
/** Of the nodes' StatefulSet. Whether it has volumes cannot be changed: of another use they are other nodes. */
export const serversName = (cache: string, use: CacheSection["use"]): string => `${cache}-${use}`;
export const sentinelsName = (cache: string): string => `${cache}-sentinel`;
export const sentinelsService = (cache: string): string => `${cache}-sentinels`;
export const proxyName = (cache: string): string => `${cache}-proxy`;
export const readerName = (cache: string): string => `${cache}-reader`;
/** The Secret of the file of access lists. Joined by a dot, which no cache's name contains: two names never meet. */
export const usersSecret = (cache: string): string => `${cache}.users`;

/** A server as others find it. */
export interface Node {
  readonly name: string;
  readonly host: string;
  readonly port: number;
}

/** `host:port`, with a space between two. */
export const addressesOf = (nodes: readonly Node[]): string =>
  nodes.map(({ host, port }) => `${host}:${port}`).join(" ");

/** Domain of the pods behind a headless Service. */
export const domainOf = (service: string, namespace: string): string => `${service}.${namespace}.svc.cluster.local`;

const podsOf = (set: string, domain: string, port: number, count: number): readonly Node[] =>
  Array.from({ length: count }, (_, index) => ({
    name: `${set}-${index}`,
    host: `${set}-${index}.${domain}`,
    port,
  }));

export interface NodesProps {
  /** Of the cache. */
  readonly name: string;
  /** Where its objects stand. */
  readonly namespace: string;
  /** Nodes of another use are other nodes. */
  readonly use: CacheSection["use"];
  /** Copies of the node that writes, 0 to 5. */
  readonly replicas: number;
}

export const serverNodes = ({ name, namespace, use, replicas }: NodesProps): readonly Node[] =>
  podsOf(serversName(name, use), domainOf(nodesService(name), namespace), VALKEY_PORT, replicas + 1);

export const sentinelNodes = (cache: string, namespace: string): readonly Node[] =>
  podsOf(sentinelsName(cache), domainOf(sentinelsService(cache), namespace), SENTINEL_PORT, SENTINELS);
