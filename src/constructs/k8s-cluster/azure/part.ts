/** What AKS adds to the component `cluster`: its own block's defaults and checks. */
import type { SectionContext, SectionProblem, TargetPart } from "../../../model/component";
import type { ExistingObject } from "../../../model/existing";
import { isAdopted } from "../../kit/adopted";
import { existingKeys } from "../../kit/azure/existing-key";
import type { ClusterSection } from "../section";
import { addedNodesAtMost, USUAL_SIZE } from "./added-limits";
import { checkExistingAks } from "./check-existing";
import { checkVmSize } from "./check-machines";
import { checkProvisioning, checkProvisioningProvider } from "./check-provisioning";
import type { ExistingAksCluster } from "./existing-section";
import { AZURE_REGIONS } from "../../../targets/aks/regions";
import { checkMaintenance } from "./maintenance";
import { checkAzurePools } from "./check-pools";
import { checkAzureRanges } from "./check-ranges";
import { checkAksVersion } from "./check-version";
import { type AzureNetworkFacts, azureNetworkFacts } from "./network-facts";
import { hasFixedPools } from "./node-provisioning";
import { systemNodes } from "./system-nodes";

export const aksClusterPart: TargetPart<ClusterSection> = {
  defaults: (facts, given) => {
    if (isAdopted(given, facts)) return { autoscaling: { enabled: false } };
    return facts.profile === "minimal"
      ? { azure: { systemPool: { vmSize: "Standard_D2ds_v5" }, volumeRedundancy: "LRS" } }
      : {};
  },
  check,
  existing: ({ version, azure: { existing, encryptionKeys, etcdKey, registries } }, { facts }) => [
    ...(existing ? [existingClusterOf(version, existing, facts.account)] : []),
    ...existingKeys(encryptionKeys.volumes),
    ...(etcdKey ? [{ kind: "encryption-key" as const, id: etcdKey.id, vault: etcdKey.vault }] : []),
    ...registries.map((id) => ({ kind: "image-registry" as const, id })),
  ],
};

function existingClusterOf(
  version: string,
  { name, resourceGroup, endpoint, certificateAuthority, oidcIssuer, identity }: ExistingAksCluster,
  subscription: string,
): ExistingObject {
  const group = `/subscriptions/${subscription}/resourceGroups/${resourceGroup}`;
  const id = `${group}/providers/Microsoft.ContainerService/managedClusters/${name}`;
  return { kind: "cluster-by-id", id, version, endpoint, certificateAuthority, oidcIssuer, principal: identity };
}

function check(section: ClusterSection, context: SectionContext): readonly SectionProblem[] {
  if (section.azure.existing) return checkExistingAks(section);
  return [
    ...checkAksCluster(section, azureNetworkFacts(context), context.facts.region),
    ...checkProvisioningProvider(section, context.facts.providerVersion),
  ];
}

/** What is checked of the cluster itself, whether a file or a program says it. */
export function checkAksCluster(
  section: Pick<ClusterSection, "version" | "pools" | "serviceCidr" | "api" | "autoscaling"> & {
    readonly azure: Pick<
      ClusterSection["azure"],
      "podCidr" | "systemPool" | "addedNodes" | "outbound" | "maintenance" | "volumeRedundancy"
    >;
  },
  network: AzureNetworkFacts,
  location: string,
): readonly SectionProblem[] {
  return [
    ...checkAksVersion(section.version),
    ...checkAzurePools(section.pools ?? [], network.zones, location),
    ...checkSystemPool(section.azure.systemPool, network, location),
    ...(hasFixedPools(section.azure) ? checkProvisioning(section) : checkAdded(section, location)),
    ...checkAzureRanges(section, network),
    ...checkOutbound(section.azure.outbound, network),
    ...checkMaintenance(section.azure.maintenance),
    ...checkVolumes(section.azure.volumeRedundancy, location),
  ];
}

