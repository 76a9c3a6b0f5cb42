/** Logs: Loki keeps them in a store of objects, Alloy brings them. */
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { JangadaError } from "../../../errors";
import type { IWorkloadIdentity } from "../../../model/identity";
import type { PodMetrics } from "../../../model/observed";
import { terraformDependables } from "../../kit/cdktf/dependables";
import { HelmChart } from "../../kit/cluster/helm-chart";
import type { IKubernetesCluster } from "../../k8s-cluster/contract";
import type { IObjectStore } from "../../object-storage/contract";
import { platformKeys } from "../../object-storage/platform-keys";
import type { ISecretStore } from "../../secrets/contract";
import type { ObservabilitySettings } from "../props";
import { eventsValues, podLogsValues } from "./alloy-values";
import type { LogBackend } from "./log-backend";
import { lokiValues } from "./loki-values";
import { ALLOY, LOKI, NAMESPACE, NODES_NAMESPACE } from "./names";

/** Seconds: three copies start one after the other, each after its volume is there. */
const LOKI_TIMEOUT = 900;

/** Of the key of a store that has keys. */
const KEYS_SECRET = "loki-store";

/** Loaded only where there is such a store. */
const loadKeyed = (): typeof import("../seaweedfs/keyed-log-backend") =>
  require("../seaweedfs/keyed-log-backend") as typeof import("../seaweedfs/keyed-log-backend");

export interface LogsProps {
  /** The section's fields, checked and with their defaults. */
  readonly settings: ObservabilitySettings;
  /** The cluster that it runs in. */
  readonly cluster: IKubernetesCluster;
  /** Where it keeps its objects. */
  readonly store: IObjectStore | undefined;
  /** Where the key of a store is kept that has keys. */
  readonly secrets: ISecretStore;
  /** What the logs are kept in, in the target's words. */
  readonly backend: LogBackend | undefined;
  /** Names of both namespaces, as references. */
  readonly namespace: string;
  /** Namespace of what runs on every node. */
  readonly nodesNamespace: string;
  /** What must be there before it. */
  readonly dependsOn: readonly ITerraformDependable[];
}

export class Logs extends Construct {
  /** Undefined of a store that has keys. */
  public readonly identity: IWorkloadIdentity | undefined;
  public readonly loki: HelmChart;
  /** On every node. */
  public readonly collector: HelmChart;
  /** Absent where they are not kept. */
  public readonly events?: HelmChart;

  /** @throws JangadaError OBSERVABILITY_LOG_STORE without a store. */
  constructor(scope: Construct, id: string, props: LogsProps) {
    super(scope, id);
    const { settings, store, namespace, nodesNamespace, dependsOn } = props;
    const { environment, profile, values, logs } = settings;
    if (!store || !logs) throw withoutStore(this.node.path, "Logs need a store of objects to be kept in.");
    const credentials = store.credentialsFor(NAMESPACE, LOKI);
    const keyed = credentials && loadKeyed();
    this.identity = credentials
      ? undefined
      : props.cluster.identify(this, "identity", {
          namespace: NAMESPACE,
          serviceAccount: LOKI,
          permissions: store.permissions("read-write"),
        });
    const backend = keyed?.keyedLogBackend(KEYS_SECRET) ?? props.backend;
    if (!backend) throw withoutStore(this.node.path, "No cloud keeps logs here: their store needs a key.");
    const { serviceAccountAnnotations = {}, podLabels = {}, ready = [] } = this.identity ?? {};
    const keys =
      credentials && keyed
        ? [
            platformKeys(this, "keys", {
              store,
              credentials,
              secrets: props.secrets,
              namespace: NAMESPACE,
              namespaceReference: namespace,
              secretName: KEYS_SECRET,
              template: keyed.KEY_VARIABLES,
            }),
          ]
        : [];
    this.loki = new HelmChart(this, "loki", {
      chart: "loki",
      releaseName: LOKI,
      namespace,
      timeoutSeconds: LOKI_TIMEOUT,
      values: lokiValues({
        logs,
        profile,
        protected: settings.protected,
        store,
        backend,
        identity: { serviceAccount: { name: LOKI, annotations: serviceAccountAnnotations }, podLabels },
      }),
      ...(values.loki ? { overrides: values.loki } : {}),
      dependsOn: [...dependsOn, ...terraformDependables([...ready, ...keys])],
    });
    const alloy = (name: string, place: string, project: object): HelmChart =>
      new HelmChart(this, name, {
        chart: "alloy",
        releaseName: name,
        namespace: place,
        values: project,
        ...(values.alloy ? { overrides: values.alloy } : {}),
        dependsOn: [...dependsOn, this.loki.release],
      });
    this.collector = alloy(ALLOY.logs, nodesNamespace, podLogsValues(environment));
    if (logs.events) this.events = alloy(ALLOY.events, namespace, eventsValues(environment));
  }
}

const withoutStore = (construct: string, message: string): JangadaError =>
  new JangadaError({
    code: "OBSERVABILITY_LOG_STORE",
    message,
    place: { construct, path: "logStore" },
    remedy: "Give one as `logStore`, or leave out `logs`.",
  });

/** Where the collectors show their own metrics. */
export function collectorMetrics({ logs }: Pick<ObservabilitySettings, "logs">): readonly PodMetrics[] {
  if (!logs) return [];
  const of = (name: string, namespace: string): PodMetrics => ({
    name,
    namespace,
    labels: { "app.kubernetes.io/instance": name },
    port: "http-metrics",
  });
  return [of(ALLOY.logs, NODES_NAMESPACE), ...(logs.events ? [of(ALLOY.events, NAMESPACE)] : [])];
}
