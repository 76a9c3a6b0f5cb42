/** What storage accounts add to the section `objectStorage`: limits of what the file says, and of their own block. */
import type { SectionProblem, TargetPart } from "../../../model/component";
import { aksFacts } from "../../../targets/aks/facts";
import { atEntry } from "../../kit/at-entry";
import { existingKeys } from "../../kit/azure/existing-key";
import { checkNoBlock } from "../cluster/check";
import { isInCluster, type ObjectStorageSection, type StoreSection } from "../section";
import type { Replication } from "./section";

/** Days that Azure keeps what was deleted (learn.microsoft.com/azure/storage/blobs/soft-delete-blob-overview). */
const MOST_UNDELETE_DAYS = 365;

export const storageAccountPart: TargetPart<ObjectStorageSection> = {
  check: (stores, { facts }) => [
    ...stores.flatMap((store, index) =>
      atEntry(
        index,
        isInCluster(store) ? checkNoBlock("azure", store.azure) : checkStorageAccount(store, facts.region),
      ),
    ),
    ...checkAccountTwice(stores),
  ],
  existing: (stores) => existingKeys(...stores.map(({ azure }) => azure.encryptionKey)),
};

const hasZones = (location: string): boolean => (aksFacts.region.known[location] ?? ["1"]).length > 0;

/** Over the zones, where there are any. */
export const replicationOf = ({ azure }: Pick<StoreSection, "azure">, location: string): Replication =>
  azure.replication ?? (hasZones(location) ? "ZRS" : "LRS");

/** What Azure refuses of a store: of an entry of the file, and of a construct's props. */
export function checkStorageAccount(
  { noncurrentDays, azure }: Pick<StoreSection, "noncurrentDays" | "azure">,
  location: string,
): readonly SectionProblem[] {
  const { replication } = azure;
  return [
    ...(noncurrentDays > MOST_UNDELETE_DAYS
      ? [
          {
            path: ["noncurrentDays"],
            code: "OBJECT_STORAGE_DAYS",
            message: `Azure keeps what was overwritten or deleted for ${MOST_UNDELETE_DAYS} days at most, not for ${noncurrentDays}.`,
            remedy: `Write ${MOST_UNDELETE_DAYS} or fewer; what must stay for longer is locked (\`lock\`).`,
          },
        ]
      : []),
    ...(replication !== undefined && replication.includes("Z") && !hasZones(location)
      ? [
          {
            path: ["azure", "replication"],
            code: "OBJECT_STORAGE_ZONES",
            message: `'${replication}' spreads copies over zones, and '${location}' has none.`,
            remedy: "Write LRS or GRS, or choose a location with zones.",
          },
        ]
      : []),
  ];
}

function checkAccountTwice(stores: ObjectStorageSection): readonly SectionProblem[] {
  return stores.flatMap(({ azure: { storageAccount } }, index) =>
    storageAccount === undefined || stores.findIndex((other) => other.azure.storageAccount === storageAccount) === index
      ? []
      : [
          {
            path: [index, "azure", "storageAccount"],
            code: "OBJECT_STORAGE_BUCKET_TWICE",
            message: `Two stores would have the storage account '${storageAccount}'.`,
            remedy: "Give one of them another account, or leave `azure.storageAccount` out.",
          },
        ],
  );
}
