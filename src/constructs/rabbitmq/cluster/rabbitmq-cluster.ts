/** The `RabbitmqCluster` of the operator. Pure: from settings to an object. */
import { rabbitmqImage } from "../../../catalog/rabbitmq-images";
import type { BrokerSize } from "../../../catalog/rabbitmq";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { topologySpread } from "../../kit/cluster/operator/copies";
import { PRIORITY } from "../../kit/cluster/priority";
import { nodesOf } from "./check";
import type { BrokerSection } from "../section";
import { certificateSecret, RABBITMQ_API } from "./names";

/** Told by the label, and by a policy of admission refused to be deleted. */
export const PROTECTED_LABEL = "jangada/protected";

/**
 * CPU asked for, and memory asked for and allowed: RabbitMQ takes alarm at a part of what it may have, so both are the same
 * (rabbitmq.com/docs/production-checklist, "Memory").
 */
const NODE: Readonly<Record<BrokerSize, { readonly cpu: string; readonly memory: string }>> = {
  small: { cpu: "250m", memory: "1Gi" },
  medium: { cpu: "1", memory: "4Gi" },
  large: { cpu: "2", memory: "8Gi" },
};

/**
 * Seconds in which a node hands its leaders over and waits until nothing needs it. The operator's own week would hold up every
 * change of nodes; what a managed group of nodes waits before it takes one away by force is 15 minutes.
 */
const GRACE_SECONDS = 900;

/** Seconds that each node waits before it starts, so that a change of its own configuration has arrived: the operator's default. */
const START_DELAY_SECONDS = 30;

export interface RabbitmqClusterProps {
  /** Name of the custom resource; pods and Secrets are called after it. */
  readonly name: string;
  /** Kubernetes namespace that it stands in. */
  readonly namespace: string;
  /** The section's fields, checked and with their defaults. */
  readonly settings: Pick<BrokerSection, "version" | "size" | "highAvailability" | "inCluster" | "protected">;
  /** Storage class of the nodes' volumes. @default the cluster's default one */
  readonly volumeClass?: string | undefined;
}

/** Labels that the operator gives the pods of a broker. */
export const brokerPods = (name: string): Readonly<Record<string, string>> => ({ "app.kubernetes.io/name": name });

export function rabbitmqCluster({ name, namespace, settings, volumeClass }: RabbitmqClusterProps): KubernetesObject {
  const { cpu, memory } = NODE[settings.size];
  return {
    apiVersion: RABBITMQ_API,
    kind: "RabbitmqCluster",
    metadata: { name, namespace, labels: { [PROTECTED_LABEL]: String(settings.protected) } },
    spec: {
      // Said here, or the operator writes its own default down at the first sight, and never raises it again.
      image: rabbitmqImage(settings.version) ?? "",
      replicas: nodesOf(settings),
      autoEnableAllFeatureFlags: true,
      delayStartSeconds: START_DELAY_SECONDS,
      terminationGracePeriodSeconds: GRACE_SECONDS,
      // Without a class the cluster's own default, which is encrypted.
      persistence: {
        storage: `${settings.inCluster.storage}Gi`,
        ...(volumeClass === undefined ? {} : { storageClassName: volumeClass }),
      },
      resources: { requests: { cpu, memory }, limits: { memory } },
      // Without an authority of clients: who they are is said by user and password.
      tls: { secretName: certificateSecret(name), disableNonTLSListeners: true },
      rabbitmq: { additionalConfig: CONFIGURATION },
      override: {
        statefulSet: {
          spec: {
            template: {
              spec: {
                containers: [],
                priorityClassName: PRIORITY.data,
                topologySpreadConstraints: topologySpread(brokerPods(name)),
                securityContext: { fsGroupChangePolicy: "OnRootMismatch" },
              },
            },
          },
        },
      },
    },
  };
}

/**
 * rabbitmq.conf. Quorum queues wherever an application declares one without a type; a minority of nodes stops, so that two halves
 * never both go on; no TLS below 1.2; every queue's figures by themselves.
 */
const CONFIGURATION = [
  "default_queue_type = quorum",
  "cluster_partition_handling = pause_minority",
  "ssl_options.versions.1 = tlsv1.3",
  "ssl_options.versions.2 = tlsv1.2",
  "management.ssl.versions.1 = tlsv1.3",
  "management.ssl.versions.2 = tlsv1.2",
  "prometheus.ssl.versions.1 = tlsv1.3",
  "prometheus.ssl.versions.2 = tlsv1.2",
  "",
].join("\n");
