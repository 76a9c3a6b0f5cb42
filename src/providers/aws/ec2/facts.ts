/** What is known of networks, their ways out, instances and volumes. Firewalls stand beside it. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { mirroredRoutes } from "./route-facts";
import { endpointGoneRule, policyGainsRule, auditGoneRule } from "../shared/rules";

const INSTANCES = ["aws_launch_template", "aws_instance"];

export const ec2Facts: ServiceFacts = {
  holdsData: {
    aws_ebs_volume: "a volume's files",
    aws_ebs_snapshot: "a backup",
  },
  billed: ["aws_nat_gateway", "aws_eip", "aws_instance"],
  noise: [
    {
      name: "autoscaled-group",
      types: ["aws_autoscaling_group"],
      attribute: /^desired_capacity$/,
      reason: "The autoscaler sets it; the configuration says the least and the most only.",
    },
  ],
  mirrored: [mirroredRoutes],
  rules: [
    policyGainsRule("aws_vpc_endpoint"),
    {
      id: "exposure/public-subnet",
      risk: "exposure",
      types: ["aws_subnet"],
      actions: ["update", "replace"],
      when: [{ path: "map_public_ip_on_launch", becomes: [true] }],
      reason: "What starts in this subnet gets a public address.",
    },
    {
      id: "exposure/metadata-tokens",
      risk: "exposure",
      types: INSTANCES,
      actions: ["create", "update", "replace"],
      when: [{ path: "metadata_options.http_tokens", becomes: ["optional"] }],
      reason: "The node's credentials can be asked for without a session token (IMDSv1).",
    },
    {
      id: "exposure/metadata-hops",
      risk: "exposure",
      types: INSTANCES,
      actions: ["update", "replace"],
      when: [{ path: "metadata_options.http_put_response_hop_limit", is: "more" }],
      reason: "Pods can reach the node's credentials: {after} hops instead of {before}.",
    },
    auditGoneRule("aws_flow_log"),
    {
      id: "downtime/way-out",
      risk: "downtime",
      types: ["aws_nat_gateway", "aws_internet_gateway", "aws_route", "aws_route_table_association", "aws_route_table"],
      actions: ["delete", "replace"],
      unless: [{ is: "made-before" }],
      reason:
        "Connections through it break, and are refused until the new one is there (a NAT gateway: a minute or two).",
    },
    {
      id: "downtime/address",
      risk: "downtime",
      types: ["aws_eip"],
      actions: ["delete", "replace"],
      reason: "The public address changes: whoever has it on an allow-list refuses what comes from the new one.",
    },
    endpointGoneRule("aws_vpc_endpoint"),
    {
      id: "downtime/network-gone",
      risk: "downtime",
      types: ["aws_vpc", "aws_subnet"],
      actions: ["delete", "replace"],
      reason: "Everything in it has to go before: the cloud refuses it otherwise.",
    },
    {
      id: "cost/endpoint-added",
      risk: "cost",
      direction: "up",
      types: ["aws_vpc_endpoint"],
      actions: ["create"],
      when: [{ path: "vpc_endpoint_type", will: ["Interface"] }],
      reason: "An interface endpoint is paid for by the hour in each zone.",
    },
  ],
};
