/** MinIO's pods: each server has a volume, and each serves whoever asks. Pure: from settings to an object. */
import { MINIO_IMAGE } from "../../../../catalog/minio";
import type { KubernetesObject } from "../../../kit/cluster/kubernetes-object";
import { resources, topologySpread } from "../../../kit/cluster/operator/copies";
import { PRIORITY } from "../../../kit/cluster/priority";
import { CONTAINER_USER, RESTRICTED_POD, restrictedContainer } from "../../../kit/cluster/restricted";
import type { ObjectServersSection } from "../../../object-servers/section";
import { OBJECTS_NAMESPACE, S3_CERTIFICATE, S3_HTTPS_PORT } from "../endpoint/names";
import { CLAIM, DATA_PATH, LABELS, PODS_SERVICE, poolEndpoint, SET, SET_SIZE_ANNOTATION } from "./names";

const ADMIN_PATH = "/run/admin";
const CERTIFICATES_PATH = "/run/certificates";

/** Seconds in which a server finds the others again before the next one is exchanged. */
const SETTLING_SECONDS = 20;

/** What is asked for of a claim that is never made: each exists before (`MinioVolumes`). */
const TEMPLATE_STORAGE = "1Gi";

export interface MinioPodsProps extends Pick<ObjectServersSection, "servers" | "copies" | "minio"> {
  /** The Secret of whoever makes buckets and users. */
  readonly administrator: string;
  /** More labels of pods. */
  readonly labels: Readonly<Record<string, string>>;
}

export const podCount = ({ servers, minio }: Pick<ObjectServersSection, "servers" | "minio">): number =>
  servers * minio.pools;

const endpointsOf = ({ servers, minio }: MinioPodsProps): readonly string[] =>
  servers === 1 ? [DATA_PATH] : Array.from({ length: minio.pools }, (_, pool) => poolEndpoint(pool, servers));

/** Whether it listens: whether enough others do tells the alert, or one that starts would never be let in by the others. */
const listens = {
  httpGet: { scheme: "HTTPS", path: "/minio/health/live", port: S3_HTTPS_PORT },
  timeoutSeconds: 5,
};

/**
 * For the pod security level `restricted`.
 * @security CKV_K8S_35 keys are files, CKV_K8S_38 no token of a service account
 */
export function minioPods(props: MinioPodsProps): KubernetesObject {
  const { servers, copies, minio, administrator, labels } = props;
  const certificate = { secretName: S3_CERTIFICATE, defaultMode: 0o440 };
  const user = Number(CONTAINER_USER);
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: {
      name: SET,
      namespace: OBJECTS_NAMESPACE,
      labels: LABELS,
      annotations: { [SET_SIZE_ANNOTATION]: String(servers) },
    },
    spec: {
      serviceName: PODS_SERVICE,
      replicas: podCount(props),
      // None is ready before enough of them are there.
      podManagementPolicy: "Parallel",
      updateStrategy: { type: "RollingUpdate" },
      minReadySeconds: SETTLING_SECONDS,
      persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain", whenScaled: "Retain" },
      selector: { matchLabels: LABELS },
      template: {
        metadata: { labels: { ...LABELS, ...labels } },
        spec: {
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          priorityClassName: PRIORITY.data,
          securityContext: {
            ...RESTRICTED_POD,
            runAsUser: user,
            runAsGroup: user,
            fsGroup: user,
            fsGroupChangePolicy: "OnRootMismatch",
          },
          topologySpreadConstraints: topologySpread(LABELS),
          // Two on one node would be lost together.
          affinity: {
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                { labelSelector: { matchLabels: LABELS }, topologyKey: "kubernetes.io/hostname" },
              ],
            },
          },
          containers: [
            {
              name: "minio",
              image: minio.image ?? MINIO_IMAGE,
              imagePullPolicy: "IfNotPresent",
              command: ["minio"],
              args: ["server", ...endpointsOf(props), "-S", CERTIFICATES_PATH, "--address", `:${S3_HTTPS_PORT}`],
              env: Object.entries({
                HOME: "/tmp",
                MINIO_ROOT_USER_FILE: `${ADMIN_PATH}/username`,
                MINIO_ROOT_PASSWORD_FILE: `${ADMIN_PATH}/password`,
                ...(servers === 1 ? {} : { MINIO_STORAGE_CLASS_STANDARD: `EC:${copies - 1}` }),
                // Figures hold no data, and who reaches them is said by the network's rules.
                MINIO_PROMETHEUS_AUTH_TYPE: "public",
                // A site for people, and questions to its makers.
                MINIO_BROWSER: "off",
                MINIO_UPDATE: "off",
              }).map(([name, value]) => ({ name, value })),
              ports: [{ name: "https", containerPort: S3_HTTPS_PORT }],
              resources: resources("100m", "512Mi", "2Gi"),
              securityContext: restrictedContainer(),
              startupProbe: { ...listens, periodSeconds: 5, failureThreshold: 60 },
              livenessProbe: { ...listens, periodSeconds: 20, failureThreshold: 6 },
              readinessProbe: { ...listens, periodSeconds: 5, failureThreshold: 3 },
              volumeMounts: [
                { name: CLAIM, mountPath: DATA_PATH },
                { name: "certificates", mountPath: CERTIFICATES_PATH, readOnly: true },
                { name: "admin", mountPath: ADMIN_PATH, readOnly: true },
                { name: "scratch", mountPath: "/tmp" },
              ],
            },
          ],
          volumes: [
            {
              name: "certificates",
              secret: {
                ...certificate,
                items: [
                  { key: "tls.crt", path: "public.crt" },
                  { key: "tls.key", path: "private.key" },
                  // Whom it trusts of the other servers.
                  { key: "ca.crt", path: "CAs/ca.crt" },
                ],
              },
            },
            { name: "admin", secret: { secretName: administrator, defaultMode: 0o440 } },
            { name: "scratch", emptyDir: { sizeLimit: "1Gi" } },
          ],
        },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: CLAIM },
          spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: TEMPLATE_STORAGE } } },
        },
      ],
    },
  };
}
