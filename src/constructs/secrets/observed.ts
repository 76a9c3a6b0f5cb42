/** What observability takes from External Secrets: whether secrets arrive, and whether the store answers. */
import type { Observed } from "../../model/observed";

/** An ExternalSecret's namespace; the metric's own label `namespace` is that of the operator once it is read. */
const OF = "exported_namespace, name";

const notReady = (kind: string, by: string): string =>
  `max by (${by}) (${kind}_status_condition{condition="Ready",status="False"}) == 1`;

const calls = (more: string): string => `sum(rate(externalsecret_provider_api_calls_count${more}[15m]))`;

/** Metrics of External Secrets 2.9 (its pkg/controllers/…/*metrics.go, runtime/metrics). */
export const secretsObserved: Observed = {
  pods: [
    {
      name: "external-secrets",
      namespace: "external-secrets",
      // The operator, its webhook, and what renews the webhook's certificate.
      labels: { "app.kubernetes.io/instance": "external-secrets" },
      port: "metrics",
    },
  ],
  alerts: [
    {
      name: "secrets",
      rules: [
        {
          alert: "SecretNotSynced",
          expr: notReady("externalsecret", OF),
          for: "15m",
          severity: "warning",
          summary: "The secret {{ $labels.exported_namespace }}/{{ $labels.name }} is not brought from the store.",
          description:
            "Who uses it goes on with the former value; pods that start without it wait. 'kubectl describe externalsecret' says what is missing: mostly the secret in the store, or a property of it.",
        },
        {
          alert: "SecretNotPushed",
          expr: notReady("pushsecret", OF),
          for: "15m",
          severity: "warning",
          summary: "The secret {{ $labels.exported_namespace }}/{{ $labels.name }} is not written into the store.",
          description:
            "What was made in the cluster is nowhere else yet. 'kubectl describe pushsecret' says what the store answers.",
        },
        {
          alert: "SecretStoreNotReady",
          expr: notReady("clustersecretstore", "name"),
          for: "10m",
          severity: "critical",
          summary: "The store of secrets {{ $labels.name }} is not reached: nothing is brought through it.",
          description:
            "'kubectl describe clustersecretstore' says why: mostly the operator's identity, or the way to the cloud. Pods that run go on.",
        },
        {
          alert: "SecretStoreErrors",
          expr: `100 * ${calls('{status="error"}')} / ${calls("")} > $secretStoreErrorsPercent`,
          for: "15m",
          severity: "warning",
          summary: "The cloud's store of secrets refuses {{ $value | humanize }}% of the calls.",
          description:
            "The operator's log names the secret and the reason: it does not exist, the identity may not read it, or there are too many calls.",
        },
      ],
      thresholds: [
        {
          name: "secretStoreErrorsPercent",
          default: 10,
          min: 1,
          max: 100,
          description: "Percent of the calls to the cloud's store of secrets that it refuses.",
        },
      ],
    },
  ],
};
