/** Velero on bare hosts: a store that has keys, and snapshots by Longhorn where schedules take any. */
import type { Implementation } from "../../../model/contract";
import { LONGHORN_DRIVER } from "../../k8s-cluster/kubeadm/platform/names";
import { AdoptedVelero } from "../adopted-velero";
import { ClusterVelero } from "../cluster/cluster-velero";
import type { IVelero, VELERO } from "../contract";
import type { VeleroProps } from "../props";
import { usesSnapshots, type Volumes } from "../section";
import { keyedStore } from "../seaweedfs/keyed-store";

/** Snapshots within the cluster: by default Longhorn copies each to a store of its own, and there is none (longhorn.io/docs, CSI snapshot support). */
const WITHIN = { type: "snap" };

/** What the section's field has for a default. */
const USUAL: Volumes = "copies";

export const kubeadmVeleroImplementation: Implementation<VeleroProps, IVelero, typeof VELERO.shape> = {
  create: (scope, id, props) => {
    const takes = usesSnapshots(props.schedules.map(({ volumes = USUAL }) => ({ volumes })));
    return new ClusterVelero(scope, id, props, {
      ...keyedStore,
      // Where nothing takes snapshots, their kinds are not there either.
      ...(takes ? { snapshotDriver: LONGHORN_DRIVER, snapshotParameters: WITHIN } : {}),
    });
  },
  fromAttributes: (scope, id, attributes) => new AdoptedVelero(scope, id, attributes),
};
