/**
 * What the API server refuses, whoever asks: custom resources that would act in the cloud as the operator itself.
 *
 * RBAC alone lets nobody but administrators make them (`TenantRoles`), and this is the second lock, for whoever has more rights
 * than that. The operator's own switch is none: with `processSecretStore: false`, External Secrets 2.9.0 still pushes, and
 * deletes, through a namespaced store, because PushSecrets do not ask whether a store is ready
 * (pkg/controllers/pushsecret/pushsecret_controller.go: `NewManager(…, false)`; ExternalSecrets do).
 */
import { admissionPolicy, IS_BEING_DELETED, type ResourceRule } from "../../kit/cluster/admission-policy";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";

/** They only draw random numbers. The others call outside services, by default as the operator: ECR's, STS's, webhooks, … */
const HARMLESS_GENERATORS = ["passwords", "sshkeys", "uuids"];
/** Written by the operator itself: its records of what it generated. */
const OPERATOR_RECORDS = ["generatorstates"];

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
  return REFUSALS.flatMap(({ name, group, resources, exceptions, condition, message }) =>
    admissionPolicy({
      name,
      asked: changesOf(group, resources),
      ...(exceptions ? { except: changesOf(group, exceptions) } : {}),
      validations: [{ expression: condition, message }],
    }),
  );
}

function changesOf(group: string, resources: readonly string[]): ResourceRule {
  return { apiGroups: [group], operations: ["CREATE", "UPDATE"], resources };
}
