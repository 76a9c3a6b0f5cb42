/** Which argument of AWS's names what: the table that apply and delete are checked against. */
import type { ReferenceRule } from "../../provider/references";
import { clusterReferences } from "./reference-table/clusters";
import { dataStoreReferences } from "./reference-table/data-stores";
import { identityReferences } from "./reference-table/identity";
import { networkReferences } from "./reference-table/network";
import { serviceReferences } from "./reference-table/services";

export const awsReferences: readonly ReferenceRule[] = [
  ...networkReferences,
  ...identityReferences,
  ...clusterReferences,
  ...dataStoreReferences,
  ...serviceReferences,
];
