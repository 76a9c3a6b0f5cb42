/** valkey.conf: what every node of a cache has alike. What differs (who writes, where it is found) its start script adds. */
import type { CacheSize } from "../../../catalog/valkey";
import type { CacheSection } from "../section";
import { VALKEY_PORT } from "./names";
import { maxMemory } from "./sizes";

/** Where the pods find what they mount. */
export const TLS_PATH = "/run/tls";
export const USERS_PATH = "/run/users";
export const DATA_PATH = "/data";
export const AUTHORITY_FILE = `${TLS_PATH}/ca.crt`;

/** TLS and nothing else, for clients, copies and Sentinels; clients prove who they are by user and password. */
export const tlsLines = (port: number): readonly string[] => [
  "port 0",
  `tls-port ${port}`,
  `tls-cert-file ${TLS_PATH}/tls.crt`,
  `tls-key-file ${TLS_PATH}/tls.key`,
  `tls-ca-cert-file ${AUTHORITY_FILE}`,
  "tls-auth-clients no",
  "tls-replication yes",
  'tls-protocols "TLSv1.2 TLSv1.3"',
];

export interface ServerConfigProps {
  /** What is evicted and what is written to disk follows from it. */
  readonly use: CacheSection["use"];
  /** How much memory keys may take follows from it. */
  readonly size: CacheSize;
  /** Copies of the node that writes. */
  readonly replicas: number;
  /** Further parameters of valkey.conf. */
  readonly parameters: CacheSection["parameters"];
}

/** Seconds after which a copy that is silent does not count. */
const LAG_SECONDS = 10;

/**
 * With two copies a queue takes a write only while one of them follows: a node that is cut off stops taking messages that its
 * successor would not have. With one copy it would stand still whenever that is exchanged.
 */
export const leastFollowers = (use: CacheSection["use"], replicas: number): number =>
  use === "queue" && replicas > 1 ? 1 : 0;

/** Names as Redis has them, too: every version of Valkey takes them. */
export function serverConfig({ use, size, replicas, parameters }: ServerConfigProps): string {
  const queue = use === "queue";
  const { "maxmemory-policy": policy = queue ? "noeviction" : "allkeys-lru", ...others } = parameters;
  return [
    ...tlsLines(VALKEY_PORT),
    `aclfile ${USERS_PATH}/users.acl`,
    `dir ${DATA_PATH}`,
    `maxmemory ${maxMemory(size, use)}`,
    `maxmemory-policy ${policy}`,
    `appendonly ${queue ? "yes" : "no"}`,
    "appendfsync everysec",
    'save ""',
    "masteruser replication",
    "repl-diskless-sync yes",
    // Seconds that a copy waits for others to be sent the same.
    "repl-diskless-sync-delay 1",
    "repl-backlog-size 32mb",
    `min-replicas-to-write ${leastFollowers(use, replicas)}`,
    `min-replicas-max-lag ${LAG_SECONDS}`,
    "replica-read-only yes",
    // A proxy and a load balancer forget what is silent: both sides are asked for a sign of life.
    "tcp-keepalive 60",
    ...Object.entries(others)
      .filter(([, value]) => value !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, value]) => `${name} "${value}"`),
    "",
  ].join("\n");
}
