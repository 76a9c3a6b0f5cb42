/** The custom resource from which Datadog's operator makes its agents. Pure: from settings to an object. */
import type { Profile } from "../../../model/component";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { CONTROLLER_REPLICAS, resources, topologySpread } from "../../kit/cluster/operator/copies";
import { PRIORITY } from "../../kit/cluster/priority";
import { API_KEY_SECRET, DATADOG_AGENT, DATADOG_NAMESPACE } from "./names";
import type { DatadogSection } from "./section";

export interface DatadogAgentProps {
  readonly section: DatadogSection;
  /** Name of the environment. */
  readonly environment: string;
  readonly profile: Profile;
  /** What its agents read in the place of Prometheus. @default nothing: they stand beside it */
  readonly alone?: AgentAlone;
}

export interface AgentAlone {
  /** Name of the ConfigMap with the checks of the agents on nodes. */
  readonly checksName: string;
  /** Changes when they do: agents read them as they start. */
  readonly digest: string;
  /** Files of the cluster agent, by their names. */
  readonly clusterChecks: Readonly<Record<string, string>>;
}

/** Where the agent looks for the configurations of one check. */
const CHECKS_FOLDER = "/etc/datadog-agent/conf.d/openmetrics.d";

/** What would be on by default, needs rights over all of the cluster or the kernel, and is not asked for. */
const OFF = {
  // It would read every Secret of the cluster (its rights: list and watch); the environment has kube-state-metrics.
  kubeStateMetricsCore: { enabled: false },
  orchestratorExplorer: { enabled: false },
  // It would change pods of every namespace as they are made.
  admissionController: { enabled: false },
  controlPlaneMonitoring: { enabled: false },
  // It would let Datadog change the agents' settings from outside.
  remoteConfiguration: { enabled: false },
  externalMetricsServer: { enabled: false },
  liveProcessCollection: { enabled: false },
  processDiscovery: { enabled: false },
  // The operator would make a role for the whole cluster of it, which it may not, and would go no further (`EVENTS`).
  eventCollection: { collectKubernetesEvents: false },
} as const;

/** What the operator gives the cluster agent where it collects events (its feature eventcollection, envvar.go). */
const EVENTS = [
  { name: "DD_COLLECT_KUBERNETES_EVENTS", value: "true" },
  { name: "DD_LEADER_ELECTION", value: "true" },
  { name: "DD_LEADER_LEASE_NAME", value: `${DATADOG_AGENT}-leader-election` },
  { name: "DD_CLUSTER_AGENT_TOKEN_NAME", value: `${DATADOG_AGENT}-token` },
];

export function datadogAgent({ section, environment, profile, alone }: DatadogAgentProps): KubernetesObject {
  const { site, clusterName = environment, logs, apm } = section;
  const replicas = CONTROLLER_REPLICAS[profile];
  return {
    apiVersion: "datadoghq.com/v2alpha1",
    kind: "DatadogAgent",
    metadata: { name: DATADOG_AGENT, namespace: DATADOG_NAMESPACE },
    spec: {
      global: {
        site,
        clusterName,
        credentials: { apiSecret: { ...API_KEY_SECRET } },
        tags: [`env:${environment}`],
      },
      features: {
        ...OFF,
        logCollection: { enabled: logs, containerCollectAll: logs },
        apm: { enabled: apm, hostPortConfig: { enabled: false }, instrumentation: { enabled: false } },
        dogstatsd: { hostPortConfig: { enabled: false }, unixDomainSocketConfig: { enabled: true } },
        clusterChecks: { enabled: true, useClusterChecksRunners: false },
      },
      override: {
        nodeAgent: {
          // Rights are the platform's to give (rights.ts): the operator could only give what it has itself.
          createRbac: false,
          priorityClassName: PRIORITY.node,
          tolerations: [{ operator: "Exists" }],
          ...(alone ? nodeChecks(alone) : {}),
          containers: {
            agent: {
              resources: resources("100m", "256Mi", "512Mi"),
              ...(alone ? { volumeMounts: [{ name: VOLUME, mountPath: CHECKS_FOLDER, readOnly: true }] } : {}),
            },
            ...(apm ? { "trace-agent": { resources: resources("50m", "128Mi", "512Mi") } } : {}),
          },
        },
        clusterAgent: {
          createRbac: false,
          priorityClassName: PRIORITY.platform,
          replicas,
          env: EVENTS,
          ...(alone ? { extraConfd: { configDataMap: alone.clusterChecks } } : {}),
          ...(replicas > 1 ? { createPodDisruptionBudget: true } : {}),
          topologySpreadConstraints: topologySpread({
            "agent.datadoghq.com/component": "cluster-agent",
            "agent.datadoghq.com/name": DATADOG_AGENT,
          }),
          containers: { "cluster-agent": { resources: resources("100m", "256Mi", "512Mi") } },
        },
      },
    },
  };
}

const VOLUME = "checks";

/** An agent is started anew where what it reads has changed. */
function nodeChecks({ checksName, digest }: AgentAlone): object {
  return {
    annotations: { "checksum/checks": digest },
    volumes: [{ name: VOLUME, configMap: { name: checksName } }],
  };
}
