/** What the API server refuses, whoever asks: a policy of admission, and the binding that puts it in force. */
import type { KubernetesObject } from "./kubernetes-object";

/** Stable since Kubernetes 1.30 (kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy). */
const API = "admissionregistration.k8s.io/v1";

/** CEL of an object that is being deleted. Changes to it are let through: else its finalizers could not be removed. */
export const IS_BEING_DELETED = "has(object.metadata.deletionTimestamp)";

/** As Kubernetes names them. */
export interface ResourceRule {
  readonly apiGroups: readonly string[];
  /** @default every version */
  readonly apiVersions?: readonly string[];
  readonly operations: readonly ("CREATE" | "UPDATE" | "DELETE")[];
  /** As the API's paths have them: `rabbitmqclusters`. */
  readonly resources: readonly string[];
}

export interface AdmissionPolicyProps {
  /** Of the policy and its binding; unique in the cluster. */
  readonly name: string;
  /** What is asked of the API server. */
  readonly asked: ResourceRule;
  /** What of it the policy does not look at. @default nothing */
  readonly except?: ResourceRule;
  /** The namespace of the objects. @default every one */
  readonly namespace?: string;
  /** CEL: who or what it is about; all of it must hold. @default whoever asks */
  readonly conditions?: readonly { readonly name: string; readonly expression: string }[];
  /** CEL: what must hold for it to be let through, and what whoever asks is told else. */
  readonly validations: readonly { readonly expression: string; readonly message: string }[];
}

export function admissionPolicy(props: AdmissionPolicyProps): readonly KubernetesObject[] {
  const { name, asked, except, namespace, conditions, validations } = props;
  return [
    {
      apiVersion: API,
      kind: "ValidatingAdmissionPolicy",
      metadata: { name },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          ...(namespace === undefined
            ? {}
            : { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": namespace } } }),
          resourceRules: [written(asked)],
          ...(except ? { excludeResourceRules: [written(except)] } : {}),
        },
        ...(conditions ? { matchConditions: [...conditions] } : {}),
        validations: validations.map((validation) => ({ ...validation, reason: "Forbidden" })),
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

function written({ apiGroups, apiVersions = ["*"], operations, resources }: ResourceRule): object {
  return {
    apiGroups: [...apiGroups],
    apiVersions: [...apiVersions],
    operations: [...operations],
    resources: [...resources],
  };
}
