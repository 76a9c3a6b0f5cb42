/** The pod that makes a bucket, and then logs in as each of its users. */
import type { JobV1SpecTemplateSpec } from "@cdktf/provider-kubernetes/lib/job-v1";
import { curlPod } from "../../../kit/cluster/curl-pod";
import { S3_CERTIFICATE, S3_HOST, S3_REGION } from "./names";

export const MAKE_BUCKET = "make-bucket.sh";

const FOLDERS = { admin: "/run/admin", logins: "/run/logins", authority: "/run/authority" } as const;

export interface BucketPodProps {
  /** Name of the ConfigMap with the script and the documents. */
  readonly files: string;
  /** Where they are mounted. */
  readonly filesPath: string;
  /** Name of the bucket. */
  readonly bucket: string;
  /** Name of the Secret of whoever makes buckets. */
  readonly administrator: string;
  /** Whether it can be locked later only if it is made as one that can be. */
  readonly lockable: boolean;
  /** Names of the Secrets of its users, with `username` and `password`. */
  readonly logins: readonly string[];
}

/** It starts as soon as all of its Secrets are there. */
export function bucketPod({
  files,
  filesPath,
  bucket,
  administrator,
  lockable,
  logins,
}: BucketPodProps): JobV1SpecTemplateSpec {
  const login = ["username", "password"];
  const sources = logins.map((name) => ({
    secret: [{ name, items: login.map((key) => ({ key, path: `${name}/${key}` })) }],
  }));
  const secret = (secretName: string, keys: readonly string[]): object => ({
    secretName,
    defaultMode: "0440",
    items: keys.map((key) => ({ key, path: key })),
  });
  return curlPod({
    name: "bucket",
    script: MAKE_BUCKET,
    files,
    env: {
      ENDPOINT: `https://${S3_HOST}`,
      REGION: S3_REGION,
      BUCKET: bucket,
      ...(lockable ? { LOCKABLE: "yes" } : {}),
      DOCUMENTS_DIR: filesPath,
      ADMIN_DIR: FOLDERS.admin,
      LOGINS_DIR: FOLDERS.logins,
      CURL_CA_BUNDLE: `${FOLDERS.authority}/ca.crt`,
      HOME: "/tmp",
    },
    volumes: [
      { name: "admin", path: FOLDERS.admin, secret: secret(administrator, login) },
      ...(sources.length > 0
        ? [{ name: "logins", path: FOLDERS.logins, projected: [{ defaultMode: "0440", sources }] }]
        : []),
      { name: "authority", path: FOLDERS.authority, secret: secret(S3_CERTIFICATE, ["ca.crt"]) },
    ],
  });
}
