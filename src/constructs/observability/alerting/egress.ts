/** What Alertmanager must reach beside HTTPS: mail servers, and webhooks on other ports or within the cluster. */
import { type Allowance, ANYWHERE } from "../../kit/cluster/namespace-guard";
import { smtpPort } from "./receivers-section";
import type { AlertingSection } from "./section";
import { namespaceOfUrl, portOfUrl } from "./webhook-url";

/** A secret's URL is not known here: it is taken to be https on its usual port. */
export function alertmanagerEgress({ smtp, receivers }: AlertingSection): readonly Allowance[] {
  const urls = receivers
    .flatMap(({ webhook }) => webhook.map(({ url }) => url))
    .filter((url) => typeof url === "string");
  const namespaces = new Set(urls.map(namespaceOfUrl).filter((name) => name !== undefined));
  const outside = urls.filter((url) => namespaceOfUrl(url) === undefined).map(portOfUrl);
  const ports = new Set([...(smtp ? [smtpPort(smtp)] : []), ...outside]);
  ports.delete(443);
  return [
    ...(ports.size > 0 ? [{ peers: [ANYWHERE], ports: [...ports].sort((a, b) => a - b) }] : []),
    // A policy sees the pod's port, and not the Service's.
    ...[...namespaces].sort().map((namespace) => ({ peers: [{ namespace }], ports: [] })),
  ];
}