function checkSystemPool(
  pool: ClusterSection["azure"]["systemPool"],
  { zones }: AzureNetworkFacts,
  location: string,
): readonly SectionProblem[] {
  const problem = pool.vmSize === undefined ? undefined : checkVmSize(pool.vmSize, location);
  const { min, max } = systemNodes(pool, zones);
  return [
    ...(problem ? [{ ...problem, path: ["azure", "systemPool", "vmSize"] }] : []),
    ...(min > max
      ? [
          {
            path: ["azure", "systemPool", "nodes", "min"],
            code: "CLUSTER_POOL_MIN_ABOVE_MAX",
            message: `AKS's own pool has at least ${min} nodes, but at most ${max}.`,
            remedy: "Lower 'min', or raise 'max'.",
          },
        ]
      : []),
  ];
}

/** Limits that no node fits in would add none, without a word. */
function checkAdded(
  {
    autoscaling,
    azure,
  }: Pick<ClusterSection, "autoscaling"> & { readonly azure: Pick<ClusterSection["azure"], "addedNodes"> },
  location: string,
): readonly SectionProblem[] {
  const { enabled, cpu, memory, capacity } = autoscaling;
  if (!enabled) return [];
  const { vmSize = USUAL_SIZE } = azure.addedNodes;
  const problem = checkVmSize(vmSize, location);
  if (problem) return [{ ...problem, path: ["azure", "addedNodes", "vmSize"] }];
  const nodes = cpu === undefined ? undefined : addedNodesAtMost({ autoscaling: { ...autoscaling, cpu }, vmSize });
  if (nodes === undefined && cpu !== undefined) {
    return [
      {
        path: ["azure", "addedNodes", "vmSize"],
        code: "CLUSTER_VM_SIZE_UNKNOWN",
        message: `How many CPUs a machine of the size '${vmSize}' has is not known: no limit of added nodes follows from it.`,
        remedy: "Choose a size for general use, such as Standard_D4ds_v5; others belong into a pool of their own.",
      },
    ];
  }
  const spotOnly: readonly SectionProblem[] = capacity.includes("spot")
    ? [
        {
          path: ["autoscaling", "capacity"],
          severity: "warning",
          code: "CLUSTER_POOL_SPOT_TAINTED",
          message:
            "AKS taints nodes of spare capacity: they are added for pods alone that tolerate 'kubernetes.azure.com/scalesetpriority=spot:NoSchedule'.",
          remedy: "Give that toleration to pods that may be ended at any time.",
        },
      ]
    : [];
  if (nodes === undefined || nodes >= new Set(capacity).size) return spotOnly;
  return [
    ...spotOnly,
    {
      path: ["autoscaling", memory === undefined ? "cpu" : "memory"],
      code: "CLUSTER_AUTOSCALING_NO_ROOM",
      message: `No node of the size '${vmSize}' fits into the limits of autoscaling: there could never be one.`,
      remedy: "Raise the limits, write a smaller size as 'azure.addedNodes.vmSize', or 'enabled: false'.",
    },
  ];
}

function checkVolumes(
  redundancy: ClusterSection["azure"]["volumeRedundancy"],
  location: string,
): readonly SectionProblem[] {
  if (redundancy !== "ZRS" || AZURE_REGIONS[location] !== 0) return [];
  return [
    {
      path: ["azure", "volumeRedundancy"],
      code: "CLUSTER_VOLUMES_WITHOUT_ZONES",
      message: `'${location}' has no zones that volumes could be copied over.`,
      remedy: "Leave out 'volumeRedundancy', or write 'LRS'.",
    },
  ];
}

function checkOutbound(
  outbound: ClusterSection["azure"]["outbound"],
  { nat }: AzureNetworkFacts,
): readonly SectionProblem[] {
  if (nat !== "none" || outbound === "routes") return [];
  return [
    {
      path: ["azure", "outbound"],
      code: "CLUSTER_NO_WAY_OUT",
      message:
        "Nodes of AKS fetch their images from the internet, but the network has no way there ('network.nat: none').",
      remedy:
        "Write 'nat: single' under 'network', or 'outbound: routes' where the subnet's routes lead to a firewall that lets AKS's hosts through.",
    },
  ];
}
