/** The chart kube-prometheus-stack, with the charts that it brings along: Grafana, kube-state-metrics, node-exporter. */
import { parse } from "yaml";
import { EVERY_OPTION, everyOption, objectsOf } from "./every-option";
import type { KubernetesDocument } from "./helm";
import { containerOf, podOf, serversOf } from "./pods";
import { named, ofKind, releasesOfChart } from "./rendered";

const CHART = "kube-prometheus-stack";
const PROMETHEUSES = { minimal: 1, standard: 2, full: 2 } as const;
const ALERTMANAGERS = { minimal: 1, standard: 2, full: 3 } as const;

interface OperatedPods {
  readonly replicas: number;
  readonly retention: string;
  readonly priorityClassName: string;
  readonly automountServiceAccountToken: boolean;
  readonly secrets?: readonly string[];
  readonly [field: string]: unknown;
}

const operated = (documents: readonly KubernetesDocument[], kind: "Prometheus" | "Alertmanager"): OperatedPods => {
  const [found] = ofKind(documents, kind);
  return found?.["spec"] as OperatedPods;
};

const alertmanagerConfiguration = (documents: readonly KubernetesDocument[]): object => {
  const { data } = named(documents, "Secret", "alertmanager-prometheus-stack-alertmanager") as unknown as {
    readonly data: { readonly "alertmanager.yaml": string };
  };
  return parse(Buffer.from(data["alertmanager.yaml"], "base64").toString()) as object;
};

