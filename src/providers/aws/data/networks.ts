/** Data sources of EC2: found by id, by tags, or by EC2's filters. */
import type { DataSourceBehaviour } from "../../../rehearsal/engine/behaviour";
import type { WorldObject } from "../../../rehearsal/world/world";
import { objectOf, type Value } from "../../../rehearsal/protocol/value";
import { textOf } from "../../../rehearsal/engine/attributes";
import { parseIpv4Range, rangeSize } from "../../../model/cidr";
import { RESERVED_ADDRESSES } from "../shared/addresses";
import { IS_DEFAULT } from "../ec2/vpc";
import { attributeGetter, idOf, listDataSource, singleDataSource, type Search } from "./find-objects";
import { interfaces } from "./network-interfaces";

const VPC: Search = {
  type: "aws_vpc",
  by: { id: "id", cidr_block: "cidr_block", dhcp_options_id: "dhcp_options_id" },
  filters: { "vpc-id": "id", cidr: "cidr_block" },
};

const SUBNET: Search = {
  type: "aws_subnet",
  by: {
    id: "id",
    vpc_id: "vpc_id",
    availability_zone: "availability_zone",
    availability_zone_id: "availability_zone_id",
    cidr_block: "cidr_block",
  },
  filters: {
    "subnet-id": "id",
    "cidr-block": "cidr_block",
    availabilityZone: "availability_zone",
    "availability-zone": "availability_zone",
  },
};

const GROUP: Search = {
  type: "aws_security_group",
  by: { id: "id", name: "name", vpc_id: "vpc_id" },
  filters: { "group-id": "id", "group-name": "name" },
};

const TABLE: Search = {
  type: "aws_route_table",
  by: { route_table_id: "id", vpc_id: "vpc_id" },
  filters: { "route-table-id": "id", "association.main": IS_DEFAULT },
};

const freeAddresses = ({ attributes }: WorldObject): number => {
  const range = parseIpv4Range(textOf(attributes.cidr_block) ?? "");
  return range ? Number(rangeSize(range)) - RESERVED_ADDRESSES : 0;
};

const associations = ({ id, attributes }: WorldObject): Value => [
  objectOf([
    ["association_id", id.replace("vpc-", "vpc-cidr-assoc-")],
    ["cidr_block", attributes.cidr_block ?? null],
    ["state", "associated"],
  ]),
];

export const networkData: { readonly [type: string]: DataSourceBehaviour } = {
  aws_vpc: singleDataSource({
    ...VPC,
    missing: "no matching EC2 VPC found",
    values: (object) => ({ default: false, state: "available", cidr_block_associations: associations(object) }),
  }),
  aws_vpcs: listDataSource(VPC, { ids: idOf }),
  aws_subnet: singleDataSource({
    ...SUBNET,
    missing: "no matching EC2 Subnet found",
    values: (object) => ({
      default_for_az: false,
      state: "available",
      available_ip_address_count: freeAddresses(object),
    }),
  }),
  aws_subnets: listDataSource(SUBNET, { ids: idOf }),
  aws_network_interfaces: { read: interfaces },
  aws_security_group: singleDataSource({ ...GROUP, missing: "no matching EC2 Security Group found" }),
  aws_security_groups: listDataSource(GROUP, {
    ids: idOf,
    arns: attributeGetter("arn"),
    vpc_ids: attributeGetter("vpc_id"),
  }),
  aws_route_table: singleDataSource({
    ...TABLE,
    missing: "query returned no results. Please change your search criteria and try again",
    values: ({ id }) => ({ route_table_id: id, routes: [], associations: [] }),
  }),
  aws_route_tables: listDataSource(TABLE, { ids: idOf }),
  aws_nat_gateways: listDataSource(
    { type: "aws_nat_gateway", by: {}, filters: { "nat-gateway-id": "id" } },
    { ids: idOf },
  ),
  aws_internet_gateway: singleDataSource({
    type: "aws_internet_gateway",
    by: { internet_gateway_id: "id" },
    filters: { "internet-gateway-id": "id", "attachment.vpc-id": "vpc_id" },
    missing: "no matching EC2 Internet Gateway found",
    values: ({ id, attributes }) => ({
      internet_gateway_id: id,
      attachments: [
        objectOf([
          ["state", "available"],
          ["vpc_id", attributes.vpc_id ?? null],
        ]),
      ],
    }),
  }),
  aws_launch_template: singleDataSource({
    type: "aws_launch_template",
    by: { id: "id", name: "name" },
    missing: "no matching EC2 Launch Template found",
  }),
};
