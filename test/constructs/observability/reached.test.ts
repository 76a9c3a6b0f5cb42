/** Whatever is read can be reached: each namespace's network policy lets Prometheus in, at the port that the chart's pods have. */
import { build, INGRESS, type KubernetesObject } from "./fixtures";
import { letIn } from "./policies";

const FILE = `${INGRESS}cluster: {}
rabbitmq: [{ name: jobs, runs: in-cluster }]
redis: [{ name: pages, use: cache, runs: in-cluster }]
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
  "redis-proxies": 8404,
  traefik: 9100,
  velero: 8085,
  "velero-node-agent": 8085,
};

const platform = build(FILE, "standard")("platform");
const monitors = platform.objects("pod-monitors");

test("there are monitors of everything that was installed", () => {
  expect(monitors.map(({ metadata }) => metadata.name).sort()).toEqual(Object.keys(PORTS));
});

test.each(monitors.map((monitor): [string, KubernetesObject] => [monitor.metadata.name, monitor]))(
  "Prometheus reaches the pods of %s",
  (name, monitor) => {
    const [namespace] = (monitor["spec"] as { namespaceSelector: { matchNames: string[] } }).namespaceSelector
      .matchNames;
    const open = letIn(platform, "observability", namespace ?? "");
    // What stands on the node's own network is let in by the machine, not by a policy.
    expect(name === "node-exporter" || open.includes("any") || open.includes(String(PORTS[name]))).toBe(true);
  },
);
