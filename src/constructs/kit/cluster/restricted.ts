/** What a pod says of itself to be let into a namespace of the pod security level `restricted`, and a little more. */

/** User id of containers: not root, and above 10000 (CKV_K8S_40), so that it is no user of the node either. */
export const CONTAINER_USER = "10001";

/** Of the pod. */
export const RESTRICTED_POD = {
  runAsNonRoot: true,
  runAsUser: CONTAINER_USER,
  runAsGroup: CONTAINER_USER,
  fsGroup: CONTAINER_USER,
  seccompProfile: { type: "RuntimeDefault" },
} as const;

/** Of a Job's pod that calls no API of the cluster. */
export const RESTRICTED_JOB_POD = {
  restartPolicy: "Never",
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  securityContext: RESTRICTED_POD,
} as const;

/**
 * Of each container.
 * @security CKV_K8S_16 CKV_K8S_20 CKV_K8S_22 CKV_K8S_23 CKV_K8S_28 CKV_K8S_29 CKV_K8S_30 CKV_K8S_40 no privileges, read-only root
 */
export function restrictedContainer() {
  return {
    allowPrivilegeEscalation: false,
    privileged: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    capabilities: { drop: ["ALL"] },
    seccompProfile: { type: "RuntimeDefault" },
  };
}
