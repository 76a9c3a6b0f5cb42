/** Names and labels of MinIO's servers. */
import { OBJECTS_NAMESPACE, S3_HTTPS_PORT } from "../endpoint/names";

/** The StatefulSet, by which its pods are called, and its release. */
export const SET = "minio";

/** The headless Service behind which pods have names. */
export const PODS_SERVICE = "minio-servers";

export const LABELS = {
  "app.kubernetes.io/name": "minio",
  "app.kubernetes.io/instance": "object-storage",
  "app.kubernetes.io/component": "server",
} as const;

/** Labels of the Job that makes users. */
export const USERS_LABELS = { "app.kubernetes.io/name": "object-storage-users" } as const;

export const DATA_PATH = "/data";

/** Name of the claims' template: a claim is called after it and the pod. */
export const CLAIM = "data";

/** Of the set with that number, as MinIO writes several in one: `{0...2}`. */
export const poolEndpoint = (pool: number, servers: number): string =>
  `https://${SET}-{${pool * servers}...${(pool + 1) * servers - 1}}.${PODS_SERVICE}.${OBJECTS_NAMESPACE}.svc:${S3_HTTPS_PORT}${DATA_PATH}`;

/** How many servers a set has, on the StatefulSet: it can never be another number. */
export const SET_SIZE_ANNOTATION = "jangada/servers-of-a-set";
