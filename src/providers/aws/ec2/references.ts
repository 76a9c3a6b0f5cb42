/** What the arguments of EC2: networks, firewalls, gateways, endpoints name. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import {
  arnsOutside,
  errorText,
  groupRules,
  keyRules,
  nonBlockingSubnetRules,
  owningGroupRules,
  roleRules,
  rules,
  subnetRules,
  ADDRESS_IN_USE,
  NO_ADDRESS,
  NO_VPC,
} from "../shared/references";

const VPC_IN_USE = errorText("DependencyViolation", "The vpc '{value}' has dependencies and cannot be deleted.");
const NO_TABLE = errorText("InvalidRouteTableID.NotFound", "The routeTable ID '{value}' does not exist");
const NO_ACL = errorText("InvalidNetworkAclID.NotFound", "The network ACL ID '{value}' does not exist");
const NO_ENDPOINT = errorText("InvalidVpcEndpointId.NotFound", "The Vpc Endpoint Id '{value}' does not exist");
const NO_GATEWAY = errorText("InvalidGatewayID.NotFound", "The gateway ID '{value}' does not exist");
const TABLES = ["aws_route_table", "aws_default_route_table"];
const ACLS = ["aws_network_acl", "aws_default_network_acl"];

export const ec2References: readonly ReferenceRule[] = [
  ...rules(
    "aws_vpc",
    NO_VPC,
    [
      "aws_subnet.vpc_id",
      "aws_internet_gateway.vpc_id",
      "aws_egress_only_internet_gateway.vpc_id",
      "aws_vpc_endpoint.vpc_id",
      "aws_nat_gateway.vpc_id",
    ],
    { inUse: VPC_IN_USE },
  ),
  // What keeps a VPC of these is said there: its own companions do not.
  ...rules("aws_vpc", NO_VPC, [
    "aws_security_group.vpc_id",
    "aws_route_table.vpc_id",
    "aws_network_acl.vpc_id",
    "aws_default_security_group.vpc_id",
    "aws_flow_log.vpc_id",
    "aws_main_route_table_association.vpc_id",
    "aws_vpc_ipv4_cidr_block_association.vpc_id",
  ]),
  ...subnetRules([
    "aws_nat_gateway.subnet_id",
    "aws_vpc_endpoint.subnet_ids",
    "aws_vpc_endpoint.subnet_configuration.subnet_id",
    "aws_vpc_endpoint_subnet_association.subnet_id",
    "aws_launch_template.network_interfaces.subnet_id",
  ]),
  ...nonBlockingSubnetRules([
    "aws_route_table_association.subnet_id",
    "aws_flow_log.subnet_id",
    "aws_default_network_acl.subnet_ids",
    "aws_network_acl.subnet_ids",
  ]),
  ...rules(TABLES, NO_TABLE, [
    "aws_route.route_table_id",
    "aws_vpc_endpoint.route_table_ids",
    "aws_vpc_endpoint_route_table_association.route_table_id",
    "aws_main_route_table_association.route_table_id",
    "aws_default_route_table.default_route_table_id",
  ]),
  ...rules(TABLES, NO_TABLE, ["aws_route_table_association.route_table_id"], {
    inUse: errorText("DependencyViolation", "The routeTable '{value}' has dependencies and cannot be deleted."),
  }),
  ...rules(ACLS, NO_ACL, ["aws_default_network_acl.default_network_acl_id", "aws_network_acl_rule.network_acl_id"]),
  ...rules(
    "aws_internet_gateway",
    NO_GATEWAY,
    [
      "aws_route.gateway_id",
      "aws_route_table.route.gateway_id",
      "aws_default_route_table.route.gateway_id",
      "aws_route_table_association.gateway_id",
    ],
    { except: /^(local$|vgw-|vpce-)/ },
  ),
  ...rules("aws_egress_only_internet_gateway", NO_GATEWAY, [
    "aws_route.egress_only_gateway_id",
    "aws_route_table.route.egress_only_gateway_id",
  ]),
  ...rules("aws_nat_gateway", errorText("NatGatewayNotFound", "The Nat Gateway {value} was not found"), [
    "aws_route.nat_gateway_id",
    "aws_route_table.route.nat_gateway_id",
    "aws_default_route_table.route.nat_gateway_id",
    "aws_flow_log.regional_nat_gateway_id",
  ]),
  ...rules(
    "aws_eip",
    NO_ADDRESS,
    ["aws_nat_gateway.allocation_id", "aws_nat_gateway.secondary_allocation_ids", "aws_eip_association.allocation_id"],
    { inUse: ADDRESS_IN_USE },
  ),
  ...rules("aws_vpc_endpoint", NO_ENDPOINT, [
    "aws_vpc_endpoint_route_table_association.vpc_endpoint_id",
    "aws_vpc_endpoint_subnet_association.vpc_endpoint_id",
    "aws_vpc_endpoint_security_group_association.vpc_endpoint_id",
    "aws_vpc_endpoint_policy.vpc_endpoint_id",
    "aws_vpc_endpoint_private_dns.vpc_endpoint_id",
    "aws_route.vpc_endpoint_id",
    "aws_route_table.route.vpc_endpoint_id",
  ]),
  ...owningGroupRules([
    "aws_vpc_security_group_ingress_rule.security_group_id",
    "aws_vpc_security_group_egress_rule.security_group_id",
    "aws_security_group_rule.security_group_id",
  ]),
  ...groupRules([
    "aws_vpc_security_group_ingress_rule.referenced_security_group_id",
    "aws_vpc_security_group_egress_rule.referenced_security_group_id",
    "aws_security_group_rule.source_security_group_id",
    "aws_security_group.ingress.security_groups",
    "aws_security_group.egress.security_groups",
    "aws_launch_template.vpc_security_group_ids",
    "aws_launch_template.network_interfaces.security_groups",
    "aws_vpc_endpoint.security_group_ids",
    "aws_vpc_endpoint_security_group_association.security_group_id",
  ]),
  ...rules(
    "aws_cloudwatch_log_group",
    errorText("InvalidParameter", "LogDestination: {value} does not exist"),
    ["aws_flow_log.log_destination"],
    { attribute: "arn", except: arnsOutside("logs") },
  ),
  ...rules(
    "aws_s3_bucket",
    errorText("InvalidParameter", "LogDestination: {value} does not exist"),
    ["aws_flow_log.log_destination"],
    { attribute: "arn", except: /^(?!arn:[^:]*:s3:::[^/]+$)/ },
  ),
  ...roleRules(["aws_flow_log.iam_role_arn"], errorText("InvalidParameter", "The role {value} cannot be found")),
  ...rules(
    "aws_iam_instance_profile",
    errorText(
      "InvalidParameterValue",
      "Value ({value}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name",
    ),
    ["aws_launch_template.iam_instance_profile.name"],
    { attribute: "name" },
  ),
  ...rules(
    "aws_iam_instance_profile",
    errorText(
      "InvalidParameterValue",
      "Value ({value}) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN",
    ),
    ["aws_launch_template.iam_instance_profile.arn"],
    { attribute: "arn" },
  ),
  ...keyRules(["aws_launch_template.block_device_mappings.ebs.kms_key_id", "aws_ebs_volume.kms_key_id"]),
];
