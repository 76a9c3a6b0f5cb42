/** Figures at which the alerts of backups fire, and the nearest at which they do not. */
import type { AlertCases } from "../../helpers/alert-cases";

const DAILY = { schedule: "daily" };
const LAST = 'velero_backup_last_successful_timestamp{job="velero",schedule="daily"}';
const OF = 'job="kube-state-metrics",namespace="velero",cronjob="restore-test"';
const JOB = 'job="kube-state-metrics",namespace="velero",job_name="restore-test-29000000"';

export const alertCases: AlertCases = {
  BackupOld: {
    // A day between two, and four hours late: 100800 seconds.
    fires: {
      series: { [LAST]: "0x1700" },
      at: "1695m",
      labels: DAILY,
      summary: "The last good backup of daily is 1d 4h 15m 0s old.",
    },
    quiet: { series: { [LAST]: "0x1700" }, at: "1679m" },
  },
  BackupMissing: {
    fires: {
      series: { 'velero_backup_last_successful_timestamp{job="velero",schedule="weekly"}': "0x400" },
      at: "365m",
      labels: DAILY,
      summary: "There is no good backup of daily, or nobody can tell.",
    },
    quiet: { series: { [LAST]: "0x400" }, at: "365m" },
  },
  BackupFailed: {
    fires: {
      series: { 'velero_backup_last_status{job="velero",schedule="daily"}': "1 0x40" },
      at: "20m",
      labels: DAILY,
      summary: "The last backup of daily failed, or lacks a part.",
    },
    quiet: { series: { 'velero_backup_last_status{job="velero",schedule="daily"}': "0x10 1x30" }, at: "20m" },
  },
  RestoreTestFailed: {
    fires: {
      series: {
        [`kube_job_status_start_time{${JOB}}`]: "600x40",
        [`kube_job_status_failed{${JOB}}`]: "1x40",
        [`kube_cronjob_status_last_successful_time{${OF}}`]: "500x40",
      },
      at: "20m",
      summary: "The last restore test failed.",
    },
    // There was a good one since.
    quiet: {
      series: {
        [`kube_job_status_start_time{${JOB}}`]: "600x40",
        [`kube_job_status_failed{${JOB}}`]: "1x40",
        [`kube_cronjob_status_last_successful_time{${OF}}`]: "700x40",
      },
      at: "20m",
    },
  },
  RestoreTestOld: {
    // A week between two, and a day late: 11520 minutes. It never succeeded.
    fires: {
      series: { [`kube_cronjob_created{${OF}}`]: "0x11600" },
      at: "11555m",
      labels: { cronjob: "restore-test" },
      summary: "No backup has been restored for too long.",
    },
    quiet: {
      series: {
        [`kube_cronjob_created{${OF}}`]: "0x11600",
        [`kube_cronjob_status_last_successful_time{${OF}}`]: "60000x11600",
      },
      at: "11555m",
    },
  },
};
