/** What observability reads, shows and alerts on of the section `rabbitmq`. */
import {
  type AlertRule,
  MONITORING_SERVICE,
  type Observed,
  type PodMetrics,
  type Threshold,
} from "../../model/observed";
import { RABBITMQ_NAMESPACE } from "./cluster/names";
import { rabbitmqDashboard } from "./dashboard";
import type { RabbitmqSection } from "./section";

/** What figures of brokers in the cluster are read from, all of them: the operator gives its pods these labels. */
const PODS = "rabbitmq";
const POD_LABELS = { "app.kubernetes.io/component": "rabbitmq", "app.kubernetes.io/part-of": "rabbitmq" };
/** Of exporters, each called after its broker, and of the pods. */
const JOBS = `job=~"rabbitmq(-.+)?"`;

export function rabbitmqObserved(section: RabbitmqSection): Observed {
  if (section.length === 0) return {};
  const managed = section.filter(({ runs }) => runs === "managed");
  return {
    pods: [
      operator("messaging-topology-operator", "messaging-topology-operator", "metrics"),
      ...(managed.length < section.length
        ? [
            {
              name: PODS,
              namespace: RABBITMQ_NAMESPACE,
              labels: POD_LABELS,
              port: "prometheus-tls",
              tls: true,
              containers: ["rabbitmq"],
            },
            operator("messaging-cluster-operator", "rabbitmq-operator", "http"),
          ]
        : []),
    ],
    exporters: managed.map(({ name }) => ({
      name: `rabbitmq-${name}`,
      kind: "rabbitmq",
      secretName: `rabbitmq-${name}-${MONITORING_SERVICE}`,
      tls: true,
    })),
    alerts: [{ name: "rabbitmq", rules: RULES, thresholds: THRESHOLDS }],
    dashboards: [{ name: "rabbitmq", json: rabbitmqDashboard }],
  };
}

/** Its job begins otherwise than those of brokers: one could be called `topology-operator`. */
function operator(name: string, component: string, port: string): PodMetrics {
  return { name, namespace: RABBITMQ_NAMESPACE, labels: { "app.kubernetes.io/component": component }, port };
}

const THRESHOLDS: readonly Threshold[] = [
  {
    name: "rabbitmqQueueMessages",
    default: 10_000,
    min: 1,
    max: 100_000_000,
    description:
      "Messages that wait in one queue (of a broker in the cluster: in all of its queues) before somebody is told.",
  },
  {
    name: "rabbitmqUnacknowledged",
    default: 5_000,
    min: 1,
    max: 100_000_000,
    description: "Messages that were delivered and not acknowledged, of one queue, before somebody is told.",
  },
];

/**
 * Exporters (github.com/kbudde/rabbitmq_exporter, metrics.md) and RabbitMQ's own plugin (rabbitmq.com/docs/prometheus) call the
 * same things otherwise, but for what waits in queues.
 */
const RULES: readonly AlertRule[] = [
  {
    alert: "RabbitmqDown",
    expr: `rabbitmq_up{${JOBS}} == 0`,
    for: "2m",
    severity: "critical",
    summary: "The management of {{ $labels.job }} does not answer.",
    description:
      "Look whether the broker restarts (its events in the cloud, its maintenance window); then whether the user `monitoring` still logs in. Clients may be connected all the same.",
  },
  {
    alert: "RabbitmqNodeDown",
    expr: `up{job="${PODS}"} == 0 or rabbitmq_running{${JOBS}} == 0`,
    for: "5m",
    severity: "critical",
    summary:
      "A node of {{ $labels.job }} is away: {{ if $labels.pod }}{{ $labels.pod }}{{ else }}{{ $labels.node }}{{ end }}.",
    description:
      "A cluster of three goes on with two, and stops with one. Look at the node's log and at its volume; restart nothing else until it is back.",
  },
  {
    alert: "RabbitmqMemoryAlarm",
    expr: `rabbitmq_node_mem_alarm{${JOBS}} == 1 or rabbitmq_alarms_memory_used_watermark{${JOBS}} == 1`,
    for: "0m",
    severity: "critical",
    summary: "{{ $labels.job }} has no memory left and takes no messages: everybody who publishes waits.",
    description:
      "Look for queues that grow, and for consumers that acknowledge nothing; take messages off, or give the broker a larger `size`.",
  },
  {
    alert: "RabbitmqDiskAlarm",
    expr: `rabbitmq_node_disk_free_alarm{${JOBS}} == 1 or rabbitmq_alarms_free_disk_space_watermark{${JOBS}} == 1`,
    for: "0m",
    severity: "critical",
    summary: "{{ $labels.job }} has no disk left and takes no messages: everybody who publishes waits.",
    description: "Look for queues that grow. Take messages off them, or give the broker more storage.",
  },
  {
    alert: "RabbitmqPartitioned",
    expr: `rabbitmq_partitions{${JOBS}} > 0 or rabbitmq_unreachable_cluster_peers_count{${JOBS}} > 0`,
    for: "5m",
    severity: "critical",
    summary: "Nodes of {{ $labels.job }} do not see each other.",
    description:
      "Those in the minority serve nobody until they are back. Look whether a zone, or what lies between zones, is disturbed; restart no node before it is known which side has the majority.",
  },
  {
    alert: "RabbitmqQueueBacklog",
    expr: `sum by (job, vhost, queue) (rabbitmq_queue_messages_ready{${JOBS}}) > $rabbitmqQueueMessages`,
    for: "10m",
    severity: "warning",
    summary:
      "{{ $value | humanize }} messages wait in {{ if $labels.queue }}'{{ $labels.queue }}' of '{{ $labels.vhost }}' on {{ $labels.job }}{{ else }}the queues of {{ $labels.job }}{{ end }}.",
    description:
      "Its consumers are too slow, too few, or gone: look at their pods first. `observability.thresholds.rabbitmqQueueMessages` says what is many.",
  },
  {
    alert: "RabbitmqUnacknowledged",
    expr: `sum by (job, vhost, queue) (rabbitmq_queue_messages_unacknowledged{${JOBS}}) > $rabbitmqUnacknowledged`,
    for: "15m",
    severity: "warning",
    summary:
      "{{ $value | humanize }} messages of {{ if $labels.queue }}'{{ $labels.queue }}' on {{ $labels.job }}{{ else }}{{ $labels.job }}{{ end }} were delivered, and not acknowledged.",
    description:
      "A consumer takes messages and does not finish them: look at its log. Without a limit (prefetch) it holds as many as there are.",
  },
];
