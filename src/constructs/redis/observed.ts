/** What observability reads, shows and alerts on of the section `redis`. */
import type { SectionContext } from "../../model/component";
import type { AlertRule, Observed } from "../../model/observed";
import { monitoringSecretName } from "./monitoring-secret";
import { redisDashboard } from "./dashboard";
import type { RedisEntry, RedisSection } from "./section";

/** As its exporter, and therefore the label `job` of its figures, is called. */
const exporterName = (name: string): string => `redis-${name}`;

export function redisObserved(section: RedisSection, _context: SectionContext): Observed {
  if (section.length === 0) return {};
  return {
    exporters: section.map(({ name }) => ({
      name: exporterName(name),
      kind: "redis",
      secretName: monitoringSecretName(name),
      tls: true,
    })),
    alerts: [
      {
        name: "redis",
        rules: [...GENERAL, ...section.flatMap(ownAlerts)],
        thresholds: [
          {
            name: "redisMemoryPercent",
            default: 80,
            min: 10,
            max: 99,
            description: "Percent of its memory that a queue may use before somebody is told.",
          },
        ],
      },
    ],
    dashboards: [{ name: "redis", json: redisDashboard }],
  };
}

const GENERAL: readonly AlertRule[] = [
  {
    alert: "RedisDown",
    expr: `redis_up{job=~"redis-.+"} == 0`,
    for: "2m",
    severity: "critical",
    summary: "{{ $labels.job }} does not answer.",
    description:
      "Look whether it fails over (the cloud's events, or the pods of its namespace); then whether the user `monitoring` still logs in.",
  },
  {
    alert: "RedisConnectionsRejected",
    expr: `increase(redis_rejected_connections_total{job=~"redis-.+"}[5m]) > 0`,
    for: "0m",
    severity: "warning",
    summary: "{{ $labels.job }} refuses connections: it has as many as it takes.",
    description:
      "Look for an application that opens connections and does not close them; `client list` tells by address.",
  },
];

/** What depends on the use and the make-up of one. */
function ownAlerts({ name, use, runs, topology }: RedisEntry): readonly AlertRule[] {
  const job = `job="${exporterName(name)}"`;
  const inWords = camelCase(name);
  const copies = topology.kind === "replicated" ? topology.replicas : 0;
  return [
    ...(use === "queue" ? queueAlerts(job, name, inWords) : []),
    ...(copies > 0
      ? [
          {
            alert: `RedisReplication${inWords}`,
            expr: `redis_connected_slaves{${job}} < ${copies}`,
            for: "10m",
            severity: "warning" as const,
            summary: `'${name}' has {{ $value }} of its ${copies} copies: the loss of a node may be one too many.`,
            description:
              runs === "managed"
                ? "Look at the cache's events in the cloud: a copy is replaced, or cannot keep up."
                : "Look at the pods of its namespace and at the volumes that they wait for.",
          },
        ]
      : []),
  ];
}

function queueAlerts(job: string, name: string, inWords: string): readonly AlertRule[] {
  return [
    {
      alert: `RedisMemory${inWords}`,
      expr: `100 * redis_memory_used_bytes{${job}} / (redis_memory_max_bytes{${job}} > 0) > $redisMemoryPercent`,
      for: "5m",
      severity: "critical",
      summary: `'${name}' uses {{ $value | humanize }} percent of its memory; when that is full, writes are refused.`,
      description: "It never evicts: take messages off, or take a larger `topology.size`.",
    },
    {
      alert: `RedisEvictions${inWords}`,
      expr: `increase(redis_evicted_keys_total{${job}}[15m]) > 0`,
      for: "0m",
      severity: "critical",
      summary: `'${name}' is a queue, and has dropped {{ $value | humanize }} keys to make room.`,
      description:
        "Somebody has changed `maxmemory-policy`: check for drift, and look which messages or sessions are lost.",
    },
  ];
}

const camelCase = (name: string): string =>
  name
    .split("-")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
