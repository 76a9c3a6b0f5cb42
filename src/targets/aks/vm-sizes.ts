/**
 * Sizes of Azure's virtual machines on which AKS runs nodes: virtual CPUs, memory, architecture, local disk, and the locations that offer them, so that
 * an environment file can be checked without a subscription. General purpose, memory, compute and storage families from the third
 * generation on, burstable ones, all with premium disks; constrained and accelerated sizes are left out, and those that AKS refuses.
 *
 * From Azure/karpenter-provider-azure@352646f (2026-08-21), pkg/providers/instancetype/known_skus.yaml and skus.go, and its price list of
 * 2026-06-18; kubernetes/autoscaler@55c37cd (2026-08-22), azure_instance_types.go; read 2026-11-25. A location is taken to offer what it has a price for:
 * a subscription may be kept from it all the same, and not every zone of a location has every size.
 */
import { AZURE_REGIONS } from "./regions";

/** Locations of the catalog that a family is missing in, for those below. */
const ABSENT: readonly string[] = [
  "belgiumcentral denmarkeast mexicocentral",
  "belgiumcentral denmarkeast malaysiawest mexicocentral",
  "australiacentral australiacentral2 australiasoutheast austriaeast belgiumcentral brazilsouth brazilsoutheast canadaeast chilecentral denmarkeast francesouth germanynorth indonesiacentral israelcentral italynorth japanwest koreacentral koreasouth malaysiawest mexicocentral newzealandnorth norwayeast norwaywest polandcentral qatarcentral southafricanorth southafricawest southindia spaincentral swedensouth switzerlandwest uaecentral uaenorth ukwest westindia",
  "australiacentral australiacentral2 australiasoutheast austriaeast belgiumcentral brazilsoutheast canadaeast chilecentral denmarkeast francesouth germanynorth indonesiacentral israelcentral jioindiacentral koreasouth malaysiawest newzealandnorth norwaywest qatarcentral southafricawest southindia swedensouth switzerlandwest uaecentral ukwest westcentralus westindia",
  "belgiumcentral chilecentral denmarkeast indonesiacentral malaysiawest newzealandnorth",
  "belgiumcentral denmarkeast",
  "belgiumcentral denmarkeast swedensouth",
  "australiacentral australiacentral2 austriaeast belgiumcentral brazilsoutheast chilecentral denmarkeast francesouth germanynorth indonesiacentral israelcentral jioindiacentral jioindiawest koreasouth malaysiawest norwaywest qatarcentral southafricawest southindia swedensouth switzerlandwest uaecentral westindia",
  "austriaeast belgiumcentral chilecentral denmarkeast",
  "belgiumcentral denmarkeast jioindiacentral jioindiawest",
  "austriaeast belgiumcentral chilecentral denmarkeast westcentralus",
  "australiacentral australiacentral2 austriaeast belgiumcentral centralindia chilecentral denmarkeast jioindiacentral jioindiawest",
  "belgiumcentral denmarkeast jioindiacentral jioindiawest swedensouth",
  "australiaeast austriaeast belgiumcentral brazilsouth centralindia centralus chilecentral denmarkeast eastasia eastus eastus2 germanywestcentral indonesiacentral italynorth japaneast jioindiacentral jioindiawest koreacentral koreasouth malaysiawest mexicocentral northcentralus northeurope southcentralus southeastasia uksouth westcentralus westeurope westus westus2",
  "australiacentral australiacentral2 australiasoutheast belgiumcentral brazilsoutheast canadaeast denmarkeast francesouth germanynorth israelcentral japanwest jioindiacentral jioindiawest koreasouth norwaywest qatarcentral southafricawest southindia swedensouth switzerlandwest uaecentral ukwest westcentralus westindia",
  "belgiumcentral denmarkeast germanywestcentral israelcentral newzealandnorth westcentralus",
  "australiacentral australiacentral2 australiasoutheast belgiumcentral brazilsoutheast canadaeast denmarkeast francesouth germanynorth israelcentral japanwest jioindiacentral jioindiawest koreasouth malaysiawest norwaywest qatarcentral southafricawest southindia swedensouth switzerlandwest uaecentral ukwest westcentralus westindia",
  "australiacentral australiacentral2 australiasoutheast austriaeast belgiumcentral brazilsouth brazilsoutheast canadacentral canadaeast chilecentral denmarkeast eastasia francesouth germanynorth indonesiacentral israelcentral italynorth japanwest jioindiacentral jioindiawest koreacentral koreasouth malaysiawest mexicocentral newzealandnorth northcentralus norwayeast norwaywest polandcentral qatarcentral southafricanorth southafricawest southindia spaincentral swedensouth switzerlandnorth switzerlandwest uaecentral uaenorth ukwest westcentralus westindia",
  "australiacentral australiacentral2 belgiumcentral brazilsoutheast canadaeast denmarkeast francesouth germanynorth israelcentral japanwest jioindiacentral jioindiawest koreasouth norwaywest southafricawest southindia swedensouth switzerlandwest uaecentral westindia",
];

