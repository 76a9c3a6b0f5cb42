/**
 * What the API server lets the restore test restore. Velero may do everything, so whoever may make a Restore may do nearly as
 * much: the test's own service account makes this one and no other.
 */
import { admissionPolicy } from "../../kit/cluster/admission-policy";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { RESTORE_TEST, RESTORE_TEST_NAMESPACE, VELERO_NAMESPACE } from "../names";
import type { RestoreTest } from "../section";

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
  return admissionPolicy({
    name: RESTORE_TEST,
    asked: { apiGroups: ["velero.io"], operations: ["CREATE", "UPDATE"], resources: ["restores"] },
    conditions: [
      {
        name: "made-by-the-restore-test",
        expression: `request.userInfo.username == ${text(`system:serviceaccount:${VELERO_NAMESPACE}:${RESTORE_TEST}`)}`,
      },
    ],
    validations: conditions.map((expression) => ({
      expression,
      message: `The restore test restores '${namespace}' into '${RESTORE_TEST_NAMESPACE}', and nothing else.`,
    })),
  });
}
