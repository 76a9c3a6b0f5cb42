/** Velero on bare hosts: a store that has keys, and snapshots by whoever makes the volumes, where schedules take any. */
import type { Implementation } from "../../../model/contract";
import { LONGHORN_DRIVER } from "../../k8s-cluster/kubeadm/platform/names";
import { snapshotController } from "../../k8s-cluster/kubeadm/platform/snapshot-controller";
import { AdoptedVelero } from "../adopted-velero";
import type { VeleroCloud } from "../cluster/cloud";
import { ClusterVelero } from "../cluster/cluster-velero";
import type { IVelero, VELERO } from "../contract";
import type { VeleroProps } from "../props";
import { usesSnapshots, type Volumes } from "../section";
import { keyedStore } from "../seaweedfs/keyed-store";

/** Snapshots within the cluster: by default Longhorn copies each to a store of its own, and there is none (longhorn.io/docs, CSI snapshot support). */
const WITHIN = { type: "snap" };

/** What the section's field has for a default. */
const USUAL: Volumes = "copies";

/** One takes over from the other. */
const CONTROLLERS = 2;

export const kubeadmVeleroImplementation: Implementation<VeleroProps, IVelero, typeof VELERO.shape> = {
  create: (scope, id, props) => new ClusterVelero(scope, id, props, { ...keyedStore, ...snapshotsOf(props) }),
  fromAttributes: (scope, id, attributes) => new AdoptedVelero(scope, id, attributes),
};

/** Where nothing takes snapshots, their kinds are not there either. With Longhorn come the kinds, and what carries them out. */
function snapshotsOf({
  schedules,
  kubeadm,
}: VeleroProps): Pick<VeleroCloud, "snapshotDriver" | "snapshotParameters" | "snapshots"> {
  if (!usesSnapshots(schedules.map(({ volumes = USUAL }) => ({ volumes })))) return {};
  const { snapshotDriver, snapshotParameters } = kubeadm ?? {};
  if (snapshotDriver === undefined) return { snapshotDriver: LONGHORN_DRIVER, snapshotParameters: WITHIN };
  return {
    snapshotDriver,
    ...(snapshotParameters ? { snapshotParameters } : {}),
    snapshots: (scope) => [snapshotController(scope, "snapshots", { replicas: CONTROLLERS }).chart.release],
  };
}
