/** Loki on a store that speaks S3 and has keys, wherever the cluster stands. */
import type { LogBackend } from "../cluster/log-backend";

const AUTHORITY_PATH = "/run/store";

/** Keys of the Secret, as Loki's client finds them in its environment. */
export const KEY_VARIABLES = {
  AWS_ACCESS_KEY_ID: "{{ .username }}",
  AWS_SECRET_ACCESS_KEY: "{{ .password }}",
} as const;

/** @param secretName The Secret of these and of `ca.crt`. */
export const keyedLogBackend = (secretName: string): LogBackend => ({
  kind: "s3",
  storage: ({ region, endpoint }) => ({
    s3: {
      region,
      endpoint: `https://${endpoint}`,
      s3ForcePathStyle: true,
      http_config: { ca_file: `${AUTHORITY_PATH}/ca.crt` },
    },
  }),
  pods: {
    extraEnv: Object.keys(KEY_VARIABLES).map((key) => ({
      name: key,
      valueFrom: { secretKeyRef: { name: secretName, key } },
    })),
    extraVolumes: [{ name: "store-authority", secret: { secretName, items: [{ key: "ca.crt", path: "ca.crt" }] } }],
    extraVolumeMounts: [{ name: "store-authority", mountPath: AUTHORITY_PATH, readOnly: true }],
  },
});