/** GiB for each CPU, which of the lists above, and the numbers of CPUs, with GiB behind a colon where they are others. */
const FAMILIES: { readonly [family: string]: readonly [memory: number, absent: number, sizes: string] } = {
  "B*als_v2": [2, 0, "2 4 8 16 32"],
  "B*as_v2": [4, 0, "2 4 8 16 32"],
  "B*ls_v2": [2, 1, "2 4 8 16 32"],
  "B*pls_v2": [2, 2, "2 4 8 16"],
  "B*ps_v2": [4, 2, "2 4 8 16"],
  "B*s_v2": [4, 1, "2 4 8 16 32"],
  "B*ats_v2": [0.5, 0, "2"],
  "B*pts_v2": [0.5, 2, "2"],
  "B*ts_v2": [0.5, 1, "2"],
  "D*ads_v7": [4, 3, "2 4 8 16 32 48 64 96 128 160"],
  "D*alds_v7": [2, 3, "2 4 8 16 32 48 64 96 128 160"],
  "D*als_v7": [2, 3, "2 4 8 16 32 48 64 96 128 160"],
  "D*as_v7": [4, 3, "2 4 8 16 32 48 64 96 128 160"],
  "D*ds_v6": [4, 4, "2 4 8 16 32 48 64 96 128 192"],
  "D*lds_v6": [2, 4, "2 4 8 16 32 48 64 96 128"],
  "D*ls_v6": [2, 4, "2 4 8 16 32 48 64 96 128"],
  "D*s_v6": [4, 4, "2 4 8 16 32 48 64 96 128 192"],
  "D*ads_v5": [4, 5, "2 4 8 16 32 48 64 96"],
  "D*ads_v6": [4, 5, "2 4 8 16 32 48 64 96"],
  "D*alds_v6": [2, 5, "2 4 8 16 32 48 64 96"],
  "D*als_v6": [2, 5, "2 4 8 16 32 48 64 96"],
  "D*as_v4": [4, 5, "2 4 8 16 32 48 64 96"],
  "D*as_v5": [4, 5, "2 4 8 16 32 48 64 96"],
  "D*as_v6": [4, 5, "2 4 8 16 32 48 64 96"],
  "D*ds_v4": [4, 6, "2 4 8 16 32 48 64"],
  "D*ds_v5": [4, 5, "2 4 8 16 32 48 64 96"],
  "D*lds_v5": [2, 0, "2 4 8 16 32 48 64 96"],
  "D*ls_v5": [2, 5, "2 4 8 16 32 48 64 96"],
  "D*pds_v5": [4, 2, "2 4 8 16 32 48 64:208"],
  "D*pds_v6": [4, 7, "2 4 8 16 32 48 64 96"],
  "D*plds_v5": [2, 2, "2 4 8 16 32 48 64"],
  "D*plds_v6": [2, 7, "2 4 8 16 32 48 64 96"],
  "D*pls_v5": [2, 2, "2 4 8 16 32 48 64"],
  "D*pls_v6": [2, 7, "2 4 8 16 32 48 64 96"],
  "D*ps_v5": [4, 2, "2 4 8 16 32 48 64:208"],
  "D*ps_v6": [4, 7, "2 4 8 16 32 48 64 96"],
  "D*s_v3": [4, 8, "2 4 8 16 32 48 64"],
  "D*s_v4": [4, 5, "2 4 8 16 32 48 64"],
  "D*s_v5": [4, 5, "2 4 8 16 32 48 64 96"],
  "E*ids_v5": [6.46154, 9, "104"],
  "E*is_v5": [6.46154, 9, "104"],
  "E*iads_v5": [6, 5, "112"],
  "E*ias_v5": [6, 5, "112"],
  "E*ibds_v5": [6, 5, "112"],
  "E*ibs_v5": [6, 5, "112"],
  "E*ads_v7": [8, 3, "2 4 8 16 32 48 64 96 128 160"],
  "E*as_v7": [8, 3, "2 4 8 16 32 48 64 96 128 160"],
  "E*ds_v6": [8, 5, "2 4 8 16 20 32 48 64 96 128"],
  "E*s_v6": [8, 5, "2 4 8 16 20 32 48 64 96 128"],
  "E*ads_v5": [8, 5, "2 4 8 16 20 32 48 64 96:672"],
  "E*ads_v6": [8, 5, "2 4 8 16 20 32 48 64 96:672"],
  "E*as_v4": [8, 5, "2 4 8 16 20 32 48 64 96:672"],
  "E*as_v5": [8, 5, "2 4 8 16 20 32 48 64 96:672"],
  "E*as_v6": [8, 5, "2 4 8 16 20 32 48 64 96:672"],
  "E*bds_v5": [8, 5, "2 4 8 16 32 48 64 96:672"],
  "E*bs_v5": [8, 5, "2 4 8 16 32 48 64 96:672"],
  "E*ds_v4": [8, 5, "2 4 8 16 20 32 48 64:504"],
  "E*ds_v5": [8, 5, "2 4 8 16 20 32 48 64 96:672"],
  "E*pds_v5": [8, 2, "2 4 8 16 20 32:208"],
  "E*pds_v6": [8, 7, "2 4 8 16 32 48 64 96:672"],
  "E*ps_v5": [8, 2, "2 4 8 16 20 32:208"],
  "E*ps_v6": [8, 7, "2 4 8 16 32 48 64 96:672"],
  "E*s_v3": [8, 10, "2 4 8 16 20 32 48 64:432"],
  "E*s_v4": [8, 6, "2 4 8 16 20 32 48 64:504"],
  "E*s_v5": [8, 5, "2 4 8 16 20 32 48 64 96:672"],
  "E*ids_v6": [9.54167, 5, "192"],
  "E*is_v6": [9.54167, 5, "192"],
  "E*is_v3": [6.75, 11, "64"],
  "E*ids_v4": [6.3, 9, "80"],
  "E*is_v4": [6.3, 12, "80"],
  "E*ias_v4": [7, 13, "96"],
  "F*ads_v7": [4, 3, "1 2 4 8 16 32 48 64 80"],
  "F*alds_v7": [2, 3, "1 2 4 8 16 32 48 64 80"],
  "F*als_v6": [2, 5, "2 4 8 16 32 48 64"],
  "F*als_v7": [2, 3, "1 2 4 8 16 32 48 64 80"],
  "F*amds_v7": [8, 3, "1 2 4 8 16 32 48 64 80"],
  "F*ams_v6": [8, 5, "2 4 8 16 32 48 64"],
  "F*ams_v7": [8, 3, "1 2 4 8 16 32 48 64 80"],
  "F*as_v6": [4, 5, "2 4 8 16 32 48 64"],
  "F*as_v7": [4, 3, "1 2 4 8 16 32 48 64 80"],
  "F*s_v2": [2, 5, "2 4 8 16 32 48 64 72"],
  "L*aos_v4": [8, 14, "2 4 8 12 16 24 32"],
  "L*as_v3": [8, 15, "8 16 32 48 64 80"],
  "L*as_v4": [8, 16, "2 4 8 16 32 48 64 80 96"],
  "L*s_v2": [8, 17, "8 16 32 48 64 80"],
  "L*s_v3": [8, 5, "8 16 32 48 64 80"],
  "L*s_v4": [8, 18, "2 4 8 16 32 48 64 80 96"],
};

