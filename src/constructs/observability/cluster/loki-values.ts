/** Values of the chart loki: one program, several copies of it, and a store of objects. */
import type { Profile } from "../../../model/component";
import type { Size } from "../../../model/sizes";
import { disruptionBudget, resources, topologySpread } from "../../kit/cluster/operator/copies";
import type { IdentityValues } from "../../kit/cluster/operator/operator";
import { PRIORITY } from "../../kit/cluster/priority";
import type { IObjectStore } from "../../object-storage/contract";
import { secondsOf } from "../duration";
import type { LogsSection } from "../logs-section";
import type { LogBackend } from "./log-backend";
import { LOKI } from "./names";

/**
 * Each line is written by as many copies as there are, and two of three must have it (Loki's replication): fewer than three
 * survive nothing. The modes with a part for each task take over beyond some hundreds of GB a day
 * (grafana.com/docs/loki, deployment modes); `SimpleScalable` among them goes with Loki 4.
 */
const COPIES: Readonly<Record<Profile, number>> = { minimal: 1, standard: 3, full: 3 };

/** CPU, memory and its limit, of each copy. */
const RESOURCES: Readonly<Record<Size, readonly [string, string, string]>> = {
  small: ["100m", "256Mi", "1Gi"],
  medium: ["250m", "1Gi", "2Gi"],
  large: ["1", "2Gi", "6Gi"],
};

/** MB; the chart's own default takes 8 GiB of a node. */
const CACHE_MEMORY = 512;

/** The schema that Loki 3 writes; what is older than the day is nothing here. */
const SCHEMA = { from: "2024-04-01", store: "tsdb", schema: "v13", index: { prefix: "loki_index_", period: "24h" } };

export interface LokiValuesProps {
  /** Retention, storage and copies of logs. */
  readonly logs: LogsSection;
  /** By it copies and requests are chosen. */
  readonly profile: Profile;
  /** Whether it refuses to be deleted. */
  readonly protected: boolean;
  /** The store of the chunks. */
  readonly store: IObjectStore;
  /** What the logs are kept in, in the target's words. */
  readonly backend: LogBackend;
  /** The cloud's identity of its pods, as chart values. */
  readonly identity: IdentityValues;
}

export function lokiValues({ logs, profile, store, backend, identity, ...props }: LokiValuesProps): object {
  const copies = COPIES[profile];
  const { kind } = backend;
  const { bucketName } = store;
  const cache = {
    enabled: copies > 1,
    replicas: 1,
    allocatedMemory: CACHE_MEMORY,
    priorityClassName: PRIORITY.platform,
  };
  return {
    fullnameOverride: LOKI,
    deploymentMode: "Monolithic",
    loki: {
      // One tenant: the environment.
      auth_enabled: false,
      analytics: { reporting_enabled: false },
      commonConfig: { replication_factor: copies },
      schemaConfig: { configs: [{ ...SCHEMA, object_store: kind }] },
      storage: {
        type: kind,
        bucketNames: { chunks: bucketName, ruler: bucketName, admin: bucketName },
        ...backend.storage(store),
      },
      limits_config: {
        retention_period: `${Math.floor(secondsOf(logs.retention) / secondsOf("1h"))}h`,
        allow_structured_metadata: true,
        // Labels make streams, and streams fill memory: what is of each pod alone is no label.
        max_label_names_per_series: 15,
        max_line_size: "256KB",
      },
      compactor: { retention_enabled: true, delete_request_store: kind },
    },
    // It asks nothing of the API server; the cloud's identity comes by a token of its own.
    serviceAccount: { create: true, ...identity.serviceAccount, automountServiceAccountToken: false },
    defaults: { automountServiceAccountToken: false },
    // Rules are Prometheus's; the sidecar that looks for some could read every Secret.
    rbac: { namespaced: true },
    sidecar: { rules: { enabled: false } },
    singleBinary: {
      ...backend.pods,
      replicas: copies,
      // Its caches need no identity of the cloud: `loki.podLabels` would be theirs, too.
      podLabels: identity.podLabels,
      priorityClassName: PRIORITY.platform,
      persistence: {
        enabled: true,
        size: `${logs.storage}Gi`,
        enableStatefulSetAutoDeletePVC: true,
        whenDeleted: props.protected ? "Retain" : "Delete",
        whenScaled: "Retain",
      },
      podDisruptionBudget: disruptionBudget(copies),
      topologySpreadConstraints: topologySpread({
        "app.kubernetes.io/name": LOKI,
        // Its caches have the name, too.
        "app.kubernetes.io/component": "single-binary",
      }),
      resources: resources(...RESOURCES[logs.size]),
    },
    chunksCache: cache,
    resultsCache: cache,
    memcachedExporter: { enabled: false },
    // Whoever may reach Loki reaches it itself.
    gateway: { enabled: false },
    lokiCanary: { enabled: false },
    test: { enabled: false },
    monitoring: { serviceMonitor: { enabled: true } },
    read: { replicas: 0 },
    write: { replicas: 0 },
    backend: { replicas: 0 },
  };
}
