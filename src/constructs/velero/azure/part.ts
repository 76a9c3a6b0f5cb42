/** What Azure adds to the section `velero`. */
import type { SectionProblem, TargetPart } from "../../../model/component";
import { existingKeys } from "../../kit/azure/existing-key";
import { NO_LOCK, type VeleroSection } from "../section";

export const azureVeleroPart: TargetPart<VeleroSection> = {
  check: checkLock,
  existing: ({ azure }) => existingKeys(azure.encryptionKey),
};

/**
 * What nobody may lift stands on a container, in which nothing is overwritten; an account's own lock keeps what is overwritten as an
 * earlier version (learn.microsoft.com/azure/storage/blobs/immutable-storage-overview). Velero writes a backup's own record several
 * times while it is made (velero, pkg/persistence/object_store.go, PutBackupMetadata).
 */
function checkLock({ lock }: VeleroSection): readonly SectionProblem[] {
  if (lock === undefined || lock === NO_LOCK || lock.mode !== "compliance") return [];
  return [
    {
      path: ["lock", "mode"],
      code: "BACKUP_LOCK_OVERWRITES",
      message:
        "On Azure nothing is ever overwritten in a store that is locked so, and Velero overwrites what it says of a backup while it makes it.",
      remedy: "Write 'mode: governance': each version is kept for as long.",
    },
  ];
}
