/** What MinIO's servers are made of: certificates, Services, pods, and how many may be taken away at a time. */
import { authorityObjects, serverCertificate } from "../../../kit/cluster/certificates";
import type { KubernetesObject } from "../../../kit/cluster/kubernetes-object";
import { disruptionBudget } from "../../../kit/cluster/operator/copies";
import {
  AUTHORITY,
  OBJECTS_NAMESPACE,
  S3_CERTIFICATE,
  S3_HTTPS_PORT,
  S3_SERVICE,
  SELF_SIGNED,
} from "../endpoint/names";
import { LABELS, PODS_SERVICE, SET } from "./names";

/** They prove to each other who they are by the administrator's key, and to all by one certificate. */
export function certificateObjects(environment: string): readonly KubernetesObject[] {
  return [
    ...authorityObjects({
      namespace: OBJECTS_NAMESPACE,
      name: AUTHORITY,
      selfSigned: SELF_SIGNED,
      commonName: `${environment} object storage`,
    }),
    serverCertificate({
      namespace: OBJECTS_NAMESPACE,
      issuer: AUTHORITY,
      secretName: S3_CERTIFICATE,
      hosts: [S3_SERVICE, `*.${PODS_SERVICE}`],
    }),
  ];
}

/** By HTTPS at the port that every client takes; and a name for each pod, also before it is ready. */
export function services(): readonly KubernetesObject[] {
  return [
    service(S3_SERVICE, { ports: [{ name: "https", port: 443, targetPort: S3_HTTPS_PORT }] }),
    service(PODS_SERVICE, {
      clusterIP: "None",
      publishNotReadyAddresses: true,
      ports: [{ name: "https", port: S3_HTTPS_PORT, targetPort: S3_HTTPS_PORT }],
    }),
  ];
}

const service = (name: string, spec: object): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name, namespace: OBJECTS_NAMESPACE },
  spec: { ...spec, selector: LABELS },
});

export function budgets(count: number): readonly KubernetesObject[] {
  const { enabled, maxUnavailable } = disruptionBudget(count);
  if (!enabled) return [];
  return [
    {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: SET, namespace: OBJECTS_NAMESPACE },
      spec: { maxUnavailable, selector: { matchLabels: LABELS } },
    },
  ];
}
