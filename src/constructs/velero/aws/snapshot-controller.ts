/** Volume snapshots on EKS: an add-on, which stands with what needs it and not with the cluster. */
import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import type { Construct } from "constructs";
import { SNAPSHOT_CONTROLLER } from "../../../catalog/velero";

export function snapshotController(scope: Construct, clusterName: string): EksAddon {
  return new EksAddon(scope, "snapshot-controller", {
    clusterName,
    addonName: SNAPSHOT_CONTROLLER.name,
    addonVersion: SNAPSHOT_CONTROLLER.version,
    resolveConflictsOnCreate: "NONE",
    resolveConflictsOnUpdate: "OVERWRITE",
    // With its kinds would go every snapshot of the cluster.
    preserve: true,
  });
}
