/** Velero on AKS: its plugin for Blob storage, and snapshots of Azure's disks. */
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { VELERO_PLUGINS } from "../../../catalog/velero";
import type { Implementation } from "../../../model/contract";
import { clusterGroupOf, clusterPrincipalOf } from "../../kit/azure/cluster-place";
import { storageAccountOf } from "../../kit/azure/storage-account";
import { AdoptedVelero } from "../adopted-velero";
import { ClusterVelero } from "../cluster/cluster-velero";
import type { IVelero, VELERO } from "../contract";
import type { VeleroProps } from "../props";

export const aksVeleroImplementation: Implementation<VeleroProps, IVelero, typeof VELERO.shape> = {
  create: (scope, id, props) => {
    const group = clusterGroupOf(props.cluster);
    return new ClusterVelero(scope, id, props, {
      provider: "azure",
      plugin: `${VELERO_PLUGINS.azure.repository}:${VELERO_PLUGINS.azure.tag}`,
      // By the pods' own identity. Told the address, the plugin asks nothing of Azure Resource Manager, where that may do nothing
      // (velero, pkg/util/azure/storage.go).
      locationConfig: (store) => ({
        storageAccount: storageAccountOf(store),
        storageAccountURI: `https://${store.endpoint}`,
        useAAD: "true",
      }),
      snapshotDriver: "disk.csi.azure.com",
      // Else they stand in the group of the cluster's nodes, which goes with the cluster.
      snapshotParameters: { incremental: "true", resourceGroup: group.name },
      // Every cluster has the controller. Its driver acts as the cluster.
      snapshotRights: (inner) => {
        const principalId = clusterPrincipalOf(props.cluster);
        if (principalId === undefined) return [];
        return [
          new RoleAssignment(inner, "snapshots-role", {
            scope: group.id,
            roleDefinitionName: "Disk Snapshot Contributor",
            principalId,
            principalType: "ServicePrincipal",
          }),
        ];
      },
    });
  },
  fromAttributes: (scope, id, attributes) => new AdoptedVelero(scope, id, attributes),
};
