/** VPCs, and what AWS brings with each: a security group, a route table and a network ACL of its own. */
import type { Value } from "../../../rehearsal/protocol/value";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import type { WorldObject } from "../../../rehearsal/world/world";
import { textOf } from "../../../rehearsal/engine/attributes";
import { parseIpv4Range } from "../../../model/cidr";
import { addCompanion, findByAttribute, objectsInRealm, removeCompanion } from "../shared/lookups";
import { ec2Id } from "../shared/naming";
import { doing, apiError, actualProblems } from "../shared/refusal";
import { arnOf, patternedResource } from "../shared/patterned-resource";
import { locationOf } from "../shared/location";

/** Ids of what AWS creates with a VPC, derived from the VPC's id. */
function companionIds(context: BehaviourContext, vpc: string) {
  return {
    group: ec2Id(context, "sg", vpc),
    table: ec2Id(context, "rtb", vpc),
    acl: ec2Id(context, "acl", vpc),
    options: ec2Id(context, "dopt"),
  };
}

/** The sizes that a VPC and a subnet may have (docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html). */
export const PREFIXES = { min: 16, max: 28 } as const;

const vpc = patternedResource(
  {
    id: "vpc",
    arn: "ec2:vpc/{id}",
    values: (context, state) => {
      const { group, table, acl, options } = companionIds(context, String(state.id));
      return {
        default_network_acl_id: acl,
        default_route_table_id: table,
        default_security_group_id: group,
        main_route_table_id: table,
        dhcp_options_id: options,
        enable_dns_hostnames: false,
        enable_network_address_usage_metrics: false,
        ipv6_association_id: "",
        ipv6_cidr_block: "",
        ipv6_cidr_block_network_border_group: "",
      };
    },
  },
  {
    refuse: (_context, state, prior) => {
      const cidr = textOf(state.cidr_block);
      const range = parseIpv4Range(cidr ?? "");
      const [dns, hostnames] = [state.enable_dns_support, state.enable_dns_hostnames];
      return actualProblems(
        range !== undefined &&
          (range.prefix < PREFIXES.min || range.prefix > PREFIXES.max) &&
          apiError(doing(prior, "EC2 VPC"), "InvalidVpc.Range", `The CIDR '${cidr}' is invalid.`),
        dns === false &&
          hostnames === true &&
          apiError(
            doing(prior, "EC2 VPC"),
            "InvalidParameterCombination",
            "enableDnsHostnames needs enableDnsSupport to be true.",
          ),
      );
    },
    created: (context, { id }) => {
      const { group, table, acl } = companionIds(context, id);
      const location = locationOf(context);
      const common = { vpc_id: id, owner_id: location.account, [IS_DEFAULT]: true };
      const arn = (kind: string, of: string): string => arnOf(context, { id: of }, `ec2:${kind}/{id}`);
      addCompanion(context, "aws_security_group", group, {
        ...common,
        arn: arn("security-group", group),
        name: "default",
        name_prefix: "",
        description: "default VPC security group",
        ingress: [],
        egress: [],
      });
      addCompanion(context, "aws_route_table", table, {
        ...common,
        arn: arn("route-table", table),
        route: [],
        propagating_vgws: [],
      });
      addCompanion(context, "aws_network_acl", acl, {
        ...common,
        arn: arn("network-acl", acl),
        ingress: [],
        egress: [],
        subnet_ids: [],
      });
    },
    refuseDelete: (context, object) =>
      // What was made in it; its own companions go with it. Subnets, gateways and endpoints stand in the references.
      ["aws_security_group", "aws_route_table", "aws_network_acl"]
        .flatMap((type) => objectsInRealm(context, type))
        .filter(({ attributes }) => attributes.vpc_id === object.id && attributes[IS_DEFAULT] !== true)
        .slice(0, 1)
        .map((other) => {
          const message = `The vpc '${object.id}' has dependencies and cannot be deleted.`;
          return {
            ...apiError(`deleting EC2 VPC (${object.id})`, "DependencyViolation", message),
            detail: `It still holds ${other.type} (${other.id}).`,
          };
        }),
    deleted: (context, { id }) => {
      const { group, table, acl } = companionIds(context, id);
      removeCompanion(context, "aws_security_group", group);
      removeCompanion(context, "aws_route_table", table);
      removeCompanion(context, "aws_network_acl", acl);
    },
  },
);

/** Marks what came with a VPC. */
export const IS_DEFAULT = "is_default";

interface DefaultResource {
  readonly type: string;
  readonly kind: string;
  readonly what: string;
  /** The argument that says which one. */
  readonly by: string;
  readonly values?: { readonly [name: string]: Value };
}

/** `aws_default_*` adopts what AWS created with the VPC: creating it keeps the object's id, destroying it leaves the object. */
function defaultResource({ type, kind, what, by, values }: DefaultResource): ResourceBehaviour {
  const target = (context: BehaviourContext, state: { readonly [name: string]: Value }): WorldObject | undefined =>
    by === "vpc_id"
      ? objectsInRealm(context, type).find(
          ({ attributes }) => attributes.vpc_id === state.vpc_id && attributes[IS_DEFAULT] === true,
        )
      : findByAttribute(context, type, "id", state[by]);
  return {
    id: (context, planned) => target(context, planned)?.id ?? "",
    computed: (context, state) => ({
      ...values,
      arn: arnOf(context, state, `ec2:${kind}/{id}`),
      owner_id: locationOf(context, state).account,
      vpc_id: target(context, state)?.attributes.vpc_id ?? null,
    }),
    refuse: (context, state) =>
      target(context, state)
        ? []
        : [apiError(`reading ${what}`, "NotFound", `${textOf(state[by]) ?? "the account"} has no ${what} to adopt`)],
  };
}

export const vpcTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_vpc: vpc,
  aws_vpc_dhcp_options: patternedResource({ id: "dopt", arn: "ec2:dhcp-options/{id}" }),
  aws_vpc_ipv4_cidr_block_association: patternedResource({ id: "vpc-cidr-assoc" }),
  aws_default_security_group: defaultResource({
    type: "aws_security_group",
    kind: "security-group",
    what: "EC2 Default Security Group",
    by: "vpc_id",
    values: { name: "default", name_prefix: "", description: "default VPC security group", ingress: [], egress: [] },
  }),
  aws_default_route_table: defaultResource({
    type: "aws_route_table",
    kind: "route-table",
    what: "EC2 Default Route Table",
    by: "default_route_table_id",
    values: { route: [] },
  }),
  aws_default_network_acl: defaultResource({
    type: "aws_network_acl",
    kind: "network-acl",
    what: "EC2 Default Network ACL",
    by: "default_network_acl_id",
  }),
};
