/** What EKS asks of the zones and ranges of `cluster`, beside those of the section `network`. */
import type { SectionContext, SectionProblem } from "../../../model/component";
import { checkZone } from "../../network/aws/check-zone";
import { type AddressRange, contains, hasHostBits, parseIpv4Range } from "../../../model/cidr";
import type { NetworkSection } from "../../network/section";
import { serviceOverlap } from "../check";

/** What the section `network` says of the network, made or existing. */
export interface NetworkFacts {
  /** Sorted; empty if the section is missing or broken: that is said there. */
  readonly zones: readonly string[];
  /** Of a network that exists; that of one that is made is a neutral field, and checked on every target. */
  readonly existingCidr?: string;
}

export function networkFacts({ sections }: Pick<SectionContext, "sections">): NetworkFacts {
  const network = sections["network"] as NetworkSection | undefined;
  const { existing, zones = [] } = network?.aws ?? {};
  if (!existing) return { zones: [...zones].sort() };
  return { zones: Object.keys(existing.subnets.private).sort(), existingCidr: existing.cidr };
}

/** Whoever asks for the zone, it is the network that lacks it; and where its zones are wrong, that is told. */
export function missingZoneCause(zone: string): Pick<SectionProblem, "cause" | "reliesOn"> {
  return { cause: `zone ${zone} not in network`, reliesOn: ["network", "aws", "zones"] };
}

/** EKS wants network interfaces of the control plane in two zones, and never lets them move to others. */
const MIN_CONTROL_PLANE_ZONES = 2;

export function checkControlPlaneZones(
  zones: readonly string[],
  network: NetworkFacts,
  region: string,
): readonly SectionProblem[] {
  const problems = zones.flatMap((zone, index): readonly SectionProblem[] => {
    const path = ["aws", "controlPlaneZones", index];
    const zoneProblems = checkZone(zone, region, path);
    if (zoneProblems.length > 0) return zoneProblems;
    if (zones.indexOf(zone) !== index) {
      return [{ path, code: "CLUSTER_CONTROL_PLANE_ZONE_TWICE", message: `'${zone}' is named twice.` }];
    }
    if (network.zones.length === 0 || network.zones.includes(zone)) return [];
    return [
      {
        path,
        code: "CLUSTER_CONTROL_PLANE_ZONE_NOT_IN_NETWORK",
        message: `The control plane is to stand in '${zone}', where the network has no subnets.`,
        remedy: `Write 'aws.controlPlaneZones' with two or more of ${network.zones.join(", ")}; they are fixed when the cluster is made.`,
        ...missingZoneCause(zone),
      },
    ];
  });
  if (new Set(zones).size >= MIN_CONTROL_PLANE_ZONES) return problems;
  return [
    ...problems,
    {
      path: ["aws", "controlPlaneZones"],
      code: "CLUSTER_TOO_FEW_CONTROL_PLANE_ZONES",
      message: `EKS puts the control plane's network interfaces into ${MIN_CONTROL_PLANE_ZONES} zones or more, but ${zones.length === 0 ? "none is" : `only ${zones.join(", ")} is`} named.`,
      remedy: "Give the network two zones or more, and name them under 'aws.controlPlaneZones'.",
    },
  ];
}

/** What EKS takes for Services (docs.aws.amazon.com/eks/latest/APIReference/API_KubernetesNetworkConfigRequest.html). */
const SERVICE_PREFIX = { min: 12, max: 24 };
const SERVICE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

function isServiceRange(range: AddressRange): boolean {
  const allowed = SERVICE_RANGES.map(parseIpv4Range);
  return (
    range.prefix >= SERVICE_PREFIX.min &&
    range.prefix <= SERVICE_PREFIX.max &&
    allowed.some((outer) => outer !== undefined && contains(outer, range))
  );
}

export function checkServiceRange(serviceCidr: string, { existingCidr }: NetworkFacts): readonly SectionProblem[] {
  const range = parseIpv4Range(serviceCidr);
  if (range && !hasHostBits(serviceCidr) && isServiceRange(range)) return serviceOverlap(serviceCidr, existingCidr);
  return [
    {
      path: ["serviceCidr"],
      code: "CLUSTER_SERVICE_CIDR_NOT_PRIVATE",
      message: `EKS does not take ${serviceCidr} for Services: it wants a private range of /${SERVICE_PREFIX.min} to /${SERVICE_PREFIX.max}.`,
      remedy: `Choose a range of /${SERVICE_PREFIX.min} to /${SERVICE_PREFIX.max} from ${SERVICE_RANGES.join(", ")}, such as 172.20.0.0/16.`,
    },
  ];
}
