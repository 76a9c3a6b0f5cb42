/**
 * What the API server lets the restore test restore. Velero may do everything, so whoever may make a Restore may do nearly as
 * much: the test's own service account makes this one and no other.
 */
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { RESTORE_TEST, RESTORE_TEST_NAMESPACE, VELERO_NAMESPACE } from "../names";
import type { RestoreTest } from "../section";

/** Stable since Kubernetes 1.30 (kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy). */
const API = "admissionregistration.k8s.io/v1";

/** What `assets/velero/restore-test.sh` asks for. */
export const RESTORED_KINDS = [
  "configmaps",
  "secrets",
  "persistentvolumeclaims",
  "pods",
  "replicasets.apps",
  "deployments.apps",
  "statefulsets.apps",
  "daemonsets.apps",
];

const text = (value: unknown): string => JSON.stringify(value);

export function restoreTestLimits({ namespace }: Pick<RestoreTest, "namespace">): readonly KubernetesObject[] {
  const spec = "object.spec";
  const conditions = [
    `has(${spec}.includedNamespaces) && ${spec}.includedNamespaces == ${text([namespace])}`,
    `has(${spec}.namespaceMapping) && ${spec}.namespaceMapping == ${text({ [namespace]: RESTORE_TEST_NAMESPACE })}`,
    `has(${spec}.includeClusterResources) && !${spec}.includeClusterResources`,
    `has(${spec}.includedResources) && ${spec}.includedResources.all(kind, kind in ${text(RESTORED_KINDS)})`,
    // Neither programs in what was restored, nor a change to it on the way.
    `!has(${spec}.hooks) && !has(${spec}.resourceModifier)`,
  ];
  return [
    {
      apiVersion: API,
      kind: "ValidatingAdmissionPolicy",
      metadata: { name: RESTORE_TEST },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          resourceRules: [
            { apiGroups: ["velero.io"], apiVersions: ["*"], operations: ["CREATE", "UPDATE"], resources: ["restores"] },
          ],
        },
        matchConditions: [
          {
            name: "made-by-the-restore-test",
            expression: `request.userInfo.username == ${text(`system:serviceaccount:${VELERO_NAMESPACE}:${RESTORE_TEST}`)}`,
          },
        ],
        validations: conditions.map((expression) => ({
          expression,
          message: `The restore test restores '${namespace}' into '${RESTORE_TEST_NAMESPACE}', and nothing else.`,
          reason: "Forbidden",
        })),
      },
    },
    {
      apiVersion: API,
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name: RESTORE_TEST },
      spec: { policyName: RESTORE_TEST, validationActions: ["Deny"] },
    },
  ];
}
