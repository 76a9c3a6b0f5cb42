/** What each user of MinIO's may do: as on any server, and what MinIO allows who may delete, or logs in at all, is denied. */
import { type Grant, policyOf } from "../endpoint/access";

/**
 * MinIO asks of who deletes an earlier version whether it is denied, and not whether it is allowed (cmd/auth-handler.go); and every user may
 * make keys of its own, which no later deployment would take away, unless it is denied (cmd/admin-handlers-users.go).
 */
const DENIED = [
  { Effect: "Deny", Action: ["s3:DeleteObjectVersion"], Resource: ["arn:aws:s3:::*"] },
  { Effect: "Deny", Action: ["admin:*"] },
] as const;

export function minioPolicy(bucket: string, grants: readonly Grant[]): string {
  const { Version, Statement } = policyOf(bucket, grants);
  return JSON.stringify({ Version, Statement: [...Statement, ...DENIED] });
}
