/** haproxy.cfg: TLS goes through to the node that writes, which the proxy finds by asking each. */
import { AUTHORITY_FILE } from "./server-config";
import { type Node, READ_PORT, STATUS_PORT, VALKEY_PORT } from "./names";

export interface ProxyConfigProps {
  /** Whom it asks, and leads to. */
  readonly nodes: readonly Node[];
  /** The text in place of the password of the user `proxy`: a template. */
  readonly password: string;
  /** Whether names are asked again of the cluster's DNS as pods come and go. @default true */
  readonly resolve?: boolean;
  /** Where it listens. @default the ports of its pods */
  readonly ports?: { readonly write: number; readonly read: number; readonly status: number };
  /** File of the authority of the nodes' certificates. @default where its pods have it */
  readonly authority?: string;
  /** Connections of clients at most, of each proxy. Each takes two descriptors, of which a container may have few. @default 8000 */
  readonly connections?: number;
}

const CHECK = {
  /** Between two questions to a node. */
  interval: "1s",
  /** For an answer: a node that does not write is one that does not say that it does. */
  timeout: "2s",
  /** Of a node that writes, so that one slow answer closes no connection. */
  fall: 2,
  rise: 1,
} as const;

/** As long as a client may wait for a message; who is gone is found by keep-alive probes. */
const IDLE = "24h";

/**
 * Both directions are passed on as they are: nobody but client and node reads them. A node that stops being the one that writes has its
 * connections closed at once, or clients would go on writing to a copy.
 */
export function proxyConfig(props: ProxyConfigProps): string {
  const { nodes, password, resolve = true, ports, authority, connections = 8000 } = props;
  const { write, read, status } = ports ?? { write: VALKEY_PORT, read: READ_PORT, status: STATUS_PORT };
  const backend = (name: string, role: string, lines: readonly string[]): readonly string[] => [
    `backend ${name}`,
    ...lines,
    "  option tcp-check",
    `  tcp-check send "AUTH proxy ${password}\\r\\n"`,
    "  tcp-check expect string +OK",
    '  tcp-check send "INFO replication\\r\\n"',
    `  tcp-check expect string ${role}`,
    ...nodes.map(
      ({ name: node, host, port }) =>
        `  server ${node} ${host}:${port} verifyhost ${host}${resolve ? " resolvers cluster" : ""}`,
    ),
    "",
  ];
  return [
    "global",
    "  log stdout format raw daemon notice",
    `  maxconn ${connections}`,
    // What is left of connections when the pod goes.
    "  hard-stop-after 20s",
    "",
    ...(resolve ? RESOLVERS : []),
    "defaults",
    "  mode tcp",
    "  log global",
    "  option clitcpka",
    "  option srvtcpka",
    "  option redispatch",
    "  timeout connect 3s",
    `  timeout client ${IDLE}`,
    `  timeout server ${IDLE}`,
    `  timeout check ${CHECK.timeout}`,
    `  default-server check check-ssl ca-file ${authority ?? AUTHORITY_FILE} verify required inter ${CHECK.interval} fall ${CHECK.fall} rise ${CHECK.rise} on-marked-down shutdown-sessions init-addr ${resolve ? "none" : "libc"}`,
    "",
    "frontend write",
    `  bind :${write}`,
    "  default_backend writes",
    "",
    "frontend read",
    `  bind :${read}`,
    "  use_backend writes if { nbsrv(reads) lt 1 }",
    "  default_backend reads",
    "",
    // The first of the list, should two say for a moment that they write: never some clients here and others there.
    ...backend("writes", "role:master", ["  balance first"]),
    ...backend("reads", "master_link_status:up", ["  balance leastconn"]),
    "frontend status",
    "  mode http",
    `  bind :${status}`,
    "  timeout client 10s",
    "  timeout http-request 5s",
    "  http-request return status 200 content-type text/plain string alive if { path /alive }",
    "  http-request return status 200 content-type text/plain string ready if { path /ready } { nbsrv(writes) ge 1 }",
    "  http-request use-service prometheus-exporter if { path /metrics }",
    "  http-request return status 503",
    "",
  ].join("\n");
}

/** Names of pods that are gone, or are not there yet, are asked again every second. */
const RESOLVERS: readonly string[] = [
  "resolvers cluster",
  "  parse-resolv-conf",
  "  accepted_payload_size 8192",
  "  timeout resolve 1s",
  "  timeout retry 1s",
  "  resolve_retries 3",
  "  hold valid 1s",
  "  hold nx 1s",
  "  hold refused 1s",
  "  hold timeout 1s",
  "  hold other 1s",
  "  hold obsolete 1s",
  "",
];
