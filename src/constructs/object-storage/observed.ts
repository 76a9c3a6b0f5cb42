/** What observability takes from stores of objects: of those in the cluster, their servers' figures. The cloud watches over its own. */
import type { SectionContext } from "../../model/component";
import type { Observed } from "../../model/observed";
import type { ObjectServersSection } from "../object-servers/section";
import { isInCluster, type ObjectStorageSection } from "./section";

export function objectStorageObserved(
  stores: ObjectStorageSection,
  { sections }: Pick<SectionContext, "sections">,
): Observed {
  if (!stores.some(isInCluster)) return {};
  const servers = sections["objectServers"] as ObjectServersSection | undefined;
  if (servers?.engine === "minio") {
    return (require("./cluster/minio/observed") as typeof import("./cluster/minio/observed")).minioObserved;
  }
  return (require("./cluster/seaweedfs/observed") as typeof import("./cluster/seaweedfs/observed")).serversObserved;
}
