/** What is known of the resources of the section `objectStorage`. */
import type { ServiceFacts } from "../../model/resource-facts";
import { bucketFacts } from "./aws/facts";
import { storageAccountFields } from "./azure/facts";
import { objectServersFacts } from "./cluster/facts";

export const objectStorageFacts: readonly ServiceFacts[] = [
  { fileEntries: [{ path: "objectStorage.*", label: "store of objects" }] },
  bucketFacts,
  storageAccountFields,
  ...objectServersFacts,
];
