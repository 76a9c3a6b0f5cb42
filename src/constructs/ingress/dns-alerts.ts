/** What alerts of records in the environment's zone: metrics of external-dns 0.21 (its docs/monitoring). */
import type { AlertGroup } from "../../model/observed";

export const dnsAlerts: AlertGroup = {
  name: "dns",
  rules: [
    {
      alert: "DnsNotSynced",
      expr: "(time() - max(external_dns_controller_last_sync_timestamp_seconds)) / 60 > $dnsLateMinutes",
      for: "5m",
      severity: "warning",
      summary: "external-dns has written no records for {{ $value | humanize }} minutes.",
      description:
        "Hosts that are exposed now are not found. Its log says what the zone answers: mostly a right that is missing, or too many calls.",
    },
  ],
  thresholds: [
    {
      name: "dnsLateMinutes",
      default: 15,
      min: 5,
      max: 1_440,
      description:
        "Minutes without a good comparison of the zone with what is exposed; external-dns makes one a minute.",
    },
  ],
};
