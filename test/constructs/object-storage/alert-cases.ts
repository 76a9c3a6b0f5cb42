/** Figures at which the alerts of servers of objects fire, and the nearest at which they do not. */
import type { AlertCases } from "../../helpers/alert-cases";

const OURS = 'namespace="object-storage"';

const leads = (...values: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    values.map((value, index) => [`SeaweedFS_master_is_leader{${OURS},pod="master-${index}"}`, value]),
  );

const volume = (used: number): Readonly<Record<string, string>> => ({
  [`kubelet_volume_stats_used_bytes{${OURS},persistentvolumeclaim="data-seaweedfs-volume-0"}`]: `${used}x60`,
  [`kubelet_volume_stats_capacity_bytes{${OURS},persistentvolumeclaim="data-seaweedfs-volume-0"}`]: "100x60",
});

const requests = (failed: number): Readonly<Record<string, string>> => ({
  [`SeaweedFS_s3_request_total{${OURS},bucket="dev-documents",code="200"}`]: `0+${100 - failed}x60`,
  [`SeaweedFS_s3_request_total{${OURS},bucket="dev-documents",code="500"}`]: `0+${failed}x60`,
});

const copies = (value: string): Readonly<Record<string, string>> => ({
  [`SeaweedFS_master_under_replicated_volumes{${OURS},collection="dev-documents",rp="001",pod="master-0"}`]: value,
  [`SeaweedFS_master_under_replicated_volumes{${OURS},collection="dev-documents",rp="001",pod="master-1"}`]: "0x200",
});

/** Two servers tell the same. */
const drivesAway = (value: string): Readonly<Record<string, string>> =>
  Object.fromEntries([0, 1].map((pod) => [`minio_cluster_drive_offline_total{${OURS},pod="minio-${pod}"}`, value]));

/** Two servers tell of the same requests. */
const minioRequests = (failed: number): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [0, 1].flatMap((pod) => {
      const labels = `{${OURS},bucket="dev-documents",api="getobject",server="minio-0:8443",pod="minio-${pod}"}`;
      return [
        [`minio_bucket_requests_total${labels}`, "0+100x60"],
        [`minio_bucket_requests_5xx_errors_total${labels}`, `0+${failed}x60`],
      ];
    }),
  );

const CRON = `kube_cronjob_status_last_successful_time{${OURS},cronjob="object-storage-lifecycle"}`;

export const alertCases: AlertCases = {
  ObjectServerDown: {
    fires: {
      series: { [`up{${OURS},job="object-storage-volume",pod="seaweedfs-volume-1"}`]: "1 0x20" },
      at: "15m",
      labels: { namespace: "object-storage", job: "object-storage-volume", pod: "seaweedfs-volume-1" },
      summary: "seaweedfs-volume-1 of the servers of objects does not answer.",
    },
    quiet: {
      series: { [`up{${OURS},job="object-storage-volume",pod="seaweedfs-volume-1"}`]: "0 0 0 0 0 1x20" },
      at: "15m",
    },
  },
  ObjectServersLeadNobody: {
    fires: {
      series: leads("0x20", "0x20", "0x20"),
      at: "10m",
      summary: "0 masters of the servers of objects lead, and not one: nothing new is taken.",
    },
    quiet: { series: leads("1x20", "0x20", "0x20"), at: "10m" },
  },
  ObjectCopiesMissing: {
    fires: {
      series: copies("4x200"),
      at: "90m",
      summary: "4 volumes of objects have fewer copies than they should have.",
    },
    quiet: { series: copies("4x30 0x200"), at: "90m" },
  },
  ObjectVolumeFilling: {
    fires: {
      series: volume(81),
      at: "20m",
      labels: { persistentvolumeclaim: "data-seaweedfs-volume-0" },
      summary: "The volume data-seaweedfs-volume-0 is full to 81%.",
    },
    quiet: { series: volume(80), at: "20m" },
  },
  ObjectDiskBroken: {
    fires: {
      series: { [`SeaweedFS_volumeServer_disk_error_status{${OURS},pod="seaweedfs-volume-0",name="/data"}`]: "1x10" },
      at: "5m",
      labels: { pod: "seaweedfs-volume-0" },
      summary: "seaweedfs-volume-0 cannot read or write its volume.",
    },
    quiet: {
      series: { [`SeaweedFS_volumeServer_disk_error_status{${OURS},pod="seaweedfs-volume-0",name="/data"}`]: "0x10" },
      at: "5m",
    },
  },
  ObjectRequestsFail: {
    fires: {
      series: requests(6),
      at: "40m",
      labels: { bucket: "dev-documents" },
      summary: "6% of the requests to the bucket dev-documents fail.",
    },
    quiet: { series: requests(5), at: "40m" },
  },
  ObjectLifecycleOld: {
    fires: {
      series: { [CRON]: "0x4000" },
      at: "52h",
      summary: "For 52 hours nothing that had its time was thrown away.",
    },
    quiet: { series: { [CRON]: "0x1200 72000x4000" }, at: "52h" },
  },
  ObjectServersTakeNothing: {
    fires: {
      series: {
        [`minio_cluster_health_status{${OURS},pod="minio-0"}`]: "0x20",
        [`minio_cluster_health_status{${OURS},pod="minio-1"}`]: "1x20",
      },
      at: "10m",
      summary: "Too few servers of objects answer: nothing new is taken.",
    },
    quiet: { series: { [`minio_cluster_health_status{${OURS},pod="minio-0"}`]: "1x20" }, at: "10m" },
  },
  ObjectDriveOffline: {
    fires: {
      series: drivesAway("1x40"),
      at: "20m",
      summary: "1 volumes of the servers of objects are away.",
    },
    quiet: { series: drivesAway("1x10 0x30"), at: "20m" },
  },
  ObjectBucketErrors: {
    fires: {
      series: minioRequests(6),
      at: "40m",
      labels: { bucket: "dev-documents" },
      summary: "6% of the requests to the bucket dev-documents fail.",
    },
    quiet: { series: minioRequests(5), at: "40m" },
  },
};
