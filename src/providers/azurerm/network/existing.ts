/** Networks, subnets and zones that a file names, and nobody made in this world. */
import { formatRange, parseIpv4Range, subRange } from "../../../model/cidr";
import type { ExistingObject } from "../../../model/existing";
import { objectOf } from "../../../rehearsal/protocol/value";
import { lastPart, parentId } from "../shared/arm-ids";
import type { NamedObject } from "../shared/named-object";

type Kind<K extends ExistingObject["kind"]> = Extract<ExistingObject, { kind: K }>;

export const existingNetwork = ({ id, cidr, subnets }: Kind<"network">): readonly NamedObject[] => [
  { type: "azurerm_virtual_network", id, attributes: { address_space: [cidr] } },
  ...rangesOf(cidr, subnets.length).flatMap((range, index) => {
    const named = subnets[index];
    return named ? subnetOf(named, [range]) : [];
  }),
];

/** Of a network of which nothing is said, not even its range. */
export const existingSubnet = (thing: Kind<"subnet">): readonly NamedObject[] => subnetOf(thing, []);

type Subnet = Kind<"network">["subnets"][number];

/** The subnet, and the way out that its owner has given it: by which gateway, nobody has said. */
function subnetOf({ id, delegation, wayOut }: Subnet, ranges: string[]): readonly NamedObject[] {
  const given =
    delegation === undefined
      ? []
      : [
          objectOf([
            ["name", "service"],
            ["service_delegation", [objectOf([["name", delegation]])]],
          ]),
        ];
  return [
    {
      type: "azurerm_subnet",
      id,
      attributes: { virtual_network_name: lastPart(parentId(id)), address_prefixes: ranges, delegation: given },
    },
    ...(wayOut ? [{ type: "azurerm_subnet_nat_gateway_association", id, attributes: { subnet_id: id } }] : []),
  ];
}

/** Where each of so many subnets stands is not known: they share the network's range. */
function rangesOf(cidr: string, count: number): readonly string[] {
  const range = parseIpv4Range(cidr);
  const bits = Math.ceil(Math.log2(Math.max(count, 1)));
  return Array.from({ length: count }, (_, index) =>
    range === undefined ? cidr : formatRange(subRange(range, bits, index)),
  );
}

/** A zone, and the link that its owner has made: with which network, nobody has said. */
export function existingZone({ id, name, linked }: Kind<"dns-zone">): readonly NamedObject[] {
  if (!/\/privateDnsZones\//i.test(id)) return [{ type: "azurerm_dns_zone", id, attributes: { name } }];
  const link = { private_dns_zone_name: name, virtual_network_id: null, registration_enabled: false };
  return [
    { type: "azurerm_private_dns_zone", id, attributes: { name } },
    ...(linked
      ? [
          {
            type: "azurerm_private_dns_zone_virtual_network_link",
            id: `${id}/virtualNetworkLinks/existing`,
            attributes: link,
          },
        ]
      : []),
  ];
}
