/** What can be read of the simulated AWS: offline data computed truly, and look-ups in the simulated account. */
import type { DataSourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { accountData } from "./account";
import { clusterData } from "./clusters";
import { networkData } from "./networks";
import { storageAndSecurityData } from "./storage-and-security";
import { taggedData } from "./tagged-resources";

export const dataSources: { readonly [type: string]: DataSourceBehaviour } = {
  ...accountData,
  ...clusterData,
  ...networkData,
  ...storageAndSecurityData,
  ...taggedData,
};
