import { checkChartValues } from "../../src/catalog/chart-values";
import { type ChartName, charts } from "../../src/catalog/charts";
import { type KnownValue, kubernetesKind, recordedValues } from "../../src/catalog/recorded-values";

const names = Object.keys(charts) as ChartName[];
const codes = (chart: ChartName, values: object): readonly string[] =>
  checkChartValues(chart, values).map(({ path, code }) => `${code} ${path.join(".")}`);

/** The chart's own values.yaml, as far as it sets anything. */
function defaultsOf(known: KnownValue): unknown {
  if (known.children.size === 0) return known.default;
  const below = [...known.children].map(([key, value]) => [key, defaultsOf(value)] as const);
  const set = Object.fromEntries(below.filter(([, value]) => value !== undefined));
  return { ...(known.default as object | undefined), ...set };
}

describe.each(names)("what is recorded of %s", (name) => {
  test("takes the chart's own defaults", () => {
    const defaults = defaultsOf(recordedValues(name)) as object;

    expect(Object.keys(defaults)).not.toEqual([]);
    expect(checkChartValues(name, defaults)).toEqual([]);
  });

  test("names only types and kinds that there are", () => {
    const all = (known: KnownValue): readonly KnownValue[] => [
      known,
      ...[...known.children.values(), known.others, known.entries].flatMap((next) => (next ? all(next) : [])),
    ];
    const kinds = all(recordedValues(name)).flatMap(({ types }) =>
      types.flatMap((type) => (type.is === "kind" ? [type.name] : [])),
    );

    expect(kinds.filter((kind) => kubernetesKind(kind) === undefined)).toEqual([]);
  });
});

describe("keys", () => {
  test("are known, free-form, or of the user's own", () => {
    const values = {
      deployment: { replicas: 3, podAnnotations: { "example.org/a": "b" } },
      nodeSelector: { "kubernetes.io/os": "linux" },
      tolerations: [{ key: "a", operator: "Exists" }],
      securityContext: { capabilities: { add: ["NET_BIND_SERVICE"] }, unheardOf: 1 },
      ports: { grpc: { port: 9000 } },
      service: null,
      resources: undefined,
    };

    expect(checkChartValues("traefik", values)).toEqual([]);
  });

  test("that are unknown are named, with path and the nearest known one", () => {
    expect(checkChartValues("cert-manager", { replicas: 2, webhook: { replicacount: 2, port: 1 } })).toEqual([
      { path: ["replicas"], code: "CHART_UNKNOWN_VALUE", message: "The chart 'cert-manager' has no value 'replicas'." },
      {
        path: ["webhook", "replicacount"],
        code: "CHART_UNKNOWN_VALUE",
        message: "'webhook' of the chart 'cert-manager' has no value 'replicacount'.",
        remedy: "Did you mean 'webhook.replicaCount'?",
      },
      {
        path: ["webhook", "port"],
        code: "CHART_UNKNOWN_VALUE",
        message: "'webhook' of the chart 'cert-manager' has no value 'port'.",
      },
    ]);
  });

  test("of an entry point are known, whoever named it", () => {
    expect(checkChartValues("traefik", { ports: { web: { prt: 1 }, mine: { prt: 1 } } })).toMatchObject([
      { path: ["ports", "web", "prt"], remedy: "Did you mean 'ports.web.port'?" },
      { path: ["ports", "mine", "prt"], remedy: "Did you mean 'ports.mine.port'?" },
    ]);
  });

  test("of every object's prototype are unknown", () => {
    const values = JSON.parse('{"constructor": 1, "__proto__": {"a": 1}}') as object;

    expect(checkChartValues("traefik", values)).toMatchObject([{ path: ["constructor"] }, { path: ["__proto__"] }]);
  });
});

