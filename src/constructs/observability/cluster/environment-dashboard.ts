/** A dashboard of the environment, made from its file: what it is, whether it is well, and a row for each thing in it. */
import type { Dashboard, ExporterMetrics, PodMetrics } from "../../../model/observed";
import { LOKI_UID, PROMETHEUS_UID } from "./grafana-values";

export interface EnvironmentDashboardProps {
  /** Name of the environment. */
  readonly environment: string;
  /** Lines of what the file says of the environment as a whole: `target: …`. */
  readonly about: Readonly<Record<string, string>>;
  /** The pods whose figures it shows. */
  readonly pods: readonly PodMetrics[];
  /** The exporters whose figures it shows or lets through. */
  readonly exporters: readonly ExporterMetrics[];
  /** Whether there are logs. */
  readonly logs: boolean;
}

interface Panel {
  readonly title: string;
  readonly type: "stat" | "timeseries" | "table" | "text" | "logs";
  readonly width: number;
  readonly height: number;
  /** PromQL, or of logs LogQL; each with its legend. */
  readonly queries?: readonly (readonly [expr: string, legend: string])[];
  readonly unit?: string;
  readonly text?: string;
}

/** Grafana's grid has 24 columns. */
const COLUMNS = 24;
const ALL = 24;
const HALF = 12;
const THIRD = 8;

const PROMETHEUS = { type: "prometheus", uid: PROMETHEUS_UID };
const LOKI = { type: "loki", uid: LOKI_UID };

const chart = (title: string, expr: string, legend: string, unit: string, width: number = THIRD): Panel => ({
  title,
  type: "timeseries",
  width,
  height: 7,
  queries: [[expr, legend]],
  unit,
});

const stat = (title: string, expr: string, unit = "short"): Panel => ({
  title,
  type: "stat",
  width: 4,
  height: 4,
  queries: [[expr, ""]],
  unit,
});

/** Name of the dashboard, and its uid. */
export const ENVIRONMENT_DASHBOARD = "environment";

export function environmentDashboard(props: EnvironmentDashboardProps): Dashboard {
  const rows: readonly (readonly [title: string, panels: readonly Panel[]])[] = [
    [props.environment, overview(props)],
    ["Nodes", NODES],
    ["Workloads", WORKLOADS],
    ...props.exporters.map((one): readonly [string, readonly Panel[]] => [one.name, EXPORTERS[one.kind](one.name)]),
    ...props.pods.map((one): readonly [string, readonly Panel[]] => [one.name, podPanels(one)]),
    ...(props.logs ? [["Logs", LOGS] as const] : []),
  ];
  return {
    name: ENVIRONMENT_DASHBOARD,
    json: {
      title: `Environment ${props.environment}`,
      tags: ["jangada"],
      editable: false,
      refresh: "1m",
      time: { from: "now-6h", to: "now" },
      timezone: "utc",
      schemaVersion: 39,
      panels: layOut(rows),
    },
  };
}

function overview({ about, pods, exporters, environment }: EnvironmentDashboardProps): readonly Panel[] {
  const lines = Object.entries(about).map(([name, value]) => `- **${name}**: ${value}`);
  const jobs = [...pods, ...exporters].map(({ name }) => name);
  return [
    { title: environment, type: "text", width: THIRD, height: 8, text: lines.join("\n") },
    stat("Alerts: critical", 'count(ALERTS{alertstate="firing",severity="critical"}) or vector(0)'),
    stat("Alerts: warning", 'count(ALERTS{alertstate="firing",severity="warning"}) or vector(0)'),
    stat("Nodes not ready", 'sum(kube_node_status_condition{condition="Ready",status!="true"}) or vector(0)'),
    stat(
      "Pods not ready",
      'sum(kube_pod_status_ready{condition="false"} * on (namespace, pod) group_left kube_pod_status_phase{phase=~"Running|Pending"}) or vector(0)',
    ),
    {
      title: "Firing",
      type: "table",
      width: HALF,
      height: 7,
      queries: [['ALERTS{alertstate="firing"}', ""]],
    },
    ...(jobs.length > 0
      ? [chart("Served metrics", `min by (job) (up{job=~"${jobs.join("|")}"})`, "{{job}}", "short", HALF)]
      : []),
  ];
}

const NODES: readonly Panel[] = [
  chart("CPU", '1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m]))', "{{instance}}", "percentunit"),
  chart("Memory", "1 - node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes", "{{instance}}", "percentunit"),
  chart(
    "Root file system",
    '1 - node_filesystem_avail_bytes{mountpoint="/"} / node_filesystem_size_bytes{mountpoint="/"}',
    "{{instance}}",
    "percentunit",
  ),
];

