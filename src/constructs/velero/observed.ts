/** What observability takes from backups: whether they are made, how old the last good one is, and whether one can be restored. */
import type { AlertGroup, AlertRule, Dashboard, Observed } from "../../model/observed";
import { panelsDashboard } from "../kit/dashboard";
import { longestPause, parseCron } from "./cron";
import { RESTORE_TEST, VELERO_NAMESPACE } from "./names";
import { type BackupSchedule, type RestoreTest, usesNodes, type VeleroSection } from "./section";

const LAST_GOOD = "velero_backup_last_successful_timestamp";

export function veleroObserved({ schedules, restoreTest }: VeleroSection): Observed {
  return {
    pods: [
      {
        name: "velero",
        namespace: VELERO_NAMESPACE,
        labels: { name: "velero" },
        port: "http-monitoring",
        containers: ["velero"],
      },
      ...(usesNodes(schedules)
        ? [
            {
              name: "velero-node-agent",
              namespace: VELERO_NAMESPACE,
              labels: { name: "node-agent" },
              port: "http-monitoring",
              containers: ["node-agent"],
            },
          ]
        : []),
    ],
    alerts: [backupAlerts(schedules), ...(restoreTest ? [restoreTestAlerts(restoreTest)] : [])],
    dashboards: [dashboard(restoreTest !== undefined)],
  };
}

/** Metrics of Velero's server (velero.io/docs, pkg/metrics). */
function backupAlerts(schedules: readonly BackupSchedule[]): AlertGroup {
  return {
    name: "backups",
    rules: [
      {
        alert: "BackupOld",
        // Each against the longest time between two runs of its own.
        expr: schedules
          .map(
            ({ name, cron }) =>
              `(time() - max by (schedule) (${LAST_GOOD}{schedule="${name}"}) > ${pauseSeconds(cron)} + 3600 * $backupLateHours)`,
          )
          .join(" or "),
        for: "10m",
        severity: "critical",
        summary: "The last good backup of {{ $labels.schedule }} is {{ $value | humanizeDuration }} old.",
        description:
          "What is deleted now comes back as old as that. See `velero backup get`, and the logs of the last one: docs/backup.md.",
      },
      {
        alert: "BackupMissing",
        expr: schedules.map(({ name }) => `absent(${LAST_GOOD}{schedule="${name}"})`).join(" or "),
        // The first backup of a schedule is made at once, and may take hours.
        for: "6h",
        severity: "critical",
        summary: "There is no good backup of {{ $labels.schedule }}, or nobody can tell.",
        description:
          "See whether Velero runs, whether its store is available (`velero backup-location get`), and whether the schedule is there.",
      },
      {
        alert: "BackupFailed",
        expr: `min by (schedule) (velero_backup_last_status{schedule=~"${schedules.map(({ name }) => name).join("|")}"}) == 0`,
        for: "15m",
        severity: "warning",
        summary: "The last backup of {{ $labels.schedule }} failed, or lacks a part.",
        description: "`velero backup describe <backup> --details` and `velero backup logs <backup>` say what it lacks.",
      },
    ],
    thresholds: [
      {
        name: "backupLateHours",
        default: 4,
        min: 1,
        max: 720,
        description: "Hours that a backup may be late before the last good one counts as old.",
      },
    ],
  };
}

/** Metrics of kube-state-metrics: the test is a CronJob, and its outcome that of its Jobs. */
function restoreTestAlerts({ cron }: RestoreTest): AlertGroup {
  const of = `{namespace="${VELERO_NAMESPACE}",cronjob="${RESTORE_TEST}"}`;
  const jobs = `{namespace="${VELERO_NAMESPACE}",job_name=~"${RESTORE_TEST}-[0-9]+"}`;
  const limit = `${pauseSeconds(cron)} + 3600 * $restoreTestLateHours`;
  const rule = (alert: string, expr: string, wait: string, summary: string): AlertRule => ({
    alert,
    expr,
    for: wait,
    severity: "warning",
    summary,
    description:
      "Until it is known why, take it that backups cannot be restored. The logs of the last Job say what was wrong: docs/backup.md.",
  });
  return {
    name: "restore-test",
    rules: [
      rule(
        "RestoreTestFailed",
        // Of those since the last good one.
        `max(kube_job_status_start_time${jobs} and on (job_name) kube_job_status_failed${jobs} > 0)` +
          ` > (max(kube_cronjob_status_last_successful_time${of}) or vector(0))`,
        "1m",
        "The last restore test failed.",
      ),
      rule(
        "RestoreTestOld",
        `time() - max by (cronjob) (kube_cronjob_status_last_successful_time${of}) > ${limit}` +
          ` or (time() - max by (cronjob) (kube_cronjob_created${of}) > ${limit} unless on (cronjob) kube_cronjob_status_last_successful_time${of})` +
          ` or absent(kube_cronjob_created${of})`,
        "30m",
        "No backup has been restored for too long.",
      ),
    ],
    thresholds: [
      {
        name: "restoreTestLateHours",
        default: 24,
        min: 1,
        max: 720,
        description: "Hours that a restore test may be late.",
      },
    ],
  };
}

function pauseSeconds(cron: string): number {
  const parsed = parseCron(cron);
  return ((parsed && longestPause(parsed)) ?? 0) * 60;
}

function dashboard(tested: boolean): Dashboard {
  const charts = [
    {
      title: "Age of the last good backup",
      expr: `time() - max by (schedule) (${LAST_GOOD})`,
      legend: "{{schedule}}",
      unit: "s",
    },
    {
      title: "Last backup good",
      expr: "min by (schedule) (velero_backup_last_status)",
      legend: "{{schedule}}",
      unit: "short",
    },
    {
      title: "Objects backed up",
      expr: "max by (schedule) (velero_backup_items_total)",
      legend: "{{schedule}}",
      unit: "short",
    },
    {
      title: "Failed in a day",
      expr: "sum by (schedule) (increase(velero_backup_failure_total[1d]))",
      legend: "{{schedule}}",
      unit: "short",
    },
  ];
  const restores = {
    title: "Age of the last good restore test",
    expr: `time() - max(kube_cronjob_status_last_successful_time{namespace="${VELERO_NAMESPACE}",cronjob="${RESTORE_TEST}"})`,
    legend: "restore test",
    unit: "s",
  };
  return { name: "backups", json: panelsDashboard("Backups", tested ? [...charts, restores] : charts) };
}
