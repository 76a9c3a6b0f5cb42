/** What is known of security groups, their rules, and prefix lists. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { mirroredRules } from "./mirrored-rules";
import { CUMULATIVE_TYPES, letsMoreIn } from "./security-group-openings";

const GROUPS = ["aws_security_group", "aws_default_security_group"];
const INGRESS = "aws_vpc_security_group_ingress_rule";
const EGRESS = "aws_vpc_security_group_egress_rule";
/** One type for both directions. */
const RULE = "aws_security_group_rule";

export const firewallFacts: ServiceFacts = {
  judgedTogether: CUMULATIVE_TYPES,
  mirrored: mirroredRules,
  rules: [
    {
      id: "exposure/ingress-rule-opened",
      risk: "exposure",
      types: [INGRESS],
      actions: ["create", "update", "replace"],
      when: [letsMoreIn("cidr_ipv4")],
      reason: "A firewall rule lets {after} in, where it was {before}.",
    },
    {
      id: "exposure/ingress-rule-opened-v6",
      risk: "exposure",
      types: [INGRESS],
      actions: ["create", "update", "replace"],
      when: [letsMoreIn("cidr_ipv6")],
      reason: "A firewall rule lets {after} in, where it was {before}.",
    },
    {
      id: "exposure/ports-opened",
      risk: "exposure",
      types: [INGRESS, RULE],
      actions: ["update", "replace"],
      when: [{ path: "to_port", is: "more" }],
      reason: "A firewall rule lets more ports in: up to {after} instead of {before}.",
    },
    {
      id: "exposure/ports-opened-below",
      risk: "exposure",
      types: [INGRESS, RULE],
      actions: ["update", "replace"],
      when: [{ path: "from_port", is: "less" }],
      reason: "A firewall rule lets more ports in: down to {after} instead of {before}.",
    },
    {
      id: "exposure/all-protocols",
      risk: "exposure",
      types: [INGRESS],
      actions: ["update", "replace"],
      when: [{ path: "ip_protocol", becomes: ["-1"] }],
      reason: "A firewall rule lets every protocol and port in.",
    },
    {
      id: "exposure/security-group-opened",
      risk: "exposure",
      types: GROUPS,
      actions: ["create", "update", "replace"],
      when: [letsMoreIn("ingress.cidr_blocks")],
      reason: "The security group lets {after} in, where it was {before}.",
    },
    {
      id: "exposure/security-group-rule-opened",
      risk: "exposure",
      types: [RULE],
      actions: ["create", "update", "replace"],
      when: [letsMoreIn("cidr_blocks"), { path: "type", will: ["ingress"] }],
      reason: "A firewall rule lets {after} in, where it was {before}.",
    },
    {
      id: "exposure/security-group-opened-v6",
      risk: "exposure",
      types: GROUPS,
      actions: ["create", "update", "replace"],
      when: [letsMoreIn("ingress.ipv6_cidr_blocks")],
      reason: "The security group lets {after} in, where it was {before}.",
    },
    {
      id: "exposure/security-group-rule-opened-v6",
      risk: "exposure",
      types: [RULE],
      actions: ["create", "update", "replace"],
      when: [letsMoreIn("ipv6_cidr_blocks"), { path: "type", will: ["ingress"] }],
      reason: "A firewall rule lets {after} in, where it was {before}.",
    },
    {
      id: "exposure/prefix-list-opened",
      risk: "exposure",
      types: ["aws_ec2_managed_prefix_list"],
      actions: ["create", "update", "replace"],
      when: [{ path: "entry.cidr", is: "opening" }],
      reason: "Every rule that names this prefix list lets {after} in, where it was {before}.",
    },
    {
      id: "exposure/prefix-list-entry-opened",
      risk: "exposure",
      types: ["aws_ec2_managed_prefix_list_entry"],
      actions: ["create", "update", "replace"],
      when: [{ path: "cidr", is: "opening" }],
      reason: "Every rule that names this prefix list lets {after} in, where it was {before}.",
    },
    {
      id: "downtime/let-in-no-more",
      risk: "downtime",
      types: [INGRESS, RULE, EGRESS],
      actions: ["delete", "replace"],
      unless: [{ is: "made-before" }],
      reason: "What it let through is refused at once.",
    },
  ],
};
