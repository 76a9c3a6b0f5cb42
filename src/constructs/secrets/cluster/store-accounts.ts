/** The service account as which the operator reads one store. Pure: from names to objects. */
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";

/** Namespace of the operator, which is also the name of its own service account. */
export const OPERATOR_NAMESPACE = "external-secrets";

/**
 * The service account, and the operator's right to a token of it: of this one, and of no other. The chart's own right would be to
 * tokens of every service account of the cluster (`values.ts`).
 *
 * @param name Of the service account, of the role on it, and of its binding.
 */
export function storeAccountObjects(
  name: string,
  annotations: Readonly<Record<string, string>>,
): readonly KubernetesObject[] {
  const namespace = OPERATOR_NAMESPACE;
  const metadata = { name, namespace };
  const rbac = "rbac.authorization.k8s.io";
  return [
    {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { ...metadata, annotations: { ...annotations } },
      // No pod runs as it.
      automountServiceAccountToken: false,
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: "Role",
      metadata,
      rules: [
        {
          apiGroups: [""],
          resources: ["serviceaccounts/token"],
          resourceNames: [name],
          verbs: ["create"],
        },
      ],
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: "RoleBinding",
      metadata,
      roleRef: { apiGroup: rbac, kind: "Role", name },
      subjects: [{ kind: "ServiceAccount", name: namespace, namespace }],
    },
  ];
}
