/** Ways out of a VPC: internet and NAT gateways, and their addresses. */
import type { Value } from "../../../rehearsal/protocol/value";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { addressIn, publicAddress } from "../shared/addresses";
import { attributeOf, findByAttribute, objectsInRealm } from "../shared/lookups";
import { ec2Id } from "../shared/naming";
import { doing, apiError, actualProblems } from "../shared/refusal";
import { patternedResource } from "../shared/patterned-resource";
import { locationOf, dnsSuffix } from "../shared/location";

const internetGateway = patternedResource(
  { id: "igw", arn: "ec2:internet-gateway/{id}", values: () => ({ vpc_id: "" }) },
  {
    refuse: (context, state, prior) => {
      const attached = state.vpc_id
        ? objectsInRealm(context, "aws_internet_gateway").find(
            ({ id, attributes }) => id !== state.id && attributes.vpc_id === state.vpc_id,
          )
        : undefined;
      const message = `resource ${textOf(state.vpc_id)} is already associated with ${attached?.id}`;
      return actualProblems(
        attached && apiError(doing(prior, "EC2 Internet Gateway"), "Resource.AlreadyAssociated", message),
      );
    },
    refuseDelete: (context, object) => {
      const vpc = textOf(object.attributes.vpc_id);
      const nat = objectsInRealm(context, "aws_nat_gateway").find(
        ({ attributes }) => vpc && attributes.connectivity_type !== "private" && vpcOf(context, attributes) === vpc,
      );
      return actualProblems(
        nat && {
          ...apiError(
            `detaching EC2 Internet Gateway (${object.id}) from VPC (${vpc})`,
            "DependencyViolation",
            `Network ${vpc} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
          ),
          detail: `aws_nat_gateway (${nat.id}) has one.`,
        },
      );
    },
  },
);

const eip = patternedResource({
  id: "eipalloc",
  arn: "ec2:elastic-ip/{id}",
  values: (context, state) => {
    const { region, partition } = locationOf(context, state);
    const address = publicAddress(context.digest("eip", context.realm, String(state.id)));
    const zone = region === "us-east-1" ? "compute-1" : `${region}.compute`;
    return {
      allocation_id: String(state.id),
      domain: "vpc",
      network_border_group: region,
      public_ip: address,
      public_dns: `ec2-${address.replaceAll(".", "-")}.${zone}.${dnsSuffix(partition)}`,
      public_ipv4_pool: "amazon",
      association_id: "",
      carrier_ip: "",
      customer_owned_ip: "",
      instance: "",
      ipam_pool_id: "",
      network_interface: "",
      private_dns: null,
      private_ip: "",
      ptr_record: "",
    };
  },
});

const nat = patternedResource(
  {
    id: "nat",
    values: (context, state) => {
      const id = String(state.id);
      const range = attributeOf(context, "aws_subnet", state.subnet_id, "cidr_block");
      const isPublic = state.connectivity_type !== "private";
      return {
        private_ip: addressIn(range, context.digest("nat", context.realm, id)),
        public_ip: attributeOf(context, "aws_eip", state.allocation_id, "public_ip") ?? "",
        network_interface_id: ec2Id(context, "eni", id),
        association_id: isPublic ? ec2Id(context, "eipassoc", id) : "",
        auto_provision_zones: "",
        auto_scaling_ips: "",
        regional_nat_gateway_address: [],
        regional_nat_gateway_auto_mode: "",
        route_table_id: "",
        secondary_private_ip_address_count: 0,
        secondary_private_ip_addresses: [],
      };
    },
  },
  {
    refuse: (context, state, prior) => {
      const start = doing(prior, "EC2 NAT Gateway");
      if (state.connectivity_type === "private") return [];
      const vpc = vpcOf(context, state);
      const allocation = textOf(state.allocation_id);
      const holder = allocation
        ? objectsInRealm(context, "aws_nat_gateway").find(
            ({ id, attributes }) => id !== state.id && addressesOf(attributes).includes(allocation),
          )
        : undefined;
      return actualProblems(
        !allocation && apiError(start, "MissingParameter", "The request must contain the parameter AllocationId"),
        holder &&
          apiError(start, "Resource.AlreadyAssociated", `Elastic IP address [${allocation}] is already associated`),
        vpc !== undefined &&
          !findByAttribute(context, "aws_internet_gateway", "vpc_id", vpc) &&
          apiError(start, "Gateway.NotAttached", `Network ${vpc} has no Internet gateway attached`),
      );
    },
  },
);

const addressesOf = (state: { readonly [name: string]: Value }): readonly string[] => [
  textOf(state.allocation_id) ?? "",
  ...textsOf(state.secondary_allocation_ids),
];

const vpcOf = (context: BehaviourContext, state: { readonly [name: string]: Value }): string | undefined =>
  attributeOf(context, "aws_subnet", state.subnet_id, "vpc_id");

export const gatewayTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_internet_gateway: internetGateway,
  aws_egress_only_internet_gateway: patternedResource({ id: "eigw" }),
  aws_eip: eip,
  aws_eip_association: patternedResource({
    id: "eipassoc",
    values: (context, state) => ({
      instance_id: "",
      network_interface_id: ec2Id(context, "eni", String(state.instance_id)),
      public_ip: attributeOf(context, "aws_eip", state.allocation_id, "public_ip") ?? "",
      private_ip_address: "",
    }),
  }),
  aws_nat_gateway: nat,
};
