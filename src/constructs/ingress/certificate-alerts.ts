/** What alerts of certificates: metrics of cert-manager, and whether there are any. */
import type { AlertGroup } from "../../model/observed";

const DAY = "86400";
const LEFT = "(max by (exported_namespace, name) (certmanager_certificate_expiration_timestamp_seconds) - time())";

export const certificateAlerts: AlertGroup = {
  name: "certificates",
  rules: [
    {
      alert: "CertificateExpires",
      expr: `${LEFT} / ${DAY} < $certificateDays`,
      for: "1h",
      severity: "warning",
      summary:
        "The certificate {{ $labels.exported_namespace }}/{{ $labels.name }} expires in {{ $value | humanize }} days, and was not renewed.",
      description:
        "'kubectl describe certificate' and the events of its Order and Challenge say what the certificate authority answers.",
    },
    {
      alert: "CertificateExpiresSoon",
      expr: `${LEFT} / ${DAY} < $certificateCriticalDays`,
      for: "10m",
      severity: "critical",
      summary:
        "The certificate {{ $labels.exported_namespace }}/{{ $labels.name }} expires in {{ $value | humanize }} days.",
      description:
        "Then clients refuse to connect. 'kubectl describe certificate' and the events of its Order and Challenge say what the certificate authority answers.",
    },
    {
      alert: "CertificateNotReady",
      expr: 'max by (exported_namespace, name) (certmanager_certificate_ready_status{condition="True"}) == 0',
      for: "30m",
      severity: "warning",
      summary: "The certificate {{ $labels.exported_namespace }}/{{ $labels.name }} was not obtained.",
      description: "'kubectl describe certificate' says what is missing: mostly a DNS record, or a limit was reached.",
    },
    {
      alert: "CertManagerMissing",
      expr: 'absent(up{namespace="cert-manager"} == 1)',
      for: "15m",
      severity: "critical",
      summary: "cert-manager does not run: no certificate is renewed.",
      description: "See its pods in the namespace cert-manager, and Prometheus's page of targets.",
    },
  ],
  thresholds: [
    {
      name: "certificateDays",
      default: 21,
      min: 1,
      max: 60,
      description:
        "Days before its end at which a certificate must have been renewed; cert-manager does it at a third of its life, 30 days of 90.",
    },
    {
      name: "certificateCriticalDays",
      default: 7,
      min: 1,
      max: 30,
      description: "Days before a certificate's end at which somebody is told at any hour.",
    },
  ],
};
