/** The dashboard of caches and queues: one row of figures for the one that is chosen. */

interface Figure {
  readonly title: string;
  readonly unit: string;
  readonly expr: string;
  readonly legend: string;
}

const OF_CHOSEN = `job=~"$cache"`;

const FIGURES: readonly Figure[] = [
  { title: "Answers", unit: "bool_on_off", expr: `redis_up{${OF_CHOSEN}}`, legend: "{{job}}" },
  {
    title: "Memory used",
    unit: "percent",
    expr: `100 * redis_memory_used_bytes{${OF_CHOSEN}} / (redis_memory_max_bytes{${OF_CHOSEN}} > 0)`,
    legend: "{{job}}",
  },
  { title: "Commands", unit: "ops", expr: `rate(redis_commands_processed_total{${OF_CHOSEN}}[5m])`, legend: "{{job}}" },
  { title: "Clients", unit: "short", expr: `redis_connected_clients{${OF_CHOSEN}}`, legend: "{{job}}" },
  {
    title: "Evicted keys",
    unit: "short",
    expr: `increase(redis_evicted_keys_total{${OF_CHOSEN}}[5m])`,
    legend: "{{job}}",
  },
  {
    title: "Found of what was asked for",
    unit: "percent",
    expr: `100 * rate(redis_keyspace_hits_total{${OF_CHOSEN}}[5m]) / (rate(redis_keyspace_hits_total{${OF_CHOSEN}}[5m]) + rate(redis_keyspace_misses_total{${OF_CHOSEN}}[5m]))`,
    legend: "{{job}}",
  },
  { title: "Keys", unit: "short", expr: `sum by (job) (redis_db_keys{${OF_CHOSEN}})`, legend: "{{job}}" },
  { title: "Copies", unit: "short", expr: `redis_connected_slaves{${OF_CHOSEN}}`, legend: "{{job}}" },
];

/** Grafana divides a dashboard's width into so many columns. */
const COLUMNS = 24;
const WIDTH = 8;
const HEIGHT = 8;

const DATASOURCE = { type: "prometheus", uid: "$datasource" } as const;

export const redisDashboard: Readonly<Record<string, unknown>> = {
  title: "Caches and queues",
  tags: ["jangada", "redis"],
  timezone: "browser",
  schemaVersion: 39,
  time: { from: "now-6h", to: "now" },
  refresh: "1m",
  templating: {
    list: [
      { name: "datasource", type: "datasource", query: "prometheus", label: "Data source" },
      {
        name: "cache",
        type: "query",
        label: "Cache",
        datasource: DATASOURCE,
        query: { query: "label_values(redis_up, job)", refId: "caches" },
        includeAll: true,
        multi: true,
        current: { text: "All", value: "$__all" },
        refresh: 2,
      },
    ],
  },
  panels: FIGURES.map(({ title, unit, expr, legend }, index) => ({
    id: index + 1,
    type: "timeseries",
    title,
    datasource: DATASOURCE,
    gridPos: {
      x: (index * WIDTH) % COLUMNS,
      y: Math.floor((index * WIDTH) / COLUMNS) * HEIGHT,
      w: WIDTH,
      h: HEIGHT,
    },
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    targets: [{ refId: "A", expr, legendFormat: legend, datasource: DATASOURCE }],
  })),
};
