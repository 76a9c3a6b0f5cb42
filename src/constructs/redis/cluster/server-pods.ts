/** The nodes of a cache: a StatefulSet. Pure: from settings to objects. */
import type { CacheSize, ValkeyMinor } from "../../../catalog/valkey";
import { VALKEY_REPOSITORY, valkeyVersions } from "../../../catalog/valkey";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { resources } from "../../kit/cluster/operator/copies";
import type { CacheSection } from "../section";
import {
  addressesOf,
  domainOf,
  labelsOf,
  nodesService,
  sentinelNodes,
  serverNodes,
  serversName,
  usersSecret,
  VALKEY_PORT,
} from "./names";
import {
  ASK_ENV,
  COMMON_MOUNTS,
  CONFIG_PATH,
  configVolume,
  container,
  envOf,
  mount,
  passwordsVolume,
  podTemplate,
  probe,
  secretVolume,
  selfEnv,
  TEMPORARY_VOLUME,
  tlsVolume,
} from "./pod";
import { DATA_PATH, TLS_PATH, USERS_PATH } from "./server-config";
import { NODE_SIZES } from "./sizes";

/** What a node has to hand over and to write down before it is ended: copies that are a little behind catch up meanwhile. */
const GRACE_SECONDS = 120;
/** A queue's log is read at its start: a minute for each GiB is slow. */
const LOADING_PROBES = 180;
/** Of a claim that is never made: each node's exists before (`NodeVolumes`), and its size may grow there, which it may not here. */
const TEMPLATE_STORAGE = "1Gi";

export interface ServerPodsProps {
  /** The cache's physical name. */
  readonly name: string;
  /** Where its objects stand. */
  readonly namespace: string;
  /** Valkey's, as `major.minor`. */
  readonly version: string;
  /** A queue has volumes, a cache has none. */
  readonly use: CacheSection["use"];
  /** What each node asks for and may use. */
  readonly size: CacheSize;
  /** Copies of the node that writes, 0 to 5. */
  readonly replicas: number;
  /** Pods with another one are exchanged. */
  readonly generation: string;
  /** Of the files that all nodes have alike. */
  readonly configMap: string;
}

export const valkeyImage = (version: string): string =>
  `${VALKEY_REPOSITORY}:${valkeyVersions[version as ValkeyMinor].tag}`;

export function serverPods(props: ServerPodsProps): KubernetesObject {
  const { name, namespace, version, use, size, replicas, generation, configMap } = props;
  const labels = labelsOf(name, "server");
  const image = valkeyImage(version);
  const { cpu, memory } = NODE_SIZES[size];
  const queue = use === "queue";
  const domain = domainOf(nodesService(name), namespace);
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: serversName(name, use), namespace, labels },
    spec: {
      serviceName: nodesService(name),
      replicas: replicas + 1,
      // All at once when all have gone: who waits for another one may wait for ever.
      podManagementPolicy: "Parallel",
      updateStrategy: { type: "RollingUpdate" },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
      selector: { matchLabels: labels },
      template: podTemplate({
        labels,
        generation,
        graceSeconds: GRACE_SECONDS,
        containers: [
          container("valkey", image, {
            command: ["bash", `${CONFIG_PATH}/start-server.sh`],
            env: [
              ...selfEnv(domain, VALKEY_PORT),
              ...envOf({
                ...ASK_ENV,
                CONFIG: `${CONFIG_PATH}/valkey.conf`,
                GENERATION: generation,
                NODES: addressesOf(serverNodes(props)),
                SENTINELS: replicas > 0 ? addressesOf(sentinelNodes(name, namespace)) : "",
                KEEPS: queue ? "yes" : "no",
                DATA: DATA_PATH,
              }),
            ],
            ports: [{ name: "valkey", containerPort: VALKEY_PORT }],
            resources: resources(cpu, `${memory}Mi`, `${memory}Mi`),
            startupProbe: probe("alive", { periodSeconds: 5, failureThreshold: LOADING_PROBES }),
            livenessProbe: probe("alive", { periodSeconds: 10, failureThreshold: 6 }),
            readinessProbe: probe("ready", { periodSeconds: 5, failureThreshold: 3 }),
            lifecycle: { preStop: { exec: { command: ["bash", `${CONFIG_PATH}/hand-over.sh`] } } },
            volumeMounts: [...COMMON_MOUNTS, mount("users", USERS_PATH), { name: "data", mountPath: DATA_PATH }],
          }),
          container("certificate", image, {
            command: ["bash", `${CONFIG_PATH}/follow-certificate.sh`],
            env: [...selfEnv(domain, VALKEY_PORT), ...envOf({ ...ASK_ENV, TLS: TLS_PATH })],
            resources: resources("5m", "16Mi", "32Mi"),
            volumeMounts: COMMON_MOUNTS,
          }),
        ],
        volumes: [
          configVolume(configMap),
          tlsVolume(name),
          secretVolume("users", usersSecret(name)),
          passwordsVolume(name, ["replication", "sentinel", "passwords"]),
          TEMPORARY_VOLUME,
          // What a copy is sent it may have to write to a file first.
          ...(queue ? [] : [{ name: "data", emptyDir: { sizeLimit: `${2 * memory}Mi` } }]),
        ],
      }),
      ...(queue
        ? {
            volumeClaimTemplates: [
              {
                metadata: { name: "data" },
                spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: TEMPLATE_STORAGE } } },
              },
            ],
          }
        : {}),
    },
  };
}
