/** Datadog's agents: their operator, their rights, and the custom resource that the operator makes them of. */
import { createHash } from "node:crypto";
import { Construct } from "constructs";
import type { Profile } from "../../../../model/component";
import type { Observed } from "../../../../model/observed";
import { terraformDependables } from "../../../kit/cdktf/dependables";
import type { KubernetesObject } from "../../../kit/cluster/kubernetes-object";
import { Manifests } from "../../../kit/cluster/manifests";
import { ANYWHERE } from "../../../kit/cluster/namespace-guard";
import { CONTROLLER_REPLICAS, resources } from "../../../kit/cluster/operator/copies";
import { Operator } from "../../../kit/cluster/operator/operator";
import { PRIORITY } from "../../../kit/cluster/priority";
import type { ISecretStore } from "../../../secrets/contract";
import { namespacePath } from "../../../secrets/names";
import { openMetricsChecks, stateCheck } from "../checks";
import { datadogAgent, type DatadogAgentProps } from "../datadog-agent";
import { API_KEY_SECRET, CHECKS_NAME, DATADOG_ACCOUNTS, DATADOG_NAMESPACE } from "../names";
import { datadogRights } from "../rights";
import type { DatadogSection } from "../section";

const CHART = "datadog-operator";
/** Where the kubelets serve what they measure. */
const KUBELET = 10250;
/** Datadog's agents compare their clocks. */
const NTP = 123;

export interface DatadogProps {
  readonly section: DatadogSection;
  /** Name of the environment. */
  readonly environment: string;
  readonly profile: Profile;
  /** Where the API key comes from. */
  readonly secrets: ISecretStore;
  /** Range of the nodes. */
  readonly networkCidr: string;
  /** What its agents read in the place of Prometheus. @default nothing: they stand beside it */
  readonly alone?: Required<Pick<Observed, "pods" | "exporters">>;
}

export class Datadog extends Construct {
  public readonly operator: Operator;
  public readonly agents: Manifests;

  /** @throws JangadaError CHART_UNKNOWN_VALUE and the other problems of chart values. */
  constructor(scope: Construct, id: string, props: DatadogProps) {
    super(scope, id);
    const { section, environment, profile, secrets, networkCidr, alone } = props;
    const copies = CONTROLLER_REPLICAS[profile];
    this.operator = new Operator(this, "operator", {
      chart: CHART,
      name: DATADOG_NAMESPACE,
      // Agents read logs and figures of the node from its own folders, which no stricter level allows.
      podSecurity: "privileged",
      ingress: [{ peers: [{ namespace: DATADOG_NAMESPACE }], ports: [] }],
      egress: [
        { peers: [{ namespace: DATADOG_NAMESPACE }], ports: [] },
        // Checks that pods ask for by their annotations.
        { peers: ["cluster"], ports: [] },
        { peers: [{ cidr: networkCidr }], ports: [KUBELET] },
        { peers: [ANYWHERE], ports: [NTP], protocols: ["UDP"] },
      ],
      before: (self, namespace) => {
        secrets.open({ name: DATADOG_NAMESPACE, namespace, path: namespacePath(DATADOG_NAMESPACE) });
        const key = secrets.deliver(self, "api-key", {
          namespace,
          secretName: API_KEY_SECRET.secretName,
          remoteName: `${secrets.prefix}${namespacePath(DATADOG_NAMESPACE)}${section.apiKey.secret}`,
          keys: { [API_KEY_SECRET.keyName]: section.apiKey.property },
        });
        const rights = new Manifests(self, "rights", {
          releaseName: "datadog-rights",
          namespace,
          objects: datadogRights(alone !== undefined),
        });
        return [rights.release, ...terraformDependables([key])];
      },
      values: () => datadogOperatorValues(copies),
      overrides: section.values,
    });
    this.agents = new Manifests(this, "agents", {
      releaseName: "datadog-agents",
      namespace: this.operator.namespace.name,
      objects: agentObjects({ section, environment, profile }, alone),
      dependsOn: [this.operator.chart.release],
    });
    this.node.defaultChild = this.agents.release;
  }
}

/** The agent, after what it reads. */
function agentObjects(
  props: Omit<DatadogAgentProps, "alone">,
  alone: DatadogProps["alone"],
): readonly KubernetesObject[] {
  if (!alone) return [datadogAgent(props)];
  const data = openMetricsChecks(alone.pods, alone.exporters);
  const digest = createHash("sha256").update(JSON.stringify(data)).digest("hex").slice(0, 10);
  return [
    { apiVersion: "v1", kind: "ConfigMap", metadata: { name: CHECKS_NAME, namespace: DATADOG_NAMESPACE }, data },
    datadogAgent({ ...props, alone: { checksName: CHECKS_NAME, digest, clusterChecks: stateCheck() } }),
  ];
}

function apartByZone(): object {
  const labelSelector = { matchLabels: { "app.kubernetes.io/name": CHART } };
  return { weight: 100, podAffinityTerm: { topologyKey: "topology.kubernetes.io/zone", labelSelector } };
}

/** Of its kinds only the agents are used: of the others it would need rights. */
function datadogOperatorValues(replicaCount: number): object {
  return {
    fullnameOverride: DATADOG_ACCOUNTS.operator,
    replicaCount,
    priorityClassName: PRIORITY.platform,
    // The chart knows no spread constraints.
    affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [apartByZone()] } },
    rbac: { create: false },
    serviceAccount: { name: DATADOG_ACCOUNTS.operator },
    resources: resources("50m", "128Mi", "256Mi"),
    containerSecurityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ["ALL"] },
      seccompProfile: { type: "RuntimeDefault" },
    },
    datadogCSIDriver: { enabled: false },
    datadogCRDs: {
      // They stay when the release goes, as all definitions do.
      keepCrds: true,
      crds: {
        datadogMetrics: false,
        datadogPodAutoscalers: false,
        datadogPodAutoscalerClusterProfiles: false,
        datadogMonitors: false,
        datadogCSIDrivers: false,
        datadogInstrumentations: false,
      },
    },
  };
}
