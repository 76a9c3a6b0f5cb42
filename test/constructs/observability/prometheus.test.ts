/** Prometheus and what belongs to it: the values of its chart, and who may do what. */
import { INGRESS, platformOf } from "./fixtures";

const STACK = "prometheus-stack";

test("the definitions are a release of their own, before everything that needs them, and stay", () => {
  const platform = platformOf("observability: {}\n");
  expect(platform.values("prometheus-operator-crds")).toEqual({
    crds: { annotations: { "helm.sh/resource-policy": "keep" } },
  });
  expect(platform.values(STACK)).toMatchObject({ crds: { enabled: false } });
  expect(platform.release(STACK)).toMatchObject({
    skip_crds: true,
    depends_on: expect.arrayContaining([
      "helm_release.observability_definitions",
      "helm_release.observability_rights",
      "kubernetes_network_policy_v1.observability_guard",
    ]) as unknown,
  });
});

test("what the target hides is neither looked for nor called missing", () => {
  expect(platformOf("observability: {}\n").values(STACK)).toMatchObject({
    kubeControllerManager: { enabled: false },
    kubeScheduler: { enabled: false },
    kubeEtcd: { enabled: false },
    kubeProxy: { enabled: false },
    defaultRules: {
      rules: {
        kubeControllerManager: false,
        kubeSchedulerAlerting: false,
        kubeSchedulerRecording: false,
        etcd: false,
        kubeProxy: false,
      },
    },
  });
});

test("only objects of its own namespace count, whatever their labels", () => {
  const { prometheus, alertmanager, prometheusOperator } = platformOf("observability: {}\n").values(STACK) as {
    prometheus: { prometheusSpec: Record<string, unknown> };
    alertmanager: { alertmanagerSpec: Record<string, unknown> };
    prometheusOperator: Record<string, unknown>;
  };
  const own = { matchLabels: { "kubernetes.io/metadata.name": "observability" } };
  for (const kind of ["serviceMonitor", "podMonitor", "probe", "scrapeConfig", "rule"]) {
    expect(prometheus.prometheusSpec[`${kind}NamespaceSelector`]).toEqual(own);
    expect(prometheus.prometheusSpec[`${kind}SelectorNilUsesHelmValues`]).toBe(false);
  }
  expect(alertmanager.alertmanagerSpec["alertmanagerConfigNamespaceSelector"]).toEqual(own);
  expect(prometheusOperator["namespaces"]).toEqual({ releaseNamespace: true });
});

test("volumes stay where the environment is protected, blocks never fill them", () => {
  const specOf = (profile: string): unknown =>
    (
      platformOf("observability: { prometheus: { storage: 100 } }\n", profile).values(STACK) as {
        prometheus: { prometheusSpec: unknown };
      }
    ).prometheus.prometheusSpec;
  expect(specOf("minimal")).toMatchObject({
    retentionSize: "87040MB",
    persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete", whenScaled: "Retain" },
    storageSpec: { volumeClaimTemplate: { spec: { resources: { requests: { storage: "100Gi" } } } } },
  });
  expect(specOf("standard")).toMatchObject({
    persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
    podAntiAffinity: "hard",
    replicas: 2,
  });
});

test("rules are checked before they are written where cert-manager is, and no Job writes certificates", () => {
  const webhooksOf = (text: string): unknown =>
    (platformOf(text).values(STACK) as { prometheusOperator: { admissionWebhooks: unknown } }).prometheusOperator
      .admissionWebhooks;
  expect(webhooksOf(`${INGRESS}observability: {}\n`)).toEqual({
    enabled: true,
    certManager: { enabled: true },
    patch: { enabled: false },
  });
  expect(webhooksOf("observability: {}\n")).toEqual({
    enabled: false,
    certManager: { enabled: false },
    patch: { enabled: false },
  });
});

describe("rights", () => {
  interface Rule {
    readonly apiGroups?: readonly string[];
    readonly resources?: readonly string[];
    readonly nonResourceURLs?: readonly string[];
    readonly verbs: readonly string[];
  }

  const rulesOf = (kind: string): readonly string[] =>
    platformOf("observability: {}\n")
      .objects(`${STACK}-rights`)
      .filter((object) => object.kind === kind)
      .flatMap(({ metadata, rules }) =>
        (rules as readonly Rule[]).map(({ apiGroups = [], resources = [], nonResourceURLs = [], verbs }) => {
          const what = [...resources.map((one) => `${apiGroups.join("|")}/${one}`), ...nonResourceURLs].join(",");
          return `${metadata.namespace ?? "*"} ${metadata.name}: ${verbs.join(",")} ${what}`;
        }),
      );

  test("of the whole cluster are these, and no Secret is among them", () => {
    expect(rulesOf("ClusterRole")).toEqual([
      "* prometheus-stack-operator: list,watch /nodes",
      "* prometheus-stack-operator: get,list,watch /namespaces",
      "* prometheus-stack-operator: get storage.k8s.io/storageclasses",
      "* prometheus-stack-prometheus: get,list,watch /nodes,/services,/endpoints,/pods",
      "* prometheus-stack-prometheus: get,list,watch discovery.k8s.io/endpointslices",
      "* prometheus-stack-prometheus: get /nodes/metrics",
      "* prometheus-stack-prometheus: get /metrics,/metrics/cadvisor",
    ]);
  });

  test("to Secrets end at its namespace", () => {
    expect(rulesOf("Role").filter((rule) => rule.includes("secrets"))).toEqual([
      "observability prometheus-stack-operator: get,list,watch,create,update,patch,delete,deletecollection /configmaps,/secrets",
    ]);
    expect(rulesOf("Role").filter((rule) => rule.startsWith("kube-system"))).toEqual([
      "kube-system prometheus-stack-operator-kubelets: get,create,update,delete /services,/endpoints",
      "kube-system prometheus-stack-operator-kubelets: get,list,watch,create,update,delete discovery.k8s.io/endpointslices",
    ]);
  });

  test("the chart's own roles are off, and what describes objects reads neither Secrets nor ConfigMaps", () => {
    const values = platformOf("observability: {}\n").values(STACK) as {
      global: unknown;
      "kube-state-metrics": { collectors: readonly string[] };
      grafana: { rbac: unknown };
    };
    expect(values.global).toEqual({ rbac: { create: false, createAggregateClusterRoles: false } });
    expect(values["kube-state-metrics"].collectors.filter((one) => /secret|configmap/.test(one))).toEqual([]);
    expect(values.grafana.rbac).toEqual({ create: false });
    expect(rulesOf("Role")).toContain("observability grafana: get,list,watch /configmaps");
  });
});

test("namespaces: one for pods without privileges, one for those that read nodes", () => {
  const labels = Object.values(platformOf("observability: {}\n").resources("kubernetes_namespace_v1")).map(
    ({ metadata }) => metadata as { name: string; labels: Record<string, string> },
  );
  const levels = Object.fromEntries(
    labels.map(({ name, labels }) => [name, labels["pod-security.kubernetes.io/enforce"]]),
  );
  expect(levels).toMatchObject({ observability: "restricted", "observability-nodes": "privileged" });
});
