/** What observability takes from caches. The exporter of a cache is called `redis-<name>`, and so is its job. */
import type { AlertRule, Observed, PodMetrics } from "../../model/observed";
import { REDIS_NAMESPACE } from "./cluster/names";
import { redisDashboard } from "./dashboard";
import { monitoringSecretName } from "./monitoring-secret";
import { isInCluster, type RedisSection } from "./section";

const jobOf = (name: string): string => `redis-${name}`;

/** The proxies before all caches in the cluster serve figures themselves. */
const PROXIES: PodMetrics = {
  name: "redis-proxies",
  namespace: REDIS_NAMESPACE,
  labels: { "app.kubernetes.io/name": "redis", "app.kubernetes.io/component": "proxy" },
  port: "status",
};

/** Metrics of HAProxy's own exporter. */
const NOBODY_IS_LED: AlertRule = {
  alert: "CacheProxyLeadsNobody",
  expr: `min by (namespace, pod) (haproxy_backend_active_servers{namespace="${REDIS_NAMESPACE}",proxy="writes"}) < 1`,
  for: "1m",
  severity: "critical",
  summary: "The proxy {{ $labels.pod }} finds no node that writes: who is led by it is refused.",
  description:
    "A fail-over takes ten seconds. See whether the cache's nodes run, and what its Sentinels say; of one proxy alone, what it may reach.",
};

export function redisObserved(section: RedisSection): Observed {
  if (section.length === 0) return {};
  const proxied = section.some(
    (entry) => isInCluster(entry) && entry.topology.kind === "replicated" && entry.topology.replicas > 0,
  );
  const queues = section.filter(({ use }) => use === "queue").map(({ name }) => jobOf(name));
  return {
    exporters: section.map((entry) => ({
      name: jobOf(entry.name),
      kind: "redis",
      secretName: monitoringSecretName(entry.name),
      tls: true,
      ...(isInCluster(entry) ? { authority: true } : {}),
    })),
    ...(proxied ? { pods: [PROXIES] } : {}),
    alerts: [
      {
        name: "caches",
        rules: [
          ...general(section.map(({ name }) => jobOf(name))),
          ...copies(section),
          ...(proxied ? [NOBODY_IS_LED] : []),
        ],
      },
      ...(queues.length > 0
        ? [
            {
              name: "queues-in-caches",
              rules: queueAlerts(queues),
              thresholds: [
                {
                  name: "queueMemoryPercent",
                  default: 80,
                  min: 10,
                  max: 99,
                  description: "Percent of its memory that a queue of `redis` may use before somebody is told.",
                },
              ],
            },
          ]
        : []),
    ],
    dashboards: [{ name: "redis", json: redisDashboard }],
  };
}

/** Metrics of redis_exporter. */
function general(jobs: readonly string[]): readonly AlertRule[] {
  return [
    {
      alert: "CacheDown",
      expr: "max by (job) (redis_up) == 0",
      for: "2m",
      severity: "critical",
      summary: "Nobody can log in to {{ $labels.job }}.",
      description:
        "The exporter runs, and the cache refuses it or does not answer. See whether it fails over, and whether the user `monitoring` still has its password.",
    },
    {
      alert: "CacheMetricsMissing",
      // Of each by its name: one of several that goes is missed, too.
      expr: jobs.map((job) => `absent(redis_up{job="${job}"})`).join(" or "),
      for: "15m",
      severity: "warning",
      summary: "There are no metrics of {{ $labels.job }}: alerts about it cannot fire.",
      description: "See whether the exporter's pod runs, and whether its Secret was delivered.",
    },
    {
      alert: "CacheConnectionsRefused",
      expr: "sum by (job) (increase(redis_rejected_connections_total[10m])) > 0",
      for: "0m",
      severity: "warning",
      summary: "{{ $labels.job }} has refused {{ $value | humanize }} connections: it has as many as it takes.",
      description: "Look for an application that opens connections and does not close them.",
    },
  ];
}

/** Only where there is one that writes, and copies of it. */
function copies(section: RedisSection): readonly AlertRule[] {
  const redundant = section.flatMap(({ name, topology }) =>
    topology.kind === "replicated" && topology.replicas > 0 ? [{ job: jobOf(name), least: topology.replicas }] : [],
  );
  if (redundant.length === 0) return [];
  return [
    {
      alert: "CacheCopiesMissing",
      expr: redundant
        .map(({ job, least }) => `max by (job) (redis_connected_slaves{job="${job}"}) < ${least}`)
        .join(" or "),
      for: "10m",
      severity: "warning",
      summary: "{{ $labels.job }} has {{ $value | humanize }} copies left: the loss of a node may be one too many.",
      description: "See the cache's events, or its pods: a copy is exchanged, or cannot keep up.",
    },
  ];
}

function queueAlerts(jobs: readonly string[]): readonly AlertRule[] {
  const ofQueues = `{job=~"${jobs.join("|")}"}`;
  return [
    {
      alert: "QueueMemoryHigh",
      expr: `100 * max by (job) (redis_memory_used_bytes${ofQueues}) / (max by (job) (redis_memory_max_bytes${ofQueues}) > 0) > $queueMemoryPercent`,
      for: "5m",
      severity: "critical",
      summary:
        "{{ $labels.job }} uses {{ $value | humanize }}% of its memory: when that is full, it takes no more messages.",
      description: "It never evicts. See why messages are not taken off, or take a larger `topology.size`.",
    },
    {
      alert: "QueueEvicts",
      expr: `sum by (job) (increase(redis_evicted_keys_total${ofQueues}[15m])) > 0`,
      for: "0m",
      severity: "critical",
      summary: "{{ $labels.job }} is a queue, and has dropped {{ $value | humanize }} keys to make room.",
      description:
        "Somebody has changed `maxmemory-policy`: `jangada drift` tells. See which messages or sessions are lost.",
    },
  ];
}
