/** The secrets of receivers: which are named, and where Alertmanager finds them as files. */
import type { SecretReference } from "./secret-reference";
import type { AlertingSection } from "./section";

/** A Secret of the cluster, delivered from the environment's store. */
export interface AlertmanagerSecret {
  /** Of the Secret, in the namespace of observability. */
  readonly name: string;
  /** Name of the secret in the store, below `namespaces/observability/`. */
  readonly stored: string;
  /** Properties of it, which are the Secret's keys, too. */
  readonly properties: readonly string[];
}

/** Where Prometheus Operator mounts what `alertmanagerSpec.secrets` lists (its API reference, `AlertmanagerSpec`). */
const MOUNTED = "/etc/alertmanager/secrets";

const nameOf = (stored: string): string => `alertmanager-${stored}`;

/** Alertmanager reads it anew for each notification: a rotated secret needs no restart. */
export const fileOf = ({ secret, property }: SecretReference): string => `${MOUNTED}/${nameOf(secret)}/${property}`;

/** Each once, by name: what `alertmanagerSpec.secrets` lists and External Secrets delivers. */
export function alertmanagerSecrets(alerting: AlertingSection): readonly AlertmanagerSecret[] {
  const references = referencesOf(alerting);
  const stored = [...new Set(references.map(({ secret }) => secret))].sort();
  return stored.map((secret) => ({
    name: nameOf(secret),
    stored: secret,
    properties: [...new Set(references.filter((one) => one.secret === secret).map(({ property }) => property))].sort(),
  }));
}

function referencesOf({ smtp, receivers }: AlertingSection): readonly SecretReference[] {
  return [
    smtp?.password,
    ...receivers.flatMap(({ slack, pagerduty, webhook }) => [
      ...slack.map((notice) => notice.webhook),
      ...pagerduty.map((notice) => notice.routingKey),
      ...webhook.flatMap(({ url, bearerToken }) => [typeof url === "string" ? undefined : url, bearerToken]),
    ]),
  ].filter((one) => one !== undefined);
}
