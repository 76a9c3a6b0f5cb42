/** Figures at which the alerts of caches fire, and the nearest at which they do not. */
import type { AlertCases } from "../../helpers/alert-cases";

const JOB = 'job="redis-jobs"';
const JOBS = { job: "redis-jobs" };

const memory = (used: number): Readonly<Record<string, string>> => ({
  [`redis_memory_used_bytes{${JOB}}`]: `${used}x20`,
  [`redis_memory_max_bytes{${JOB}}`]: "1000x20",
  // A cache may be full: it makes room.
  'redis_memory_used_bytes{job="redis-cart"}': "1000x20",
  'redis_memory_max_bytes{job="redis-cart"}': "1000x20",
});

export const alertCases: AlertCases = {
  CacheDown: {
    fires: {
      series: { [`redis_up{${JOB}}`]: "1 0x10" },
      at: "5m",
      labels: JOBS,
      summary: "Nobody can log in to redis-jobs.",
    },
    quiet: { series: { [`redis_up{${JOB}}`]: "0 0 1x10" }, at: "5m" },
  },
  CacheMetricsMissing: {
    fires: {
      series: { 'redis_up{job="redis-cart"}': "1x40", 'redis_up{job="redis-relay"}': "1x40" },
      at: "20m",
      labels: JOBS,
      summary: "There are no metrics of redis-jobs: alerts about it cannot fire.",
    },
    quiet: {
      series: {
        [`redis_up{${JOB}}`]: "0x40",
        'redis_up{job="redis-cart"}': "0x40",
        'redis_up{job="redis-relay"}': "0x40",
      },
      at: "20m",
    },
  },
  CacheConnectionsRefused: {
    fires: {
      series: { [`redis_rejected_connections_total{${JOB}}`]: "0+1x20" },
      at: "15m",
      labels: JOBS,
      summary: "redis-jobs has refused 10 connections: it has as many as it takes.",
    },
    quiet: { series: { [`redis_rejected_connections_total{${JOB}}`]: "5x20" }, at: "15m" },
  },
  CacheCopiesMissing: {
    fires: {
      series: { [`redis_connected_slaves{${JOB}}`]: "0x30" },
      at: "15m",
      labels: JOBS,
      summary: "redis-jobs has 0 copies left: the loss of a node may be one too many.",
    },
    quiet: { series: { [`redis_connected_slaves{${JOB}}`]: "1x30" }, at: "15m" },
  },
  CacheProxyLeadsNobody: {
    fires: {
      series: {
        'haproxy_backend_active_servers{namespace="redis",pod="dev-relay-proxy-1",proxy="writes"}': "1 0x20",
        'haproxy_backend_active_servers{namespace="redis",pod="dev-relay-proxy-2",proxy="writes"}': "1x20",
      },
      at: "5m",
      labels: { namespace: "redis", pod: "dev-relay-proxy-1" },
      summary: "The proxy dev-relay-proxy-1 finds no node that writes: who is led by it is refused.",
    },
    quiet: {
      series: {
        'haproxy_backend_active_servers{namespace="redis",pod="dev-relay-proxy-1",proxy="reads"}': "0x20",
        'haproxy_backend_active_servers{namespace="redis",pod="dev-relay-proxy-1",proxy="writes"}': "1x20",
        'haproxy_backend_active_servers{namespace="shop",pod="a",proxy="writes"}': "0x20",
      },
      at: "5m",
    },
  },
  QueueMemoryHigh: {
    fires: {
      series: memory(810),
      at: "10m",
      labels: JOBS,
      summary: "redis-jobs uses 81% of its memory: when that is full, it takes no more messages.",
    },
    quiet: { series: memory(790), at: "10m" },
  },
  QueueEvicts: {
    fires: {
      series: { [`redis_evicted_keys_total{${JOB}}`]: "0+1x40" },
      at: "20m",
      labels: JOBS,
      summary: "redis-jobs is a queue, and has dropped 15 keys to make room.",
    },
    quiet: { series: { 'redis_evicted_keys_total{job="redis-cart"}': "0+1x40" }, at: "20m" },
  },
};
