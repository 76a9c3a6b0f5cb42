/** What the API server refuses, whoever asks: by a policy of admission that reads labels. */
import type { KubernetesObject } from "./kubernetes-object";

/** Stable since Kubernetes 1.30 (kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy). */
const API = "admissionregistration.k8s.io/v1";

export interface RefusalProps {
  /** Of the policy and its binding; unique in the cluster. */
  readonly name: string;
  /** API group of the objects. */
  readonly group: string;
  /** Kind of the objects, as the API's paths have it: `rabbitmqclusters`. */
  readonly resource: string;
  /** What is asked of the API server. */
  readonly operation: "DELETE" | "UPDATE";
  /** CEL: what must hold for it to be let through. */
  readonly expression: string;
  /** What whoever asks is told. */
  readonly message: string;
}

export function refusal(props: RefusalProps): readonly KubernetesObject[] {
  const { name, group, resource, operation, expression, message } = props;
  return [
    {
      apiVersion: API,
      kind: "ValidatingAdmissionPolicy",
      metadata: { name },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          resourceRules: [{ apiGroups: [group], apiVersions: ["*"], operations: [operation], resources: [resource] }],
        },
        validations: [{ expression, message, reason: "Forbidden" }],
      },
    },
    {
      apiVersion: API,
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name },
      spec: { policyName: name, validationActions: ["Deny"] },
    },
  ];
}

export type ProtectionProps = Omit<RefusalProps, "operation" | "expression"> & {
  /** The label that says `true` of what is protected. */
  readonly label: string;
};

/** The deletion of what is labelled as protected: the label is taken off first. */
export function deletionRefused({ label, ...props }: ProtectionProps): readonly KubernetesObject[] {
  const labels = "oldObject.metadata.labels";
  const expression = `!has(${labels}) || !("${label}" in ${labels}) || ${labels}["${label}"] != "true"`;
  return refusal({ ...props, operation: "DELETE", expression });
}
