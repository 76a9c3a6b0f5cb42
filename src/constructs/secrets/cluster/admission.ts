/**
 * What the API server refuses, whoever asks: custom resources that would act in the cloud as the operator itself.
 *
 * RBAC alone lets nobody but administrators make them (`TenantRoles`), and this is the second lock, for whoever has more rights
 * than that. The operator's own switch is none: with `processSecretStore: false`, External Secrets 2.9.0 still pushes, and
 * deletes, through a namespaced store, because PushSecrets do not ask whether a store is ready
 * (pkg/controllers/pushsecret/pushsecret_controller.go: `NewManager(…, false)`; ExternalSecrets do).
 */
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";

/** Stable since Kubernetes 1.30 (kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy). */
const API = "admissionregistration.k8s.io/v1";

/** They only draw random numbers. The others call outside services, by default as the operator: ECR's, STS's, webhooks, … */
const HARMLESS_GENERATORS = ["passwords", "sshkeys", "uuids"];
/** Written by the operator itself: its records of what it generated. */
const OPERATOR_RECORDS = ["generatorstates"];

/** Changes to an object that is being deleted are allowed: else its finalizers could not be removed. */
const IS_BEING_DELETED = "has(object.metadata.deletionTimestamp)";

interface Refusal {
  readonly name: string;
  readonly group: string;
  readonly resources: readonly string[];
  /** Resources of the group to which it does not apply. */
  readonly exceptions?: readonly string[];
  /** CEL expression that must be true; else the change is refused. */
  readonly condition: string;
  readonly message: string;
}

const REFUSALS: readonly Refusal[] = [
  {
    name: "external-secrets-no-namespaced-stores",
    group: "external-secrets.io",
    resources: ["secretstores"],
    condition: IS_BEING_DELETED,
    message:
      "A SecretStore without credentials of its own would be read as the operator: this cluster allows none. Use the ClusterSecretStore that is open to your namespace, or ask for one (secrets.namespaces in the environment file).",
  },
  {
    name: "external-secrets-harmless-generators",
    group: "generators.external-secrets.io",
    resources: ["*"],
    exceptions: [...HARMLESS_GENERATORS, ...OPERATOR_RECORDS],
    condition: IS_BEING_DELETED,
    message:
      "Of generators only Password, SSHKey and UUID are allowed: the others call outside services, by default as the operator.",
  },
  {
    name: "external-secrets-no-open-stores",
    group: "external-secrets.io",
    resources: ["clustersecretstores"],
    condition: `${IS_BEING_DELETED} || (has(object.spec.conditions) && size(object.spec.conditions) > 0)`,
    message:
      "A ClusterSecretStore must name the namespaces that may use it, under spec.conditions: without, it is open to all of them.",
  },
];

/** For each refusal a policy and its binding. */
export function operatorIdentityGuard(): readonly KubernetesObject[] {
  return REFUSALS.flatMap(({ name, group, resources, exceptions, condition, message }) => [
    {
      apiVersion: API,
      kind: "ValidatingAdmissionPolicy",
      metadata: { name },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          resourceRules: [changesOf(group, resources)],
          ...(exceptions ? { excludeResourceRules: [changesOf(group, exceptions)] } : {}),
        },
        validations: [{ expression: condition, message, reason: "Forbidden" }],
      },
    },
    {
      apiVersion: API,
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name },
      spec: { policyName: name, validationActions: ["Deny"] },
    },
  ]);
}

function changesOf(group: string, resources: readonly string[]): object {
  return { apiGroups: [group], apiVersions: ["*"], operations: ["CREATE", "UPDATE"], resources: [...resources] };
}
