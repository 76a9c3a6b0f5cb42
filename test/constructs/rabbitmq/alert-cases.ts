/** Figures at which the alerts of brokers fire, and the nearest at which they do not. */
import type { AlertCases } from "../../helpers/alert-cases";

const EVENTS = `job="rabbitmq-events"`;
const QUEUE = `${EVENTS},vhost="shop",queue="orders"`;
const labels = { job: "rabbitmq-events" };

export const alertCases: AlertCases = {
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
};