describe("values", () => {
  const TYPE = "CHART_VALUE_TYPE";
  const CHOICE = "CHART_VALUE_NOT_ALLOWED";

  test.each<[ChartName, object, string]>([
    ["traefik", { deployment: { replicas: "4" } }, `${TYPE} deployment.replicas`],
    ["traefik", { deployment: { replicas: -1 } }, `${CHOICE} deployment.replicas`],
    ["traefik", { deployment: { replicas: 1.5 } }, `${TYPE} deployment.replicas`],
    ["traefik", { deployment: { replicas: [1] } }, `${TYPE} deployment.replicas`],
    ["traefik", { deployment: 3 }, `${TYPE} deployment`],
    ["traefik", { deployment: [] }, `${TYPE} deployment`],
    ["traefik", { deployment: { kind: "Daemonset" } }, `${CHOICE} deployment.kind`],
    ["traefik", { image: { tag: { a: 1 } } }, `${TYPE} image.tag`],
    ["traefik", { image: { tag: 3.7 } }, `${TYPE} image.tag`],
    ["traefik", { log: { level: "info" } }, `${CHOICE} log.level`],
    ["traefik", { ports: { websecure: { exposedPort: 65536 } } }, `${CHOICE} ports.websecure.exposedPort`],
    ["traefik", { ports: { mine: { port: "9000" } } }, `${TYPE} ports.mine.port`],
    ["traefik", { ports: { mine: true } }, `${TYPE} ports.mine`],
    ["traefik", { tracing: { sampleRate: 1.1 } }, `${CHOICE} tracing.sampleRate`],
    ["traefik", { additionalArguments: "--log" }, `${TYPE} additionalArguments`],
    ["traefik", { additionalArguments: [1] }, `${TYPE} additionalArguments.0`],
    ["traefik", { additionalArguments: { a: "b" } }, `${TYPE} additionalArguments`],
    ["traefik", { service: { spec: { type: "Loadbalancer" } } }, `${CHOICE} service.spec.type`],
    ["traefik", { service: { annotations: { a: true } } }, `${TYPE} service.annotations.a`],
    ["traefik", { resources: { limits: { memory: "1GB" } } }, `${CHOICE} resources.limits.memory`],
    ["traefik", { resources: { requests: { cpu: -1 } } }, `${CHOICE} resources.requests.cpu`],
    ["traefik", { resources: [] }, `${TYPE} resources`],
    ["traefik", { tolerations: { key: "a" } }, `${TYPE} tolerations`],
    ["traefik", { tolerations: ["a"] }, `${TYPE} tolerations.0`],
    ["traefik", { tolerations: [{ effect: "NoSchedul" }] }, `${CHOICE} tolerations.0.effect`],
    ["traefik", { env: [{ name: "A", value: 1 }] }, `${TYPE} env.0.value`],
    ["traefik", { env: [{ value: "1" }] }, "CHART_VALUE_MISSING env.0"],
    ["traefik", { env: { A: "1" } }, `${TYPE} env`],
    ["traefik", { readinessProbe: { periodSeconds: "10" } }, `${TYPE} readinessProbe.periodSeconds`],
    [
      "traefik",
      { updateStrategy: { rollingUpdate: { maxSurge: "half" } } },
      `${CHOICE} updateStrategy.rollingUpdate.maxSurge`,
    ],
    ["traefik", { podSecurityContext: { runAsUser: "root" } }, `${TYPE} podSecurityContext.runAsUser`],
    ["karpenter", { replicas: "2" }, `${TYPE} replicas`],
    ["karpenter", { settings: { batchIdleDuration: "1 second" } }, `${CHOICE} settings.batchIdleDuration`],
    ["karpenter", { settings: { featureGates: { another: "yes" } } }, `${TYPE} settings.featureGates.another`],
    ["metrics-server", { containerPort: 100000 }, `${CHOICE} containerPort`],
    ["metrics-server", { image: { pullPolicy: "always" } }, `${CHOICE} image.pullPolicy`],
    [
      "metrics-server",
      {
        affinity: {
          nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, preference: {} }] },
        },
      },
      `${CHOICE} affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution.0.weight`,
    ],
    ["cert-manager", { replicaCount: 1.5 }, `${TYPE} replicaCount`],
    ["cert-manager", { webhook: { timeoutSeconds: 31 } }, `${CHOICE} webhook.timeoutSeconds`],
    ["cert-manager", { podDisruptionBudget: { minAvailable: "some" } }, `${CHOICE} podDisruptionBudget.minAvailable`],
    ["external-dns", { policy: "delete" }, `${CHOICE} policy`],
    ["external-dns", { sources: "ingress" }, `${TYPE} sources`],
    ["external-dns", { sources: [true] }, `${TYPE} sources.0`],
    ["external-dns", { provider: ["aws"] }, `${TYPE} provider`],
    ["external-secrets", { webhook: { port: 0 } }, `${CHOICE} webhook.port`],
    ["external-secrets", { installCRDs: "true" }, `${TYPE} installCRDs`],
    [
      "external-secrets",
      { networkPolicy: { ingress: [{ ports: [{ port: 70000 }] }] } },
      `${CHOICE} networkPolicy.ingress.0.ports.0.port`,
    ],
    ["aws-load-balancer-controller", { enableShield: "false" }, `${TYPE} enableShield`],
    ["aws-load-balancer-controller", { replicaCount: true }, `${TYPE} replicaCount`],
    ["aws-load-balancer-controller", { defaultLoadBalancerScheme: "public" }, `${CHOICE} defaultLoadBalancerScheme`],
    ["karpenter-crd", { additionalAnnotations: [] }, `${TYPE} additionalAnnotations`],
  ])("of %s are refused: %j", (chart, values, expected) => {
    expect(codes(chart, values)).toEqual([expected]);
  });

  test.each<[ChartName, object]>([
    ["traefik", { deployment: { replicas: 0 }, ports: { web: { exposedPort: 65535, targetPort: "web" } } }],
    ["traefik", { podDisruptionBudget: { minAvailable: "50%" }, updateStrategy: { rollingUpdate: { maxSurge: 1 } } }],
    ["traefik", { ports: { web: { transport: { lifeCycle: { graceTimeOut: 10 } }, expose: { internal: true } } } }],
    ["traefik", { resources: { limits: { cpu: 2, memory: "1.5Gi" }, requests: { cpu: "100m", memory: 1e9 } } }],
    // Laid over the chart's own probe, which has the port.
    ["metrics-server", { livenessProbe: { httpGet: { scheme: "HTTP" } } }],
    ["metrics-server", { livenessProbe: { httpGet: { port: 443 } }, readinessProbe: { httpGet: { port: "https" } } }],
    ["karpenter", { settings: { reservedENIs: 2, vmMemoryOverheadPercent: 0.1 } }],
    ["karpenter", { settings: { reservedENIs: "2", featureGates: { another: true } } }],
    ["external-dns", { extraArgs: { a: "b" } }],
    ["external-dns", { extraArgs: ["--a"], provider: "aws" }],
    ["external-dns", { dnsPolicy: null, livenessProbe: null }],
    [
      "cert-manager",
      { podDisruptionBudget: { minAvailable: "1" }, webhook: { url: { host: "a" } }, config: { any: [1] } },
    ],
    ["cert-manager", { extraObjects: ["text", { kind: "A" }], global: { leaderElection: { leaseDuration: "60s" } } }],
    ["external-secrets", { podDisruptionBudget: { maxUnavailable: "25%" }, podSpecExtra: { anything: [1] } }],
    ["aws-load-balancer-controller", { enableShield: false, awsApiThrottle: ["a"], env: { A: "b" } }],
  ])("of %s are taken: %j", (chart, values) => {
    expect(checkChartValues(chart, values)).toEqual([]);
  });

  test("are told with what is wanted, and how to write it", () => {
    const told = (chart: ChartName, values: object): readonly string[] =>
      checkChartValues(chart, values).map(({ message, remedy }) => [message, remedy].filter(Boolean).join(" "));

    expect(told("traefik", { deployment: { replicas: "4", minReadySeconds: -1 }, image: { tag: 3 } })).toEqual([
      "'deployment.replicas' of the chart 'traefik' is the text '4', where a whole number from 0 is wanted. Write 4 without quotes.",
      "'deployment.minReadySeconds' of the chart 'traefik' is -1, where a whole number from 0 is wanted.",
      `'image.tag' of the chart 'traefik' is 3, where a text is wanted. Write it in quotes: "3".`,
    ]);
    expect(told("traefik", { deployment: true, image: { pullPolicy: "always" } })).toEqual([
      "'deployment' of the chart 'traefik' is true, where a map is wanted.",
      "'image.pullPolicy' of the chart 'traefik' is the text 'always', where one of 'Always', 'IfNotPresent', 'Never' is wanted. Did you mean 'Always'?",
    ]);
    expect(told("traefik", { priorityClassName: ["a"], nodeSelector: { a: "x".repeat(41), b: 7 } })).toEqual([
      "'priorityClassName' of the chart 'traefik' is a list, where a text is wanted.",
      `'nodeSelector.b' of the chart 'traefik' is 7, where a text is wanted. Write it in quotes: "7".`,
    ]);
    expect(told("metrics-server", { replicas: "x".repeat(41) })).toEqual([
      "'replicas' of the chart 'metrics-server' is a text, where a whole number from 0 is wanted.",
    ]);
  });

  test("that are known only later are of no known type", () => {
    const later = new Date(0);

    expect(checkChartValues("traefik", { deployment: { replicas: later } })).toEqual([]);
    expect(
      checkChartValues("traefik", { deployment: { replicas: "later" } }, { isOpaque: (value) => value === "later" }),
    ).toEqual([]);
  });
});