const WORKLOADS: readonly Panel[] = [
  chart(
    "CPU by namespace",
    'sum by (namespace) (rate(container_cpu_usage_seconds_total{container!=""}[5m]))',
    "{{namespace}}",
    "short",
  ),
  chart(
    "Memory by namespace",
    'sum by (namespace) (container_memory_working_set_bytes{container!=""})',
    "{{namespace}}",
    "bytes",
  ),
  chart(
    "Restarts",
    "sum by (namespace, pod) (increase(kube_pod_container_status_restarts_total[1h])) > 0",
    "{{namespace}}/{{pod}}",
    "short",
  ),
  chart(
    "Volumes",
    "max by (namespace, persistentvolumeclaim) (1 - kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes)",
    "{{namespace}}/{{persistentvolumeclaim}}",
    "percentunit",
    ALL,
  ),
];

const EXPORTERS: Readonly<Record<ExporterMetrics["kind"], (job: string) => readonly Panel[]>> = {
  postgres: (job) => [
    chart("Connections", `sum by (datname) (pg_stat_activity_count{job="${job}"})`, "{{datname}}", "short"),
    chart("Size", `pg_database_size_bytes{job="${job}",datname!~"template.*|rdsadmin"}`, "{{datname}}", "bytes"),
    chart(
      "Transactions",
      `sum by (datname) (rate(pg_stat_database_xact_commit{job="${job}"}[5m]))`,
      "{{datname}}",
      "ops",
    ),
  ],
  redis: (job) => [
    chart("Memory", `redis_memory_used_bytes{job="${job}"}`, "used", "bytes"),
    chart("Clients", `redis_connected_clients{job="${job}"}`, "clients", "short"),
    chart("Commands", `rate(redis_commands_processed_total{job="${job}"}[5m])`, "commands", "ops"),
  ],
  rabbitmq: (job) => [
    chart("Messages ready", `sum by (queue) (rabbitmq_queue_messages_ready{job="${job}"})`, "{{queue}}", "short"),
    chart(
      "Unacknowledged",
      `sum by (queue) (rabbitmq_queue_messages_unacknowledged{job="${job}"})`,
      "{{queue}}",
      "short",
    ),
    chart("Connections", `sum(rabbitmq_connections{job="${job}"})`, "connections", "short"),
  ],
};

/** What any pods show that serve metrics: whether they do, and what they take. */
function podPanels({ name, namespace }: PodMetrics): readonly Panel[] {
  return [
    chart("Up", `up{job="${name}"}`, "{{pod}}", "short"),
    chart(
      "CPU",
      `sum by (pod) (rate(container_cpu_usage_seconds_total{namespace="${namespace}",container!=""}[5m]))`,
      "{{pod}}",
      "short",
    ),
    chart(
      "Memory",
      `sum by (pod) (container_memory_working_set_bytes{namespace="${namespace}",container!=""})`,
      "{{pod}}",
      "bytes",
    ),
  ];
}

const LOGS: readonly Panel[] = [
  {
    title: "Errors",
    type: "logs",
    width: ALL,
    height: 10,
    queries: [['{namespace=~".+"} |~ "(?i)(error|fatal|panic)"', ""]],
  },
];

/** Left to right, then down: a row for each title. */
function layOut(rows: readonly (readonly [title: string, panels: readonly Panel[]])[]): readonly object[] {
  const panels: object[] = [];
  let y = 0;
  for (const [title, row] of rows) {
    panels.push({
      id: panels.length + 1,
      type: "row",
      title,
      collapsed: false,
      gridPos: { x: 0, y, w: COLUMNS, h: 1 },
    });
    y += 1;
    let [x, height] = [0, 0];
    for (const panel of row) {
      if (x + panel.width > COLUMNS) [x, y, height] = [0, y + height, 0];
      panels.push(panelJson(panel, panels.length + 1, x, y));
      [x, height] = [x + panel.width, Math.max(height, panel.height)];
    }
    y += height;
  }
  return panels;
}

function panelJson(
  { title, type, width, height, queries = [], unit, text }: Panel,
  id: number,
  x: number,
  y: number,
): object {
  const datasource = type === "logs" ? LOKI : PROMETHEUS;
  return {
    id,
    title,
    type,
    gridPos: { x, y, w: width, h: height },
    ...(text === undefined
      ? {
          datasource,
          targets: queries.map(([expr, legendFormat], index) => ({
            refId: String.fromCharCode("A".charCodeAt(0) + index),
            datasource,
            expr,
            legendFormat,
            ...(type === "table" ? { instant: true, format: "table" } : {}),
          })),
        }
      : { options: { mode: "markdown", content: text } }),
    ...(unit === undefined ? {} : { fieldConfig: { defaults: { unit }, overrides: [] } }),
  };
}
