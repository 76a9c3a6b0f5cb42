/** Whatever is read can be reached: each namespace's network policy lets Prometheus in, at the port that the chart's pods have. */
import { build, INGRESS, type KubernetesObject } from "./fixtures";

const FILE = `${INGRESS}cluster: {}
rabbitmq: [{ name: jobs, runs: in-cluster }]
velero: { schedules: [{ name: daily, cron: "0 2 * * *", volumes: copies }] }
observability: { logs: {} }
`;

/** Numbers of the ports that are named, in the pods that the pinned charts render. */
const PORTS: Readonly<Record<string, number>> = {
  "alloy-events": 12345,
  "alloy-logs": 12345,
  "aws-load-balancer-controller": 8080,
  "cert-manager": 9402,
  "external-dns": 7979,
  "external-secrets": 8080,
  karpenter: 8080,
  "messaging-cluster-operator": 9782,
  "messaging-topology-operator": 8080,
  "metrics-server": 10250,
  "node-exporter": 9100,
  rabbitmq: 15691,
  traefik: 9100,
  velero: 8085,
  "velero-node-agent": 8085,
};

const platform = build(FILE, "standard")("platform");
const monitors = platform.objects("pod-monitors");

interface Rule {
  readonly from: readonly { readonly namespace_selector?: { readonly match_labels?: object } }[];
  readonly ports?: readonly { readonly port: string; readonly protocol: string }[];
}

interface Policy {
  readonly metadata: { readonly namespace: string };
  readonly spec: { readonly ingress?: readonly Rule[] };
}

const NAMESPACES = platform.resources("kubernetes_namespace_v1");

/** A namespace is named by a reference, so that it comes first. */
function nameOf(reference: string): string {
  const id = /^\$\{kubernetes_namespace_v1\.([\w-]+)\./.exec(reference)?.[1];
  return id === undefined ? reference : (NAMESPACES[id] as { metadata: { name: string } }).metadata.name;
}

const POLICIES = Object.values(platform.resources("kubernetes_network_policy_v1")) as unknown as readonly Policy[];

const letsPrometheusIn = ({ from }: Rule): boolean =>
  from.some(({ namespace_selector: selector }) => {
    if (!selector) return false;
    const labels = Object.entries(selector.match_labels ?? {});
    return labels.every(([key, value]) => key === "kubernetes.io/metadata.name" && value === "observability");
  });

test("there are monitors of everything that was installed", () => {
  expect(monitors.map(({ metadata }) => metadata.name).sort()).toEqual(Object.keys(PORTS));
});

test.each(monitors.map((monitor): [string, KubernetesObject] => [monitor.metadata.name, monitor]))(
  "Prometheus reaches the pods of %s",
  (name, monitor) => {
    const [namespace] = (monitor["spec"] as { namespaceSelector: { matchNames: string[] } }).namespaceSelector
      .matchNames;
    const rules = POLICIES.filter(({ metadata }) => nameOf(metadata.namespace) === namespace).flatMap(
      ({ spec }) => spec.ingress ?? [],
    );
    const open = rules.filter(letsPrometheusIn).flatMap(({ ports }) => ports?.map(({ port }) => port) ?? []);
    const anyPort = rules.filter(letsPrometheusIn).some(({ ports }) => (ports ?? []).length === 0);
    // What stands on the node's own network is let in by the machine, not by a policy.
    expect(anyPort || name === "node-exporter" || open.includes(String(PORTS[name]))).toBe(true);
  },
);
