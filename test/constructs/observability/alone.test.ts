/** A company's own tool in the place of Prometheus. */
import { Testing, TerraformStack } from "cdktf";
import { parse } from "yaml";
import { AgentsAlone } from "../../../src/constructs/observability/cluster/agents-alone";
import type { ObservabilityProps } from "../../../src/constructs/observability/props";
import { loadText } from "../../../src/environment/load-file";
import { expectValidCustomResource } from "../../helpers/crd";
import { edited } from "../../helpers/edited";
import { build, fileOf, INGRESS, type KubernetesObject, problemsOf, type Stack } from "./fixtures";
import { OBSERVED } from "./fixtures-observed";
import { letIn } from "./policies";

const DATADOG = "datadog: { site: datadoghq.eu, apiKey: { secret: datadog, property: apiKey } }";
const FILE = `${INGRESS}cluster: {}
databases: [{ name: orders }]
rabbitmq: [{ name: events }, { name: jobs, runs: in-cluster }]
redis: [{ name: pages, use: cache, runs: in-cluster }]
velero: { schedules: [{ name: daily, cron: "0 2 * * *", volumes: copies }] }
observability: { prometheus: none, ${DATADOG} }
`;

interface Check {
  readonly cel_selector: { readonly containers: readonly string[] };
  readonly instances: readonly Readonly<Record<string, unknown>>[];
}

const tiers = build(FILE, "standard");
const platform = tiers("platform");
const allValues = Object.values(platform.resources("helm_release")).flatMap(({ values }) => values as string[]);
const allObjects = ["datadog-agents", "exporters"].flatMap((name) => platform.objects(name));
const objectOf = (kind: string, name: string): KubernetesObject => {
  const found = allObjects.find((object) => object.kind === kind && object.metadata.name === name);
  if (!found) throw new Error(`no ${kind} '${name}'`);
  return found;
};
const checks = Object.fromEntries(
  Object.entries((objectOf("ConfigMap", "datadog-checks")["data"] ?? {}) as Record<string, string>).map(
    ([file, text]) => [file, parse(text) as Check],
  ),
);

describe("what there is", () => {
  test("neither Prometheus nor what stands on it, nor anything of its kinds", () => {
    const charts = Object.values(platform.resources("helm_release")).map(({ chart }) => String(chart));
    expect(charts.filter((chart) => /prometheus|loki|alloy|grafana/.test(chart))).toEqual([]);
    expect(charts).toContain("datadog-operator");
    expect(allValues.filter((text) => text.includes("monitoring.coreos.com/"))).toEqual([]);
    expect(
      Object.keys(tiers("data").resources("aws_s3_bucket")).filter((name) => name.startsWith("observability")),
    ).toEqual([]);
  });

  test("servers that serve no metrics have their exporter, and the login that it uses is delivered", () => {
    expect(objectOf("Deployment", "postgres-orders-exporter")).toBeDefined();
    expect(objectOf("Deployment", "rabbitmq-events-exporter")).toBeDefined();
    expect(
      allValues.some((text) => text.includes("ExternalSecret") && text.includes("postgres-orders-monitoring")),
    ).toBe(true);
  });

  test("what stays has the addresses that it has beside Prometheus", () => {
    const beside = build(edited(FILE, "prometheus: none, ", ""), "standard")("platform");
    const addresses = (stack: Stack): readonly string[] =>
      ["helm_release", "kubernetes_namespace_v1", "kubernetes_network_policy_v1"].flatMap((type) =>
        Object.keys(stack.resources(type)).map((name) => `${type}.${name}`),
      );
    const there = addresses(beside);
    expect(addresses(platform).filter((address) => !there.includes(address))).toEqual([]);
  });
});

