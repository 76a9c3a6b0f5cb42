/** What is read, shown and alerted on of brokers, wherever they run. */
import { readSection } from "../../../src/environment/sections";
import { rabbitmqComponent } from "../../../src/constructs/rabbitmq/component";
import { rabbitmqObserved } from "../../../src/constructs/rabbitmq/observed";
import type { RabbitmqSection } from "../../../src/constructs/rabbitmq/section";
import type { Observed } from "../../../src/model/observed";
import { FACTS } from "./fixtures";

const observed = (brokers: readonly object[]): Observed =>
  rabbitmqObserved(readSection(rabbitmqComponent, brokers, FACTS, () => undefined).value as RabbitmqSection);

/** Makes what stands on brokers, wherever these run. */
const TOPOLOGY_OPERATOR = {
  name: "messaging-topology-operator",
  namespace: "rabbitmq",
  labels: { "app.kubernetes.io/component": "messaging-topology-operator" },
  port: "metrics",
};

test("a broker of the cloud is read by an exporter, with the login that is delivered to it", () => {
  const { exporters, pods } = observed([{ name: "events" }]);

  expect(pods).toEqual([TOPOLOGY_OPERATOR]);
  expect(exporters).toEqual([
    { name: "rabbitmq-events", kind: "rabbitmq", secretName: "rabbitmq-events-monitoring", tls: true },
  ]);
});

test("brokers of the cluster serve their figures themselves, all under one name", () => {
  const { exporters, pods } = observed([
    { name: "events", runs: "in-cluster" },
    { name: "jobs", runs: "in-cluster" },
  ]);

  expect(exporters).toEqual([]);
  expect(pods).toEqual([
    TOPOLOGY_OPERATOR,
    {
      name: "rabbitmq",
      namespace: "rabbitmq",
      labels: { "app.kubernetes.io/component": "rabbitmq", "app.kubernetes.io/part-of": "rabbitmq" },
      port: "prometheus-tls",
      tls: true,
      containers: ["rabbitmq"],
    },
    {
      name: "messaging-cluster-operator",
      namespace: "rabbitmq",
      labels: { "app.kubernetes.io/component": "rabbitmq-operator" },
      port: "http",
    },
  ]);
});

test("without a broker nothing is read, and nothing alerts", () => {
  expect(observed([])).toEqual({});
});

test("the dashboard has a place of its own for each panel, and asks for metrics of RabbitMQ alone", () => {
  const [dashboard] = observed([{ name: "events" }]).dashboards ?? [];
  const { panels } = dashboard?.json as {
    panels: readonly { readonly gridPos: { x: number; y: number }; readonly targets: readonly { expr: string }[] }[];
  };

  expect(new Set(panels.map(({ gridPos }) => `${gridPos.x} ${gridPos.y}`)).size).toBe(panels.length);
  for (const { targets } of panels)
    for (const { expr } of targets) expect(expr).toMatch(/rabbitmq_\w+\{job=~"\$job"\}/);
});
