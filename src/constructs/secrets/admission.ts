/**
 * What the API server refuses, whoever asks: custom resources that would act in the cloud as the operator itself.
 *
 * RBAC alone lets nobody but administrators make them (see `TenantRoles`), and this is the second lock, for whoever has more
 * rights than that. The operator's own switch is none: with `processSecretStore: false`, External Secrets 2.9.0 still pushes,
 * and deletes, through a namespaced store, because PushSecrets do not ask whether a store is ready
 * (pkg/controllers/pushsecret/pushsecret_controller.go: `NewManager(…, false)`; ExternalSecrets do).
 */
import type { KubernetesObject } from "../helm/kubernetes-object";

const API = "admissionregistration.k8s.io/v1";
const NAME = "external-secrets-operator-identity";

/** Generators that only draw random numbers. Others call the cloud, by default as the operator: ECR's, STS's, webhooks, … */
const HARMLESS_GENERATORS = ["passwords", "sshkeys", "uuids"];
/** Written by the operator itself, for what it generated. */
const OWN_RECORDS = ["generatorstates"];

/** Finalizers must come off what is being deleted. */
const LEAVING = "has(object.metadata.deletionTimestamp)";
const isA = (resource: string): string => `request.resource.resource == '${resource}'`;
const OF_GENERATORS = "request.resource.group == 'generators.external-secrets.io'";

const VALIDATIONS = [
  {
    expression: `${LEAVING} || !(${isA("secretstores")})`,
    message:
      "A SecretStore without credentials of its own would be read with the operator's: this cluster has none. Use the ClusterSecretStore that is open to your namespace, or ask for one ('secrets.namespaces').",
  },
  {
    expression: `${LEAVING} || !(${OF_GENERATORS}) || request.resource.resource in [${[...HARMLESS_GENERATORS, ...OWN_RECORDS].map((one) => `'${one}'`).join(", ")}]`,
    message:
      "Only the generators Password, SSHKey and UUID are allowed: the others call outside services, by default as the operator.",
  },
  {
    expression: `${LEAVING} || !(${isA("clustersecretstores")}) || !has(object.spec.provider.aws) || has(object.spec.provider.aws.auth) || (has(object.spec.conditions) && object.spec.conditions.size() > 0)`,
    message:
      "A ClusterSecretStore without credentials of its own is read with the operator's: it must name, in 'conditions', the namespaces that may use it.",
  },
];

/** Kubernetes 1.30 and later: ValidatingAdmissionPolicy is stable there (kubernetes.io, validating-admission-policy). */
export function operatorIdentityGuard(): readonly KubernetesObject[] {
  const rule = (group: string, resources: readonly string[]): object => ({
    apiGroups: [group],
    apiVersions: ["*"],
    operations: ["CREATE", "UPDATE"],
    resources: [...resources],
  });
  return [
    {
      apiVersion: API,
      kind: "ValidatingAdmissionPolicy",
      metadata: { name: NAME },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          resourceRules: [
            rule("external-secrets.io", ["secretstores", "clustersecretstores"]),
            rule("generators.external-secrets.io", ["*"]),
          ],
        },
        validations: VALIDATIONS.map((validation) => ({ ...validation, reason: "Forbidden" })),
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
