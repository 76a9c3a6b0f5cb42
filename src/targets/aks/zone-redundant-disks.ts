/**
 * Disks that are written in three zones at once, and so are there for a pod in whichever is left. By location, from
 * learn.microsoft.com/azure/virtual-machines/disks-redundancy, "ZRS regional availability" (MicrosoftDocs/azure-compute-docs,
 * includes/disk-storage-zrs-regions.md); read 2026-11-26.
 */
import type { VolumeClassFacts } from "../../model/target-facts";

const LOCATIONS = new Set([
  "southafricanorth",
  "eastasia",
  "southeastasia",
  "australiaeast",
  "brazilsouth",
  "canadacentral",
  "northeurope",
  "westeurope",
  "francecentral",
  "germanywestcentral",
  "centralindia",
  "israelcentral",
  "italynorth",
  "japaneast",
  "koreacentral",
  "norwayeast",
  "polandcentral",
  "qatarcentral",
  "swedencentral",
  "switzerlandnorth",
  "uaenorth",
  "uksouth",
  "centralus",
  "eastus",
  "eastus2",
  "southcentralus",
  "westus2",
  "westus3",
]);

/** Its parameters are those of the default class, but for the copies (github.com/kubernetes-sigs/azuredisk-csi-driver, docs/driver-parameters.md). */
const PREMIUM: VolumeClassFacts = {
  name: "premium-zone-redundant",
  provisioner: "disk.csi.azure.com",
  parameters: { skuName: "Premium_ZRS", "csi.storage.k8s.io/fstype": "ext4", networkAccessPolicy: "DenyAll" },
};

export const zoneRedundantDisks = (location: string): VolumeClassFacts | undefined =>
  LOCATIONS.has(location) ? PREMIUM : undefined;
