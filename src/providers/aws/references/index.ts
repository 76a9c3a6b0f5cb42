/** Which argument of AWS's names what: the table that apply and delete are checked against. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { clusterReferences } from "./clusters";
import { dataStoreReferences } from "./data-stores";
import { identityReferences } from "./identity";
import { networkReferences } from "./network";
import { serviceReferences } from "./services";

export const awsReferences: readonly ReferenceRule[] = [
  ...networkReferences,
  ...identityReferences,
  ...clusterReferences,
  ...dataStoreReferences,
  ...serviceReferences,
];
