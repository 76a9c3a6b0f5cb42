/** The dashboard of caches and queues: one row of figures for the one that is chosen. */
import { type Figure, figuresDashboard } from "../kit/figures-dashboard";

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

export const redisDashboard = figuresDashboard({
  title: "Caches and queues",
  tag: "redis",
  choice: { name: "cache", label: "Cache", query: "label_values(redis_up, job)", refId: "caches" },
  figures: FIGURES,
});