describe.each(releasesOfChart(CHART))("in $environment.name", ({ environment, documents }) => {
  const { profile } = environment.file;
  const prometheus = operated(documents, "Prometheus");
  const alertmanager = operated(documents, "Alertmanager");
  const section = environment.file["observability"] as { readonly prometheus?: { readonly replicas?: number } };
  const copies = section.prometheus?.replicas ?? PROMETHEUSES[profile];

  test("copies are the profile's, or the file's, on nodes of their own", () => {
    expect(prometheus.replicas).toBe(copies);
    expect(alertmanager.replicas).toBe(ALERTMANAGERS[profile]);
    for (const { topologySpreadConstraints } of [prometheus, alertmanager]) {
      expect(topologySpreadConstraints).toContainEqual(
        expect.objectContaining({ topologyKey: "topology.kubernetes.io/zone" }),
      );
    }
    const budgets = ofKind(documents, "PodDisruptionBudget").map(
      ({ spec }) => (spec as { minAvailable: number }).minAvailable,
    );
    expect(budgets).toEqual(profile === "minimal" ? [] : [ALERTMANAGERS[profile] - 1, copies - 1]);
  });

  test("pods of the operator's are of the level restricted, with requests, limits and a priority", () => {
    for (const spec of [prometheus, alertmanager]) {
      expect(spec).toMatchObject({
        priorityClassName: "jangada-platform",
        hostNetwork: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
        resources: {
          requests: { cpu: expect.any(String) as string, memory: expect.any(String) as string },
          limits: { memory: expect.any(String) as string },
        },
      });
    }
    expect(alertmanager.automountServiceAccountToken).toBe(false);
  });

  test("images have versions", () => {
    for (const { image } of [prometheus, alertmanager]) expect(image).toMatch(/^quay\.io\/prometheus\/[a-z]+:v\d/);
  });

  test("only what stands in its own namespace counts, whatever its labels", () => {
    for (const kind of ["serviceMonitor", "podMonitor", "probe", "rule", "scrapeConfig"]) {
      expect(prometheus[`${kind}NamespaceSelector`]).toEqual({
        matchLabels: { "kubernetes.io/metadata.name": "observability" },
      });
      expect(prometheus[`${kind}Selector`]).toEqual({});
    }
    const { args = [] } = containerOf(named(documents, "Deployment", "prometheus-stack-operator"));
    expect(args).toContain("--namespaces=observability");
  });

  test("nobody changes anything over Prometheus's own page", () => {
    expect(prometheus).toMatchObject({ enableAdminAPI: false, enableOTLPReceiver: false });
  });

  test("volumes stay where the environment is protected", () => {
    for (const spec of [prometheus, alertmanager]) {
      expect(spec["persistentVolumeClaimRetentionPolicy"]).toEqual({
        whenDeleted: profile === "minimal" ? "Delete" : "Retain",
        whenScaled: "Retain",
      });
    }
  });

  test("no secret stands in Alertmanager's configuration: it names files of Secrets that are mounted", () => {
    const text = JSON.stringify(alertmanagerConfiguration(documents));
    expect(text).not.toMatch(
      /"(smtp_auth_password|auth_password|api_url|routing_key|service_key|bearer_token|credentials)":/,
    );
    const files = [...text.matchAll(/\/etc\/alertmanager\/secrets\/([^/"]+)\//g)].map(([, name]) => name);
    expect([...new Set(files)].sort()).toEqual([...(alertmanager.secrets ?? [])].sort());
  });

  test("the control plane's parts that the cloud hides are not looked for", () => {
    expect(
      ofKind(documents, "ServiceMonitor", "Service")
        .map(({ metadata }) => metadata.name)
        .filter((name) => /controller-manager|scheduler|etcd|kube-proxy/.test(name)),
    ).toEqual([]);
  });

  test("rules of its own are few: the project has its alerts itself", () => {
    const alerts = ofKind(documents, "PrometheusRule").flatMap(({ spec }) =>
      (spec as { groups: readonly { rules: readonly { alert?: string }[] }[] }).groups.flatMap(({ rules }) =>
        rules.flatMap(({ alert }) => (alert === undefined ? [] : [alert])),
      ),
    );
    expect(alerts).not.toEqual(expect.arrayContaining(["KubePodCrashLooping"]));
    expect(alerts).not.toEqual(expect.arrayContaining(["Watchdog"]));
  });

  test("definitions are a release of their own", () => {
    expect(ofKind(documents, "CustomResourceDefinition")).toEqual([]);
  });

  test("kube-state-metrics looks at neither Secrets nor ConfigMaps", () => {
    const { args = [] } = containerOf(named(documents, "Deployment", "kube-state-metrics"));
    const resources = args.find((arg) => arg.startsWith("--resources=")) ?? "";
    expect(resources).toContain("pods");
    expect(resources).not.toMatch(/secrets|configmaps/);
  });

  test("node-exporter is on every node, without a token", () => {
    const exporter = podOf(named(documents, "DaemonSet", "node-exporter"));
    expect(exporter).toMatchObject({ priorityClassName: "system-node-critical", automountServiceAccountToken: false });
    expect(exporter.tolerations).toContainEqual(expect.objectContaining({ operator: "Exists" }));
  });

  test("rules are checked before they are stored, by a certificate of cert-manager's", () => {
    const [webhook] = ofKind(documents, "ValidatingWebhookConfiguration");
    expect(webhook?.metadata.annotations).toHaveProperty(["cert-manager.io/inject-ca-from"]);
    expect(ofKind(documents, "Job")).toEqual([]);
  });
});

describe("Grafana", () => {
  const iniOf = (documents: readonly KubernetesDocument[]): string =>
    (named(documents, "ConfigMap", "grafana") as unknown as { readonly data: { readonly "grafana.ini": string } }).data[
      "grafana.ini"
    ];

  test.each(releasesOfChart(CHART))(
    "in $environment.name, nobody comes in without a name, and nothing is reported",
    ({ documents }) => {
      const ini = iniOf(documents);
      expect(ini).toMatch(/\[auth\.anonymous\]\nenabled = false/);
      expect(ini).toMatch(/reporting_enabled = false/);
      expect(ini).toMatch(/allow_sign_up = false/);
      expect(ini).not.toMatch(/admin_password/);
    },
  );

  test.each(releasesOfChart(CHART))(
    "in $environment.name, the administrator's password comes from a Secret",
    ({ documents }) => {
      const { env = [] } = containerOf(named(documents, "Deployment", "grafana"), "grafana");
      expect(env).toContainEqual({
        name: "GF_SECURITY_ADMIN_PASSWORD",
        valueFrom: { secretKeyRef: { name: "grafana-admin", key: "password" } },
      });
      expect(ofKind(documents, "Secret").map(({ metadata }) => metadata.name)).not.toContain("grafana");
    },
  );

  test("single sign-on is the file's; its secret is a file", () => {
    const ini = iniOf(everyOption(CHART));
    expect(ini).toContain("auth_url = https://login.example.org/authorize");
    expect(ini).toContain("token_url = https://login.example.org/token");
    expect(ini).toContain("api_url = https://login.example.org/userinfo");
    expect(ini).toMatch(/client_secret = \$__file\{\/etc\/grafana-sso\//);
    expect(ini).toContain("name = Company");
    expect(ini).toMatch(/role_attribute_path = .*platform.*'Admin'.*staff.*'Viewer'/);
    expect(ini).toContain("root_url = https://grafana.apps.example.org");
    const grafana = named(everyOption(CHART), "Deployment", "grafana");
    expect(containerOf(grafana, "grafana").volumeMounts).toContainEqual(
      expect.objectContaining({ mountPath: "/etc/grafana-sso", readOnly: true }),
    );
  });

  test("what people make in it is kept on a volume of the file's size", () => {
    expect(named(everyOption(CHART), "PersistentVolumeClaim", "grafana")["spec"]).toMatchObject({
      accessModes: ["ReadWriteOnce"],
      resources: { requests: { storage: "11Gi" } },
    });
    expect(named(everyOption(CHART), "Deployment", "grafana")["spec"]).toMatchObject({
      strategy: { type: "Recreate" },
    });
  });
});

describe("options of the file", () => {
  test("Prometheus", () => {
    expect(operated(everyOption(CHART), "Prometheus")).toMatchObject({
      replicas: 3,
      retention: "45d",
      scrapeInterval: "15s",
      evaluationInterval: "15s",
      externalUrl: "https://prometheus.example.org",
      externalLabels: { environment: EVERY_OPTION },
      resources: { requests: { cpu: "500m", memory: "3Gi" }, limits: { memory: "6Gi" } },
      storage: { volumeClaimTemplate: { spec: { resources: { requests: { storage: "120Gi" } } } } },
      podMetadata: { labels: { asked: "prometheus" } },
    });
  });

  test("alerting", () => {
    expect(operated(everyOption(CHART), "Alertmanager")).toMatchObject({ externalUrl: "https://alerts.example.org" });
    expect(alertmanagerConfiguration(everyOption(CHART))).toMatchObject({
      global: { smtp_smarthost: "smtp.example.org:587", smtp_from: "alerts@example.org", smtp_auth_username: "alerts" },
      route: {
        receiver: "team",
        repeat_interval: "3h",
        routes: expect.arrayContaining([
          expect.objectContaining({ receiver: "night", mute_time_intervals: ["weekend"] }),
        ]) as unknown,
      },
      receivers: expect.arrayContaining([expect.objectContaining({ name: "night" })]) as unknown,
      time_intervals: [{ name: "weekend", time_intervals: [expect.objectContaining({ location: "Europe/Berlin" })] }],
    });
  });

  test("dashboards and alerts are put where they are looked for", () => {
    const dashboards = objectsOf(EVERY_OPTION, "dashboards");
    expect(dashboards.length).toBeGreaterThan(0);
    for (const { kind, metadata } of dashboards) {
      expect(kind).toBe("ConfigMap");
      expect(metadata.labels).toHaveProperty("grafana_dashboard");
    }
    expect(ofKind(objectsOf(EVERY_OPTION, "alerts"), "PrometheusRule").length).toBeGreaterThan(0);
    expect(ofKind(objectsOf(EVERY_OPTION, "pod-monitors"), "PodMonitor").length).toBeGreaterThan(0);
  });
});

test("every server of the chart is known here", () => {
  expect(
    serversOf(everyOption(CHART))
      .map(({ metadata }) => metadata.name)
      .sort(),
  ).toEqual(["grafana", "kube-state-metrics", "node-exporter", "prometheus-stack-operator"]);
});
