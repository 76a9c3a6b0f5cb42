/** What Azure asks of the way out of a network that is made. */
import type { SectionProblem } from "../../../model/component";
import { withoutStandardV2, ZONE_REDUNDANT_NAT } from "../../../targets/aks/nat-gateways";
import type { NetworkSection } from "../section";

type Nat = Pick<NetworkSection, "nat"> & { readonly azure: Pick<NetworkSection["azure"], "natSku" | "natZone"> };

/** A subnet over all zones has one gateway, whatever kind it is of. */
export function checkNat(section: Nat, location: string): readonly SectionProblem[] {
  return section.azure.natSku === "StandardV2" ? checkStandardV2(section, location) : checkStandard(section);
}

function checkStandard({ nat }: Nat): readonly SectionProblem[] {
  if (nat !== "per-zone") return [];
  return [
    {
      path: ["nat"],
      code: "NETWORK_NAT_ONE_ZONE",
      severity: "warning",
      message:
        "Nodes of all zones reach the internet by one gateway in one zone: Azure has none in each zone for a subnet that spans them.",
      remedy: `Write 'azure.natSku: StandardV2' here, with 'azure.provider: "${ZONE_REDUNDANT_NAT.since}"' at the top of the file: one gateway over all zones. Or write 'nat: single', which says what there is.`,
    },
  ];
}

function checkStandardV2({ nat, azure }: Nat, location: string): readonly SectionProblem[] {
  return [
    ...(nat === "none"
      ? [
          {
            path: ["azure", "natSku"],
            code: "NETWORK_NAT_CONTRADICTION",
            message: "'natSku' says of what kind the NAT gateway is, but the network has none ('nat: none').",
            remedy: "Leave it out, or write another 'nat'.",
          },
        ]
      : []),
    ...(azure.natZone === undefined
      ? []
      : [
          {
            path: ["azure", "natZone"],
            code: "NETWORK_NAT_CONTRADICTION",
            message: "A gateway of the kind StandardV2 stands in all zones, and in none of them alone.",
            remedy: "Leave out 'natZone', or write 'natSku: Standard'.",
          },
        ]),
    ...(withoutStandardV2.includes(location)
      ? [
          {
            path: ["azure", "natSku"],
            code: "NETWORK_NAT_NOT_IN_REGION",
            message: `The location '${location}' has no NAT gateways of the kind StandardV2.`,
            remedy: "Leave it out, or choose another location.",
          },
        ]
      : []),
  ];
}
