/** What observability takes from stores of objects: of those in the cluster, their servers' figures. The cloud watches over its own. */
import type { Observed } from "../../model/observed";
import { isInCluster, type ObjectStorageSection } from "./section";

export function objectStorageObserved(stores: ObjectStorageSection): Observed {
  if (!stores.some(isInCluster)) return {};
  const { serversObserved } = require("./cluster/seaweedfs/observed") as typeof import("./cluster/seaweedfs/observed");
  return serversObserved;
}
