/** Subnets: a range of a VPC's in one zone. */
import { awsRegions, zoneId } from "../../../targets/eks/regions";
import type { ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { textOf } from "../../../rehearsal/engine/attributes";
import { contains, overlaps, parseIpv4Range } from "../../../model/cidr";
import { attributeOf, objectsInRealm } from "../shared/lookups";
import { doing, apiError, actualProblems } from "../shared/refusal";
import { patternedResource } from "../shared/patterned-resource";
import { locationOf } from "../shared/location";
import { PREFIXES } from "./vpc";

/** The zone that is asked for by name or id; undefined if none is. */
function zoneOf(context: BehaviourContext, state: ValueObject): string | undefined {
  const id = textOf(state.availability_zone_id);
  const zones = awsRegions[locationOf(context, state).region]?.zones ?? [];
  return textOf(state.availability_zone) ?? (id && (zones.find((zone) => zoneId(zone) === id) ?? id));
}

const subnet = patternedResource(
  {
    id: "subnet",
    arn: "ec2:subnet/{id}",
    values: (context, state) => {
      const { region } = locationOf(context, state);
      const zone = zoneOf(context, state) ?? awsRegions[region]?.zones[0] ?? `${region}a`;
      return {
        availability_zone: zone,
        availability_zone_id: zoneId(zone),
        private_dns_hostname_type_on_launch: "ip-name",
        ipv6_cidr_block_association_id: "",
      };
    },
  },
  {
    refuse: (context, state, prior) => {
      const start = doing(prior, "EC2 Subnet");
      const { region } = locationOf(context, state);
      const zone = zoneOf(context, state);
      const regionZones = awsRegions[region]?.zones ?? [];
      const cidr = textOf(state.cidr_block);
      const range = parseIpv4Range(cidr ?? "");
      const networks = rangesOf(context, state.vpc_id);
      const isInVpcRange =
        range === undefined ||
        (range.prefix >= PREFIXES.min &&
          range.prefix <= PREFIXES.max &&
          (networks.length === 0 || networks.some((network) => contains(network, range))));
      const other = objectsInRealm(context, "aws_subnet").find((object) => {
        const taken = parseIpv4Range(textOf(object.attributes.cidr_block) ?? "");
        const same = object.id !== state.id && object.attributes.vpc_id === state.vpc_id;
        return same && range && taken && overlaps(range, taken);
      });
      return actualProblems(
        zone !== undefined &&
          !regionZones.includes(zone) &&
          apiError(
            start,
            "InvalidParameterValue",
            `Value (${zone}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${regionZones.join(", ")}.`,
          ),
        !isInVpcRange && apiError(start, "InvalidSubnet.Range", `The CIDR '${cidr}' is invalid.`),
        other && {
          ...apiError(start, "InvalidSubnet.Conflict", `The CIDR '${cidr}' conflicts with another subnet`),
          detail: `${other.id} has ${textOf(other.attributes.cidr_block)}.`,
        },
      );
    },
  },
);

/** The ranges of a VPC: its own, and those associated with it later. */
function rangesOf(context: BehaviourContext, vpc: ValueObject[string] | undefined) {
  const more = objectsInRealm(context, "aws_vpc_ipv4_cidr_block_association").filter(
    ({ attributes }) => attributes.vpc_id === vpc,
  );
  return [
    attributeOf(context, "aws_vpc", vpc, "cidr_block"),
    ...more.map(({ attributes }) => textOf(attributes.cidr_block)),
  ]
    .map((cidr) => parseIpv4Range(cidr ?? ""))
    .filter((range) => range !== undefined);
}

export const subnetTypes: { readonly [type: string]: ResourceBehaviour } = { aws_subnet: subnet };
