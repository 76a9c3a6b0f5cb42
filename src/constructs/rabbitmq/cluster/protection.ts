/** What the API server refuses, whoever asks: the deletion of a protected broker. Its volumes, with every message, would go with it. */
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { deletionRefused } from "../../kit/cluster/protected-objects";
import { PROTECTED_LABEL } from "./rabbitmq-cluster";

export function brokerProtection(): readonly KubernetesObject[] {
  return deletionRefused({
    name: "rabbitmq-protected-brokers",
    group: "rabbitmq.com",
    resource: "rabbitmqclusters",
    label: PROTECTED_LABEL,
    message:
      "This broker is protected: with it every message would be lost. Write `protected: false` and deploy, before you take it away.",
  });
}
