/** The `Pooler` of CloudNativePG: PgBouncer before the node that writes. Pure: from settings to an object. */
import { disruptionBudget, resources, topologySpread } from "../../kit/cluster/operator/copies";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { PRIORITY } from "../../kit/cluster/priority";
import { CNPG_API, poolerName } from "./cnpg-names";
import type { PoolerSection } from "./cnpg-section";

export interface CnpgPoolerProps {
  /** Name of the server. */
  readonly server: string;
  /** Kubernetes namespace that it stands in. */
  readonly namespace: string;
  /** The section's fields, checked and with their defaults. */
  readonly pooler: PoolerSection;
}

/** Drivers set it when they connect, and each asks for it anew: PgBouncer refuses what it does not know (pgbouncer.org/config). */
const IGNORED_AT_START = "extra_float_digits,search_path";

export function poolerObjects({ server, namespace, pooler }: CnpgPoolerProps): readonly KubernetesObject[] {
  const name = poolerName(server);
  const pods = { "cnpg.io/poolerName": name };
  const { enabled, maxUnavailable } = disruptionBudget(pooler.instances);
  return [
    {
      apiVersion: CNPG_API,
      kind: "Pooler",
      metadata: { name, namespace },
      spec: {
        cluster: { name: server },
        type: "rw",
        instances: pooler.instances,
        pgbouncer: {
          poolMode: pooler.mode,
          parameters: {
            max_client_conn: String(pooler.clientConnections),
            default_pool_size: String(pooler.serverConnections),
            ignore_startup_parameters: IGNORED_AT_START,
            client_tls_sslmode: "require",
            server_tls_sslmode: "verify-ca",
          },
        },
        template: {
          metadata: { labels: pods },
          spec: {
            priorityClassName: PRIORITY.data,
            topologySpreadConstraints: topologySpread(pods),
            containers: [{ name: "pgbouncer", resources: resources("50m", "64Mi", "256Mi") }],
          },
        },
      },
    },
    ...(enabled
      ? [
          {
            apiVersion: "policy/v1",
            kind: "PodDisruptionBudget",
            metadata: { name, namespace },
            spec: { maxUnavailable, selector: { matchLabels: pods } },
          },
        ]
      : []),
  ];
}
