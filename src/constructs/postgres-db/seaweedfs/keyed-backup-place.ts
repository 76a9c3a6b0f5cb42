/** Backups of servers in the cluster in a store that speaks S3 and has keys, wherever the cluster stands. */
import type { KeyedBackups } from "../cluster/cnpg-backups";

/** Keys of the Secret. */
const [ID, KEY] = ["accessKey", "secretKey"];

/** @param secretName The Secret of these and of `ca.crt`. */
export const keyedBackups = (secretName: string): KeyedBackups => ({
  place: ({ bucketName, endpoint }) => ({
    destinationPath: `s3://${bucketName}/databases`,
    endpointURL: `https://${endpoint}`,
    endpointCA: { name: secretName, key: "ca.crt" },
    s3Credentials: {
      accessKeyId: { name: secretName, key: ID },
      secretAccessKey: { name: secretName, key: KEY },
    },
  }),
  keys: { accessKey: "{{ .username }}", secretKey: "{{ .password }}" },
  // Newer clients send checksums that only the cloud's own servers ask for.
  env: ["AWS_REQUEST_CHECKSUM_CALCULATION", "AWS_RESPONSE_CHECKSUM_VALIDATION"].map((name) => ({
    name,
    value: "when_required",
  })),
});
