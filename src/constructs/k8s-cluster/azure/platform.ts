/** What of AKS runs inside the cluster. Loaded when it is built: a stack with a cluster alone needs no client of one. */
import type { Construct, IConstruct } from "constructs";
import type { IAksCluster } from "./aks";
import { volumeClass } from "./storage-class";

export function aksStorageClass(cluster: IAksCluster, scope: Construct, id: string): IConstruct {
  return volumeClass(scope, id, {
    redundancy: cluster.volumeRedundancy,
    diskEncryptionSetId: cluster.diskEncryptionSetId,
  });
}
