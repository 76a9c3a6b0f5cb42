/** Backups of servers in the cluster in a bucket of S3. */
import type { BackupPlace } from "../cluster/cnpg-backups";

/** With the credentials of the pods' own identity. */
export const s3Place: BackupPlace = ({ bucketName }) => ({
  destinationPath: `s3://${bucketName}`,
  s3Credentials: { inheritFromIAMRole: true },
});
