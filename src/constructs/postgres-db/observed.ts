/** What observability takes from databases. The exporter of a server is called `postgres-<server>`, and so is its job. */
import { type AlertGroup, MONITORING_SERVICE, type Observed } from "../../model/observed";
import { cnpgDashboard } from "./cluster/cnpg-dashboard";
import { cnpgAlerts, cnpgPods } from "./cluster/cnpg-observed";
import type { SectionContext } from "../../model/component";
import { databasesRules } from "./rules";
import { isInCluster } from "./runs";
import type { DatabaseSection, DatabasesSection } from "./section";

/**
 * Name of the Secret with which figures of a server are read, in the namespace of observability. Another one with each revision of its
 * password: an exporter reads it when it starts, and so starts again.
 */
export const monitoringSecretName = (server: string, revision: number): string =>
  `postgres-${server}-${MONITORING_SERVICE}${revision === 1 ? "" : `-${revision}`}`;

const jobOf = (server: string): string => `postgres-${server}`;

export function databasesObserved(section: DatabasesSection, context: SectionContext): Observed {
  if (section.length === 0) return {};
  const pods = cnpgPods(section);
  const read = readServers(section, context);
  return {
    ...(pods.length > 0 ? { pods } : {}),
    alerts: [...(read.length > 0 ? [databaseAlerts(read)] : []), ...cnpgAlerts(section)],
    ...(pods.length > 0 ? { dashboards: [{ name: "databases-in-cluster", json: cnpgDashboard }] } : {}),
  };
}

/** The jobs of those whose figures are read: an alert that another one's are missing would never end. */
function readServers(section: DatabasesSection, context: SectionContext): readonly string[] {
  const exporters = databasesRules.targets?.[context.facts.target]?.().observed?.(section, context).exporters;
  return exporters?.map(({ name }) => name) ?? section.map(({ name }) => jobOf(name));
}

/**
 * What reads the servers' figures: each target tells of its own.
 * @param withAuthority Whether what verifies a server is delivered with the login; else everybody knows it.
 */
export function databaseExporters(
  section: DatabasesSection,
  withAuthority: (database: DatabaseSection) => boolean,
): Observed {
  return {
    exporters: section.map((database) => ({
      name: jobOf(database.name),
      kind: "postgres",
      secretName: monitoringSecretName(database.name, database.passwordRevision),
      tls: true,
      authority: isInCluster(database) || withAuthority(database),
    })),
  };
}

/** Metrics of postgres_exporter. */
function databaseAlerts(jobs: readonly string[]): AlertGroup {
  return {
    name: "databases",
    rules: [
      {
        alert: "DatabaseDown",
        expr: "max by (job) (pg_up) == 0",
        for: "5m",
        severity: "critical",
        summary: "Nobody can log in to {{ $labels.job }}.",
        description:
          "The exporter runs, and the server refuses it or does not answer. See whether the server is up, and whether its connections are used up.",
      },
      {
        alert: "DatabaseMetricsMissing",
        // Of each by its name: one of several that goes is missed, too.
        expr: jobs.map((job) => `absent(pg_up{job="${job}"})`).join(" or "),
        for: "15m",
        severity: "warning",
        summary: "There are no metrics of {{ $labels.job }}: alerts about it cannot fire.",
        description: "See whether the exporter's pod runs, and whether its Secret was delivered.",
      },
      {
        alert: "DatabaseConnectionsHigh",
        expr: "100 * sum by (job) (pg_stat_activity_count) / max by (job) (pg_settings_max_connections) > $databaseConnectionsPercent",
        for: "10m",
        severity: "warning",
        summary: "{{ $labels.job }} has {{ $value | humanize }}% of the connections that it may have.",
        description:
          "Beyond the last one, everybody is refused. See who holds them (pg_stat_activity): mostly pools that are too large, or sessions left open.",
      },
      {
        alert: "DatabaseDeadlocks",
        expr: "sum by (job, datname) (increase(pg_stat_database_deadlocks[15m])) > $databaseDeadlocks",
        for: "1m",
        severity: "warning",
        summary: "{{ $value | humanize }} deadlocks within 15 minutes in {{ $labels.datname }} of {{ $labels.job }}.",
        description: "Two transactions wait for each other, and one is ended. The server's log names both.",
      },
      {
        alert: "DatabaseLongTransaction",
        expr: "max by (job, datname) (pg_stat_activity_max_tx_duration) > $databaseTransactionSeconds",
        for: "5m",
        severity: "warning",
        summary:
          "A transaction in {{ $labels.datname }} of {{ $labels.job }} has been open for {{ $value | humanizeDuration }}.",
        description:
          "It keeps old rows from being cleared away, and may hold locks. Find it in pg_stat_activity, and end it by pg_terminate_backend.",
      },
      {
        alert: "DatabaseReplicaBehind",
        expr: "max by (job) (pg_replication_lag_seconds) > $databaseReplicaSeconds",
        for: "10m",
        severity: "warning",
        summary: "{{ $labels.job }} is {{ $value | humanizeDuration }} behind the server that it copies.",
        description: "Readers see old data. Mostly more is written than it can follow, or a long query holds it up.",
      },
      {
        alert: "DatabaseRollbacksHigh",
        expr:
          "100 * sum by (job, datname) (rate(pg_stat_database_xact_rollback[10m]))" +
          " / (sum by (job, datname) (rate(pg_stat_database_xact_rollback[10m])) + sum by (job, datname) (rate(pg_stat_database_xact_commit[10m]))) > $databaseRollbacksPercent" +
          " and sum by (job, datname) (rate(pg_stat_database_xact_rollback[10m])) > 1",
        for: "15m",
        severity: "warning",
        summary:
          "{{ $value | humanize }}% of the transactions in {{ $labels.datname }} of {{ $labels.job }} are rolled back.",
        description: "A service that fails, or that runs into others. The server's log and the service's own say why.",
      },
    ],
    thresholds: [
      {
        name: "databaseConnectionsPercent",
        default: 80,
        min: 10,
        max: 99,
        description: "Percent of the connections that a server may have.",
      },
      { name: "databaseDeadlocks", default: 5, min: 0, max: 10_000, description: "Deadlocks within 15 minutes." },
      {
        name: "databaseTransactionSeconds",
        default: 3_600,
        min: 60,
        max: 604_800,
        description: "Seconds that a transaction may be open.",
      },
      {
        name: "databaseReplicaSeconds",
        default: 300,
        min: 5,
        max: 86_400,
        description: "Seconds that a server may be behind the one that it copies.",
      },
      {
        name: "databaseRollbacksPercent",
        default: 20,
        min: 1,
        max: 100,
        description: "Percent of the transactions that are rolled back.",
      },
    ],
  };
}
