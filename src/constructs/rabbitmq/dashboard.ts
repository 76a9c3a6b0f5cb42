/** The dashboard of brokers: figures of those that are chosen, wherever they run. */

interface Panel {
  readonly title: string;
  readonly expr: string;
  readonly legend: string;
  readonly unit: string;
}

const PANELS: readonly Panel[] = [
  {
    title: "Messages ready",
    expr: `sum by (job, vhost, queue) (rabbitmq_queue_messages_ready{job=~"$job"})`,
    legend: "{{job}} {{vhost}} {{queue}}",
    unit: "short",
  },
  {
    title: "Messages unacknowledged",
    expr: `sum by (job, vhost, queue) (rabbitmq_queue_messages_unacknowledged{job=~"$job"})`,
    legend: "{{job}} {{vhost}} {{queue}}",
    unit: "short",
  },
  {
    title: "Connections",
    expr: `sum by (job) (rabbitmq_connections{job=~"$job"})`,
    legend: "{{job}}",
    unit: "short",
  },
  {
    title: "Memory",
    expr: `rabbitmq_node_mem_used{job=~"$job"} or rabbitmq_process_resident_memory_bytes{job=~"$job"}`,
    legend: "{{job}} {{node}}{{pod}}",
    unit: "bytes",
  },
  {
    title: "Disk free",
    expr: `rabbitmq_node_disk_free{job=~"$job"} or rabbitmq_disk_space_available_bytes{job=~"$job"}`,
    legend: "{{job}} {{node}}{{pod}}",
    unit: "bytes",
  },
];

/** Two panels a row, of a grid of 24 columns. */
const WIDTH = 12;
const HEIGHT = 8;

const DATASOURCE = { type: "prometheus", uid: "$datasource" } as const;

export const rabbitmqDashboard: Readonly<Record<string, unknown>> = {
  title: "RabbitMQ",
  tags: ["jangada", "rabbitmq"],
  timezone: "browser",
  schemaVersion: 39,
  refresh: "1m",
  time: { from: "now-6h", to: "now" },
  templating: {
    list: [
      { name: "datasource", type: "datasource", query: "prometheus", label: "Data source" },
      {
        name: "job",
        label: "Broker",
        type: "query",
        datasource: DATASOURCE,
        query: { query: 'label_values({__name__=~"rabbitmq_.+"}, job)', refId: "brokers" },
        includeAll: true,
        multi: true,
        current: { text: "All", value: "$__all" },
      },
    ],
  },
  panels: PANELS.map(({ title, expr, legend, unit }, index) => ({
    id: index + 1,
    title,
    type: "timeseries",
    datasource: DATASOURCE,
    gridPos: { x: (index % 2) * WIDTH, y: Math.floor(index / 2) * HEIGHT, w: WIDTH, h: HEIGHT },
    fieldConfig: { defaults: { unit }, overrides: [] },
    targets: [{ refId: "A", expr, legendFormat: legend }],
  })),
};
