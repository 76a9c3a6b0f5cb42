/** What the guards of a server that RDS restored are. */
import { harmlessOfRestore as harmless } from "../restore-risk";
import { CREATION_ONLY, OF_THE_SOURCE } from "./rds-facts";

export const harmlessOfRestore = harmless({
  type: "aws_db_instance",
  // What `rds-restore.ts` writes.
  conditions: /self\.(?:restore_to_point_in_time|snapshot_identifier|kms_key_id)\b/,
  ignored: [...CREATION_ONLY, ...OF_THE_SOURCE],
});
