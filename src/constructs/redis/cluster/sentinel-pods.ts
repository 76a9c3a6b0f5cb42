/** The Sentinels of a cache: a StatefulSet, so that each has a name that stays. Pure: from settings to objects. */
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { resources } from "../../kit/cluster/operator/copies";
import {
  addressesOf,
  domainOf,
  labelsOf,
  QUORUM,
  SENTINEL_PORT,
  sentinelNodes,
  SENTINELS,
  sentinelsName,
  sentinelsService,
  serverNodes,
} from "./names";
import {
  ASK_ENV,
  COMMON_MOUNTS,
  CONFIG_PATH,
  configVolume,
  container,
  envOf,
  passwordsVolume,
  podTemplate,
  probe,
  selfEnv,
  TEMPORARY_VOLUME,
  tlsVolume,
} from "./pod";
import { DATA_PATH } from "./server-config";
import { type ServerPodsProps, valkeyImage } from "./server-pods";

/** What it learns about the others it writes down; a pod that is made again is told of it by them. */
export function sentinelPods(
  props: Pick<ServerPodsProps, "name" | "namespace" | "version" | "use" | "replicas" | "generation" | "configMap">,
): KubernetesObject {
  const { name, namespace, version, generation, configMap } = props;
  const labels = labelsOf(name, "sentinel");
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: sentinelsName(name), namespace, labels },
    spec: {
      serviceName: sentinelsService(name),
      replicas: SENTINELS,
      podManagementPolicy: "Parallel",
      updateStrategy: { type: "RollingUpdate" },
      selector: { matchLabels: labels },
      template: podTemplate({
        labels,
        generation,
        graceSeconds: 30,
        containers: [
          container("sentinel", valkeyImage(version), {
            command: ["bash", `${CONFIG_PATH}/start-sentinel.sh`],
            env: [
              ...selfEnv(domainOf(sentinelsService(name), namespace), SENTINEL_PORT),
              ...envOf({
                ...ASK_ENV,
                CONFIG: `${CONFIG_PATH}/sentinel.conf`,
                WATCH: `${CONFIG_PATH}/watch.conf`,
                SENTINELS: addressesOf(sentinelNodes(name, namespace)),
                NODES: addressesOf(serverNodes(props)),
                QUORUM: String(QUORUM),
                DATA: DATA_PATH,
                STARTED: `${DATA_PATH}/started`,
              }),
            ],
            ports: [{ name: "sentinel", containerPort: SENTINEL_PORT }],
            resources: resources("20m", "64Mi", "64Mi"),
            // It waits for somebody to name the node that writes.
            startupProbe: probe("watches", { periodSeconds: 5, failureThreshold: 60 }),
            livenessProbe: probe("watches", { periodSeconds: 20, failureThreshold: 3 }),
            readinessProbe: probe("watches", { periodSeconds: 10, failureThreshold: 3 }),
            volumeMounts: [...COMMON_MOUNTS, { name: "data", mountPath: DATA_PATH }],
          }),
        ],
        volumes: [
          configVolume(configMap),
          tlsVolume(name),
          passwordsVolume(name, ["sentinel"]),
          TEMPORARY_VOLUME,
          // Its file holds a password: never on a disk of the node.
          { name: "data", emptyDir: { medium: "Memory", sizeLimit: "8Mi" } },
        ],
      }),
    },
  };
}