export interface VmSize {
  readonly cpus: number;
  /** GiB, rounded down. */
  readonly memory: number;
  readonly architecture: "amd64" | "arm64";
  /** Whether it brings a disk of its own, on which the system's can be (ephemeral). */
  readonly localDisk: boolean;
  /** Locations of the catalog that do not offer it. */
  readonly missingIn: readonly string[];
}

let all: ReadonlyMap<string, VmSize> | undefined;

/** By name, such as `Standard_D4ds_v5`. */
export function vmSizes(): ReadonlyMap<string, VmSize> {
  all ??= new Map(
    Object.entries(FAMILIES).flatMap(([family, [perCpu, absent, sizes]]) =>
      sizes.split(" ").map((size): readonly [string, VmSize] => {
        const [cpus = 0, memory = cpus * perCpu] = size.split(":").map(Number);
        // Of the letters behind the number, `p` is Arm's, `d` a local disk (learn.microsoft.com/azure/virtual-machines/vm-naming-conventions).
        const letters = /\*([a-z]+)/.exec(family)?.[1] ?? "";
        return [
          `Standard_${family.replace("*", String(cpus))}`,
          {
            cpus,
            memory: Math.floor(memory),
            architecture: letters.includes("p") ? "arm64" : "amd64",
            localDisk: letters.includes("d"),
            missingIn: (ABSENT[absent] ?? "").split(" ").filter((location) => location !== ""),
          },
        ];
      }),
    ),
  );
  return all;
}

/** Whether a location offers a size, both of which are known. */
export function offersVmSize(location: string, name: string): boolean {
  const size = vmSizes().get(name);
  return size !== undefined && Object.hasOwn(AZURE_REGIONS, location) && !size.missingIn.includes(location);
}
