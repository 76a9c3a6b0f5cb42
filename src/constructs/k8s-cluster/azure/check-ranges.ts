/** What AKS asks of the ranges of pods and Services, and of those that reach the API server. */
import type { SectionProblem } from "../../../model/component";
import { type AddressRange, overlaps, parseIpv4Range, rangeSize } from "../../../model/cidr";
import { type NodeCount, nodesOf } from "../nodes";
import type { ClusterSection } from "../section";
import { addedNodesAtMost, USUAL_SIZE } from "./added-limits";
import type { AzureNetworkFacts } from "./network-facts";
import { hasFixedPools, provisionedAtMost } from "./node-provisioning";
import { poolZones } from "./pool-zones";
import { systemNodes } from "./system-nodes";

/** learn.microsoft.com/azure/aks/concepts-network-ip-address-planning: taken by AKS itself. */
const RESERVED = ["169.254.0.0/16", "172.30.0.0/16", "172.31.0.0/16", "192.0.2.0/24"];
/** Services have less than a /12 (the same page). */
const SERVICE_PREFIX = 12;
/** Each node takes a /24 of the pods' range (learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay). */
const ADDRESSES_A_NODE = 256n;
/** A third more nodes while nodes are renewed. */
const SURGE = 1.33;
/** learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges, "Limitations" */
const MAX_AUTHORIZED = 200;
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];

const rangesOf = (texts: readonly string[]): readonly AddressRange[] =>
  texts.map(parseIpv4Range).filter((range) => range !== undefined);

type Section = Pick<ClusterSection, "pools" | "serviceCidr" | "api" | "autoscaling"> & {
  readonly azure: Pick<ClusterSection["azure"], "podCidr" | "systemPool" | "addedNodes">;
};

export function checkAzureRanges(section: Section, network: AzureNetworkFacts): readonly SectionProblem[] {
  return [
    ...reservedProblem(section.serviceCidr, ["serviceCidr"], "Services"),
    ...reservedProblem(section.azure.podCidr, ["azure", "podCidr"], "pods"),
    ...servicePrefix(section.serviceCidr),
    ...podOverlaps(section, network),
    ...podRoom(section, network),
    ...authorized(section.api.public?.cidrs ?? []),
  ];
}

function reservedProblem(cidr: string, path: readonly string[], of: string): readonly SectionProblem[] {
  const [range] = rangesOf([cidr]);
  const taken = RESERVED.find((text) => range && rangesOf([text]).some((reserved) => overlaps(range, reserved)));
  if (taken === undefined) return [];
  return [
    {
      path,
      code: "CLUSTER_RANGE_RESERVED",
      message: `The range of ${of} ${cidr} overlaps ${taken}, which AKS uses itself.`,
      remedy: "Choose another private range.",
    },
  ];
}

function servicePrefix(cidr: string): readonly SectionProblem[] {
  const [range] = rangesOf([cidr]);
  if (!range || range.prefix > SERVICE_PREFIX) return [];
  return [
    {
      path: ["serviceCidr"],
      code: "CLUSTER_SERVICE_CIDR_REFUSED",
      message: `The range of Services ${cidr} is too large for AKS: it takes less than a /${SERVICE_PREFIX}.`,
      remedy: "Choose a smaller one, such as 172.20.0.0/16.",
    },
  ];
}

function podOverlaps({ serviceCidr, azure }: Section, { cidr }: AzureNetworkFacts): readonly SectionProblem[] {
  const [pods] = rangesOf([azure.podCidr]);
  const others: readonly (readonly [string, string | undefined])[] = [
    ["the network's", cidr],
    ["that of Services", serviceCidr],
  ];
  return others.flatMap(([whose, text]) => {
    const [other] = rangesOf(text === undefined ? [] : [text]);
    if (!pods || !other || !overlaps(pods, other)) return [];
    return [
      {
        path: ["azure", "podCidr"],
        code: "CLUSTER_POD_CIDR_OVERLAPS",
        message: `The range of pods ${azure.podCidr} overlaps ${whose}, ${text}: some addresses would mean two things.`,
        remedy: "Choose another private range, such as 10.244.0.0/16.",
      },
    ];
  });
}

/** What fits now and not with every pool full is told before the range is fixed for ever. */
function podRoom(section: Section, { zones }: AzureNetworkFacts): readonly SectionProblem[] {
  const [pods] = rangesOf([section.azure.podCidr]);
  if (!pods) return [];
  const { autoscaling, azure } = section;
  const most = ({ min, max }: NodeCount): number => (hasFixedPools(azure) ? min : max);
  const ofPools = (section.pools ?? []).map((pool) => most(nodesOf(pool, poolZones(pool, zones).length)));
  const added = autoscaling.enabled ? addedAtMost(section) : 0;
  const nodes = [...ofPools, added, most(systemNodes(azure.systemPool, zones))].reduce((sum, count) => sum + count, 0);
  const needed = Math.ceil(nodes * SURGE);
  const room = Number(rangeSize(pods) / ADDRESSES_A_NODE);
  if (needed <= room) return [];
  return [
    {
      path: ["azure", "podCidr"],
      code: "CLUSTER_POD_CIDR_TOO_SMALL",
      message: `The range of pods ${azure.podCidr} has room for ${room} nodes; all pools together may have ${nodes}, and a third more while they are renewed.`,
      remedy: "Choose a larger range, or allow fewer nodes: the range is fixed when the cluster is made.",
    },
  ];
}

function addedAtMost({ autoscaling, azure }: Section): number {
  const { cpu, memory } = autoscaling;
  if (cpu === undefined) return 0;
  if (hasFixedPools(azure)) return provisionedAtMost({ cpu, memory });
  return addedNodesAtMost({ autoscaling: { ...autoscaling, cpu }, vmSize: azure.addedNodes.vmSize ?? USUAL_SIZE }) ?? 0;
}

function authorized(cidrs: readonly string[]): readonly SectionProblem[] {
  const tooMany: readonly SectionProblem[] =
    cidrs.length > MAX_AUTHORIZED
      ? [
          {
            path: ["api", "public", "cidrs"],
            code: "CLUSTER_API_TOO_MANY_RANGES",
            message: `${cidrs.length} ranges are named; AKS takes ${MAX_AUTHORIZED}.`,
            remedy: "Write fewer, larger ones.",
          },
        ]
      : [];
  const inner = cidrs.flatMap((cidr, index): readonly SectionProblem[] => {
    const [range] = rangesOf([cidr]);
    if (!range || !rangesOf(PRIVATE).some((other) => overlaps(range, other))) return [];
    return [
      {
        path: ["api", "public", "cidrs", index],
        code: "CLUSTER_API_RANGE_PRIVATE",
        message: `Nobody comes to a public endpoint from ${cidr}, a private range; AKS refuses it.`,
        remedy: "Write the public addresses that clients come from, or leave out 'public'.",
      },
    ];
  });
  return [...tooMany, ...inner];
}
