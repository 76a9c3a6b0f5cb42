/** What servers of objects in the cluster are called by, whichever engine they are of. */
import { GATEWAY_PORT, OBJECTS_NAMESPACE } from "../place-names";

export { GATEWAY_PORT, OBJECTS_NAMESPACE } from "../place-names";

/** The issuer of their certificates, and the Secret of its own. */
export const AUTHORITY = "object-storage-authority";

/** The Service under which clients reach the gateways, by HTTPS. */
export const S3_SERVICE = "s3";
export const S3_HOST = `${S3_SERVICE}.${OBJECTS_NAMESPACE}.svc`;
/** Beside no cloud's: clients sign with it, and servers take any. */
export const S3_REGION = "us-east-1";

/** Of the gateways' containers. */
export const S3_HTTPS_PORT = GATEWAY_PORT;

/** Labels of the Jobs that make buckets. */
export const JOB_LABELS = { "app.kubernetes.io/name": "object-storage-buckets" } as const;

/** The Secret that the gateways' certificate is in. */
export const S3_CERTIFICATE = "s3-tls";

/** Who makes buckets. No store can be called so with a service in it: a store's identities have dots in their names. */
export const ADMINISTRATOR = "administrator";

/** Below the environment's prefix. */
export const SECRETS_PATH = "object-storage/";

/** The store through which the platform makes keys. */
export const PLATFORM_STORE = "object-storage";

/** The release of certificates, Services and budgets. */
export const CERTIFICATES_RELEASE = "object-storage-certificates";

/** The issuer that signs the authority alone. */
export const SELF_SIGNED = "object-storage-self-signed";
