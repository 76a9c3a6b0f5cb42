/** Names, ports and labels of the parts of SeaweedFS. */
import { OBJECTS_NAMESPACE } from "../place-names";

/** The chart's release, and what all of its objects are called after. */
export const RELEASE = "seaweedfs";

export const S3_HTTP_PORT = 8333;
/** Where gateways are told by lifecycle's runs what is to go: its HTTP port and ten thousand. */
export const S3_GRPC_PORT = 18_333;
/** The headless Service of that port. */
export const LIFECYCLE_SERVICE = "s3-lifecycle";

export const MASTER_PORT = 9333;
export const FILER_PORT = 8888;
export const METRICS_PORT = 9327;

/** The parts of SeaweedFS, as the chart labels their pods. */
export const PARTS = ["master", "volume", "filer", "s3"] as const;
export type Part = (typeof PARTS)[number];

export const labelsOf = (part: Part): Readonly<Record<string, string>> => ({
  "app.kubernetes.io/name": RELEASE,
  "app.kubernetes.io/instance": RELEASE,
  "app.kubernetes.io/component": part,
});

/** Labels of the runs that throw away what has expired. */
export const LIFECYCLE_LABELS = { "app.kubernetes.io/name": "object-storage-lifecycle" } as const;

/** The chart's name of a StatefulSet, and of the headless Service behind which its pods have names. */
export const setOf = (part: Part): string => `${RELEASE}-${part}`;

/** `host:port` of each pod of a StatefulSet. */
export const podsOf = (part: Part, count: number, port: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${setOf(part)}-${index}.${setOf(part)}.${OBJECTS_NAMESPACE}:${port}`);

/** The Secret of a part's certificate towards the others: the chart mounts these. */
export const partCertificate = (part: "ca" | "client" | Exclude<Part, "s3">): string => `${RELEASE}-${part}-cert`;

/** With which the parts sign what they ask of each other by HTTP. */
export const SIGNING = "signing";
