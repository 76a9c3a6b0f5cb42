/** What becomes of a container's objects as they grow old. */
import { StorageManagementPolicy } from "@cdktf/provider-azurerm/lib/storage-management-policy";
import type { Construct } from "constructs";
import type { StoreSection } from "../section";

/**
 * Days after which an earlier version is deleted. The condition counts from the day that it was written, not from when it was overwritten
 * (learn.microsoft.com/azure/storage/blobs/lifecycle-management-policy-structure, "Age-based run conditions"), so no number here keeps it for
 * a time: what is deleted is kept by soft delete, which counts from the deletion.
 */
const VERSION_DAYS = 1;

export interface ContainerLifecycleProps extends Pick<StoreSection, "expireDays" | "coldAfterDays"> {
  /** Id of the storage account: it has one such policy. */
  readonly storageAccountId: string;
}

export function containerLifecycle(scope: Construct, props: ContainerLifecycleProps): StorageManagementPolicy {
  const { storageAccountId, expireDays, coldAfterDays } = props;
  const deleted = { enabled: true, filters: { blobTypes: ["blockBlob", "appendBlob"] } };
  return new StorageManagementPolicy(scope, "lifecycle", {
    storageAccountId,
    rule: [
      {
        ...deleted,
        name: "earlier-versions",
        actions: { version: { deleteAfterDaysSinceCreation: VERSION_DAYS } },
      },
      ...(coldAfterDays === undefined
        ? []
        : [
            {
              name: "cold",
              enabled: true,
              // Others have no tiers.
              filters: { blobTypes: ["blockBlob"] },
              // At once to be read, unlike what is archived.
              actions: { baseBlob: { tierToCoolAfterDaysSinceModificationGreaterThan: coldAfterDays } },
            },
          ]),
      ...(expireDays === undefined
        ? []
        : [
            {
              ...deleted,
              name: "old",
              actions: { baseBlob: { deleteAfterDaysSinceModificationGreaterThan: expireDays } },
            },
          ]),
    ],
  });
}
