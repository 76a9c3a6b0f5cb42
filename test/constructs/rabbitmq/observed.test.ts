/** What is read, shown and alerted on of brokers, wherever they run. */
import { readSection } from "../../../src/environment/sections";
import { rabbitmqComponent } from "../../../src/constructs/rabbitmq/component";
import { rabbitmqObserved } from "../../../src/constructs/rabbitmq/observed";
import type { RabbitmqSection } from "../../../src/constructs/rabbitmq/section";
import type { Observed } from "../../../src/model/observed";
import { describeAlerts } from "../../helpers/alert-cases";
import { FACTS } from "./fixtures";

const observed = (brokers: readonly object[]): Observed =>
  rabbitmqObserved(readSection(rabbitmqComponent, brokers, FACTS, () => undefined).value as RabbitmqSection);

test("a broker of the cloud is read by an exporter, with the login that is delivered to it", () => {
  const { exporters, pods } = observed([{ name: "events" }]);

  expect(pods).toBeUndefined();
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
    {
      name: "rabbitmq",
      namespace: "rabbitmq",
      labels: { "app.kubernetes.io/component": "rabbitmq", "app.kubernetes.io/part-of": "rabbitmq" },
      port: "prometheus-tls",
      tls: true,
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

const EVENTS = `job="rabbitmq-events"`;
const QUEUE = `${EVENTS},vhost="shop",queue="orders"`;
const labels = { job: "rabbitmq-events" };

describeAlerts(observed([{ name: "events" }]).alerts ?? [], {
  RabbitmqDown: {
    fires: {
      series: { [`rabbitmq_up{${EVENTS}}`]: "0x10" },
      at: "5m",
      labels,
      summary: "The management of rabbitmq-events does not answer.",
    },
    quiet: { series: { [`rabbitmq_up{${EVENTS}}`]: "0 1x9" }, at: "5m" },
  },
  RabbitmqNodeDown: {
    fires: {
      series: { 'up{job="rabbitmq",namespace="rabbitmq",pod="dev-events-server-1"}': "0x20" },
      at: "10m",
      labels: { job: "rabbitmq", namespace: "rabbitmq", pod: "dev-events-server-1" },
      summary: "A node of rabbitmq is away: dev-events-server-1.",
    },
    quiet: { series: { [`rabbitmq_running{${EVENTS},node="rabbit@one"}`]: "1x20" }, at: "10m" },
  },
  RabbitmqMemoryAlarm: {
    fires: {
      series: { [`rabbitmq_node_mem_alarm{${EVENTS},node="rabbit@one"}`]: "1x5" },
      at: "1m",
      labels: { ...labels, node: "rabbit@one" },
      summary: "rabbitmq-events has no memory left and takes no messages: everybody who publishes waits.",
    },
    quiet: { series: { 'rabbitmq_alarms_memory_used_watermark{job="rabbitmq"}': "0x5" }, at: "1m" },
  },
  RabbitmqDiskAlarm: {
    fires: {
      series: { 'rabbitmq_alarms_free_disk_space_watermark{job="rabbitmq",pod="dev-events-server-0"}': "1x5" },
      at: "1m",
      labels: { job: "rabbitmq", pod: "dev-events-server-0" },
      summary: "rabbitmq has no disk left and takes no messages: everybody who publishes waits.",
    },
    quiet: { series: { [`rabbitmq_node_disk_free_alarm{${EVENTS},node="rabbit@one"}`]: "0x5" }, at: "1m" },
  },
  RabbitmqPartitioned: {
    fires: {
      series: { [`rabbitmq_partitions{${EVENTS}}`]: "1x20" },
      at: "10m",
      labels,
      summary: "Nodes of rabbitmq-events do not see each other.",
    },
    quiet: { series: { 'rabbitmq_unreachable_cluster_peers_count{job="rabbitmq"}': "1x3 0x20" }, at: "10m" },
  },
  RabbitmqQueueBacklog: {
    fires: {
      series: { [`rabbitmq_queue_messages_ready{${QUEUE}}`]: "10001x20" },
      at: "15m",
      labels: { ...labels, vhost: "shop", queue: "orders" },
      summary: "10k messages wait in 'orders' of 'shop' on rabbitmq-events.",
    },
    quiet: { series: { [`rabbitmq_queue_messages_ready{${QUEUE}}`]: "10000x20" }, at: "15m" },
  },
  RabbitmqUnacknowledged: {
    fires: {
      series: { 'rabbitmq_queue_messages_unacknowledged{job="rabbitmq",pod="one"}': "5001x30" },
      at: "20m",
      labels: { job: "rabbitmq" },
      summary: "5.001k messages of rabbitmq were delivered, and not acknowledged.",
    },
    quiet: { series: { [`rabbitmq_queue_messages_unacknowledged{${QUEUE}}`]: "5000x30" }, at: "20m" },
  },
});
