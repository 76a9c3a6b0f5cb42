/** What the API server refuses, whoever asks: the deletion of a protected broker. Its volumes, with every message, would go with it. */
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { PROTECTED_LABEL } from "./rabbitmq-cluster";

/** Stable since Kubernetes 1.30 (kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy). */
const API = "admissionregistration.k8s.io/v1";
const NAME = "rabbitmq-protected-brokers";

export function brokerProtection(): readonly KubernetesObject[] {
  const labels = "oldObject.metadata.labels";
  return [
    {
      apiVersion: API,
      kind: "ValidatingAdmissionPolicy",
      metadata: { name: NAME },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          resourceRules: [
            {
              apiGroups: ["rabbitmq.com"],
              apiVersions: ["*"],
              operations: ["DELETE"],
              resources: ["rabbitmqclusters"],
            },
          ],
        },
        validations: [
          {
            expression: `!has(${labels}) || !("${PROTECTED_LABEL}" in ${labels}) || ${labels}["${PROTECTED_LABEL}"] != "true"`,
            message:
              "This broker is protected: with it every message would be lost. Write `protected: false` and deploy, before you take it away.",
            reason: "Forbidden",
          },
        ],
      },
    },
    {
      apiVersion: API,
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name: NAME },
      spec: { policyName: NAME, validationActions: ["Deny"] },
    },
  ];
}