describe("what Datadog's agents read", () => {
  test("everything that the components show, and every exporter", () => {
    expect(Object.keys(checks).sort()).toEqual([
      "aws-load-balancer-controller.yaml",
      "cert-manager.yaml",
      "external-dns.yaml",
      "external-secrets.yaml",
      "karpenter.yaml",
      "messaging-cluster-operator.yaml",
      "messaging-topology-operator.yaml",
      "metrics-server.yaml",
      "postgres-orders.yaml",
      "rabbitmq-events.yaml",
      "rabbitmq.yaml",
      "redis-pages.yaml",
      "redis-proxies.yaml",
      "traefik.yaml",
      "velero-node-agent.yaml",
      "velero.yaml",
    ]);
  });

  test("by the container and the name of its port", () => {
    expect(checks["velero.yaml"]).toEqual({
      cel_selector: {
        containers: [
          'container.pod.namespace == "velero" && container.name in ["velero"] && container.image.reference.matches(".")',
        ],
      },
      init_config: {},
      instances: [
        {
          openmetrics_endpoint: "http://%%host%%:%%port_http-monitoring%%/metrics",
          namespace: "velero",
          metrics: [".*"],
          tags: ["job:velero"],
        },
      ],
    });
    expect(checks["rabbitmq.yaml"]?.instances[0]).toMatchObject({
      openmetrics_endpoint: "https://%%host%%:%%port_prometheus-tls%%/metrics",
      tls_verify: false,
    });
    expect(checks["postgres-orders.yaml"]?.cel_selector.containers[0]).toContain(
      'container.pod.name.startsWith("postgres-orders-exporter-")',
    );
  });

  test("no container is read by two checks with the same port", () => {
    const rules = Object.values(checks).map(
      ({ cel_selector: { containers }, instances }) =>
        `${containers.join()} ${String(instances[0]?.["openmetrics_endpoint"])}`,
    );
    expect(new Set(rules).size).toBe(rules.length);
  });

  test("the agent has the checks where it looks for them, and starts anew when they change", () => {
    const agent = objectOf("DatadogAgent", "datadog");
    expectValidCustomResource(agent);
    expect(agent["spec"]).toMatchObject({
      override: {
        nodeAgent: {
          annotations: { "checksum/checks": expect.stringMatching(/^[0-9a-f]{10}$/) as unknown },
          volumes: [{ name: "checks", configMap: { name: "datadog-checks" } }],
          containers: {
            agent: {
              volumeMounts: [{ name: "checks", mountPath: "/etc/datadog-agent/conf.d/openmetrics.d", readOnly: true }],
            },
          },
        },
        clusterAgent: {
          extraConfd: { configDataMap: { "kubernetes_state_core.yaml": expect.any(String) as unknown } },
        },
      },
    });
  });

  test("objects are counted without a look at Secrets and ConfigMaps", () => {
    const { spec } = objectOf("DatadogAgent", "datadog") as unknown as {
      readonly spec: {
        readonly override: { readonly clusterAgent: { readonly extraConfd: { configDataMap: object } } };
      };
    };
    const [text = ""] = Object.values(spec.override.clusterAgent.extraConfd.configDataMap) as string[];
    const { instances } = parse(text) as { readonly instances: readonly { readonly collectors: readonly string[] }[] };
    expect(instances[0]?.collectors).toEqual(expect.arrayContaining(["pods", "deployments", "persistentvolumeclaims"]));
    expect(instances[0]?.collectors.filter((what) => /secrets|configmaps/.test(what))).toEqual([]);
  });

  test.each(Object.entries(checks))("%s is let through by the network policy", (_, check) => {
    const namespace = /pod\.namespace == "([^"]+)"/.exec(check.cel_selector.containers[0] ?? "")?.[1] ?? "";
    expect(letIn(platform, "datadog", namespace)).not.toEqual([]);
  });
});

describe("what is refused, and told", () => {
  const alone = (more: string): readonly string[] =>
    problemsOf(`${INGRESS}observability: { prometheus: none, ${DATADOG}${more} }\n`);

  test.each([
    ["logs: {}", ["logs"]],
    ["access: { allow: [203.0.113.0/24] }", ["access"]],
    ["grafana: { storage: 5 }", ["grafana.storage"]],
    ["thresholds: { nodeCpuPercent: 80 }", ["thresholds.nodeCpuPercent"]],
    ["values: { loki: { gateway: { enabled: true } } }", ["values.loki"]],
    [
      "alerting: { receivers: [{ name: team, email: [{ to: a@example.org }] }], smtp: { server: 'a.example.org:587', from: a@example.org } }",
      ["alerting.receivers", "alerting.smtp"],
    ],
    [
      "alerting: { silences: [{ name: nights, when: [{ weekdays: [sunday] }] }], escalation: [{ after: 1h, to: a }], inhibit: [{ source: ['a=\"b\"'], target: ['c=\"d\"'] }], watchdog: { to: a } }",
      ["alerting.silences", "alerting.escalation", "alerting.inhibit", "alerting.watchdog"],
    ],
  ])("%s would be dropped in silence", (text, paths) => {
    expect(alone(`, ${text}`)).toEqual(
      paths.map((path) => expect.stringMatching(new RegExp(`^7 OBSERVABILITY_NOT_SERVED '${path}'`)) as unknown),
    );
  });

  test("without any tool nothing would observe", () => {
    expect(problemsOf("observability: { prometheus: none }\n")).toEqual([
      expect.stringContaining("6 OBSERVABILITY_NOTHING"),
    ]);
  });

  test.each([["prometheus: nothing"], ["prometheus: false"], ["prometheus: [none]"]])("%s is no choice", (text) => {
    expect(problemsOf(`observability: { ${text}, ${DATADOG} }\n`)).toEqual([
      expect.stringMatching(/^6 ENV_(TYPE|VALUE)/),
    ]);
  });

  test("that no alert fires is told, with how many", () => {
    const { warnings = [] } = loadText(fileOf(FILE, "standard"), "environment.yaml").environment ?? {};
    expect(warnings.map(({ code, message }) => `${code} ${message}`)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^OBSERVABILITY_NO_ALERTS None of the \d\d alerts/)]),
    );
  });

  test("a construct refuses by the same words as the file", () => {
    const props = {
      environment: "dev",
      prometheus: "none",
      logs: {},
      observed: OBSERVED,
      network: { cidr: "10.0.0.0/16" },
    } as unknown as ObservabilityProps;
    expect(() => new AgentsAlone(new TerraformStack(Testing.app(), "test"), "observability", props)).toThrow(
      expect.objectContaining({
        problems: [
          expect.objectContaining({ code: "OBSERVABILITY_NOTHING" }),
          expect.objectContaining({ code: "OBSERVABILITY_NOT_SERVED" }),
        ],
      }) as Error,
    );
  });
});
