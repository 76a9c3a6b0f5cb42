/** What the chart of the servers has not: the way to the gateways, and how many may be taken away at a time. */
import type { KubernetesObject } from "../../../kit/cluster/kubernetes-object";
import { disruptionBudget } from "../../../kit/cluster/operator/copies";
import type { ObjectServersSection } from "../../../object-servers/section";
import { OBJECTS_NAMESPACE, S3_HTTPS_PORT, S3_SERVICE } from "../endpoint/names";
import { labelsOf, LIFECYCLE_SERVICE, PARTS, type Part, S3_GRPC_PORT, setOf } from "./names";
import { filersOf, mastersOf } from "./sizes";

/** By HTTPS at the port that every client takes; and where runs of the lifecycle tell a gateway what is to go. */
export function services(): readonly KubernetesObject[] {
  return [
    service(S3_SERVICE, { name: "https", port: 443, targetPort: S3_HTTPS_PORT }),
    service(LIFECYCLE_SERVICE, { name: "grpc", port: S3_GRPC_PORT, targetPort: S3_GRPC_PORT }, { clusterIP: "None" }),
  ];
}

const service = (name: string, port: object, more: object = {}): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name, namespace: OBJECTS_NAMESPACE },
  spec: { ...more, selector: labelsOf("s3"), ports: [port] },
});

export type CountedServers = Required<Pick<ObjectServersSection, "servers" | "copies" | "gateways">>;

/** Pods of each part. */
export const countsOf = (settings: CountedServers): Readonly<Record<Part, number>> => ({
  master: mastersOf(settings),
  volume: settings.servers,
  filer: filersOf(settings),
  s3: settings.gateways,
});

export function budgets(settings: CountedServers): readonly KubernetesObject[] {
  const counts = countsOf(settings);
  return PARTS.flatMap((part): KubernetesObject[] => {
    const { enabled, maxUnavailable } = disruptionBudget(counts[part]);
    if (!enabled) return [];
    return [
      {
        apiVersion: "policy/v1",
        kind: "PodDisruptionBudget",
        metadata: { name: setOf(part), namespace: OBJECTS_NAMESPACE },
        spec: { maxUnavailable, selector: { matchLabels: labelsOf(part) } },
      },
    ];
  });
}
