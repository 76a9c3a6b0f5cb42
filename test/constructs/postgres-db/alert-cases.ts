/** Figures at which the alerts of databases fire, and the nearest at which they do not. */
import type { AlertCases } from "../../helpers/alert-cases";
import { inCluster } from "./cluster/alert-cases";

const JOB = 'job="postgres-orders"';
const ORDERS = { job: "postgres-orders" };
const DATABASE = `${JOB},datname="orders"`;
const IN = { ...ORDERS, datname: "orders" };

const connections = (count: number): Readonly<Record<string, string>> => ({
  [`pg_stat_activity_count{${DATABASE},state="active"}`]: `${count}x40`,
  [`pg_stat_activity_count{${JOB},datname="postgres",state="idle"}`]: "1x40",
  [`pg_settings_max_connections{${JOB}}`]: "100x40",
});
const rollbacks = (a: number, committed: number): Readonly<Record<string, string>> => ({
  [`pg_stat_database_xact_rollback{${DATABASE}}`]: `0+${a}x60`,
  [`pg_stat_database_xact_commit{${DATABASE}}`]: `0+${committed}x60`,
});

export const alertCases: AlertCases = {
  DatabaseDown: {
    fires: {
      series: { [`pg_up{${JOB}}`]: "1 0x20" },
      at: "8m",
      labels: ORDERS,
      summary: "Nobody can log in to postgres-orders.",
    },
    quiet: { series: { [`pg_up{${JOB}}`]: "0 0 0 1x20" }, at: "8m" },
  },
  DatabaseMetricsMissing: {
    fires: {
      series: { 'pg_up{job="postgres-billing"}': "1x40", 'pg_up{job="postgres-bills"}': "1x40" },
      at: "20m",
      labels: ORDERS,
      summary: "There are no metrics of postgres-orders: alerts about it cannot fire.",
    },
    quiet: {
      series: {
        [`pg_up{${JOB}}`]: "0x40",
        'pg_up{job="postgres-billing"}': "1x40",
        'pg_up{job="postgres-bills"}': "1x40",
      },
      at: "20m",
    },
  },
  DatabaseConnectionsHigh: {
    fires: {
      series: connections(81),
      at: "15m",
      labels: ORDERS,
      summary: "postgres-orders has 82% of the connections that it may have.",
    },
    quiet: { series: connections(79), at: "15m" },
  },
  DatabaseDeadlocks: {
    fires: {
      series: { [`pg_stat_database_deadlocks{${DATABASE}}`]: "0+1x40" },
      at: "20m",
      labels: IN,
      summary: "15 deadlocks within 15 minutes in orders of postgres-orders.",
    },
    quiet: { series: { [`pg_stat_database_deadlocks{${DATABASE}}`]: "0 0 0 0 5x40" }, at: "15m" },
  },
  DatabaseLongTransaction: {
    fires: {
      series: { [`pg_stat_activity_max_tx_duration{${DATABASE},state="active"}`]: "3600+60x20" },
      at: "10m",
      labels: IN,
      summary: "A transaction in orders of postgres-orders has been open for 1h 10m 0s.",
    },
    quiet: { series: { [`pg_stat_activity_max_tx_duration{${DATABASE},state="active"}`]: "3600x20" }, at: "10m" },
  },
  DatabaseReplicaBehind: {
    fires: {
      series: { [`pg_replication_lag_seconds{${JOB}}`]: "301x20" },
      at: "12m",
      labels: ORDERS,
      summary: "postgres-orders is 5m 1s behind the server that it copies.",
    },
    quiet: { series: { [`pg_replication_lag_seconds{${JOB}}`]: "300x20" }, at: "12m" },
  },
  DatabaseRollbacksHigh: {
    fires: {
      series: rollbacks(150, 450),
      at: "40m",
      labels: IN,
      summary: "25% of the transactions in orders of postgres-orders are rolled back.",
    },
    // As large a share, of hardly any.
    quiet: { series: rollbacks(15, 45), at: "40m" },
  },
  ...inCluster,
};
