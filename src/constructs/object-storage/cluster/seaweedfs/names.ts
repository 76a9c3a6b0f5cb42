/** Names, ports and labels of the servers of objects in the cluster. */
import { GATEWAY_PORT, OBJECTS_NAMESPACE } from "../place-names";

export { OBJECTS_NAMESPACE } from "../place-names";

/** The chart's release, and what all of its objects are called after. */
export const RELEASE = "seaweedfs";

/** The issuer of their certificates, and the Secret of its own. */
export const AUTHORITY = "object-storage-authority";

/** The Service under which clients reach the gateways, by HTTPS. */
export const S3_SERVICE = "s3";
export const S3_HOST = `${S3_SERVICE}.${OBJECTS_NAMESPACE}.svc`;
/** Beside no cloud's: clients sign with it, and servers take any. */
export const S3_REGION = "us-east-1";

/** Of the gateways' containers. */
export const S3_HTTPS_PORT = GATEWAY_PORT;
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

/** Labels of the Jobs that make buckets. */
export const JOB_LABELS = { "app.kubernetes.io/name": "object-storage-buckets" } as const;
/** Labels of the runs that throw away what has expired. */
export const LIFECYCLE_LABELS = { "app.kubernetes.io/name": "object-storage-lifecycle" } as const;

/** The chart's name of a StatefulSet, and of the headless Service behind which its pods have names. */
export const setOf = (part: Part): string => `${RELEASE}-${part}`;

/** `host:port` of each pod of a StatefulSet. */
export const podsOf = (part: Part, count: number, port: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${setOf(part)}-${index}.${setOf(part)}.${OBJECTS_NAMESPACE}:${port}`);

/** The Secret that the gateways' certificate is in. */
export const S3_CERTIFICATE = "s3-tls";

/** The Secret of a part's certificate towards the others: the chart mounts these. */
export const partCertificate = (part: "ca" | "client" | Exclude<Part, "s3">): string => `${RELEASE}-${part}-cert`;

/** Who makes buckets. No store can be called so with a service in it: a store's identities have dots in their names. */
export const ADMINISTRATOR = "administrator";

/** With which the parts sign what they ask of each other by HTTP. */
export const SIGNING = "signing";

/** Below the environment's prefix. */
export const SECRETS_PATH = "object-storage/";

/** The store through which the platform makes keys. */
export const PLATFORM_STORE = "object-storage";

/** A release's name ends at 53 characters (Helm). */
export const MAX_RELEASE_NAME = 53;
