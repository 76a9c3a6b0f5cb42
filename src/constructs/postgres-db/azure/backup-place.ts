/** Backups of servers in the cluster in a container of blobs. */
import type { BackupPlace } from "../cluster/cnpg-backups";

/** With the credentials of the pods' own identity. */
export const blobPlace: BackupPlace = ({ bucketName, attributes }) => ({
  destinationPath: `https://${attributes.details["storage-account"] ?? ""}.blob.core.windows.net/${bucketName}`,
  azureCredentials: { inheritFromAzureAD: true },
});
