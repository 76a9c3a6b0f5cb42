/** Loki on S3, with the identity of its pods. */
import type { LogBackend } from "../cluster/log-backend";

export const s3LogBackend: LogBackend = {
  kind: "s3",
  storage: ({ region }) => ({ s3: { region } }),
};
