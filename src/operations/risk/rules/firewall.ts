/** Firewall rules that let more in. */
import type { RiskRule } from "../model";

export const FIREWALL_RULES: readonly RiskRule[] = [
  {
    id: "exposure/ingress-rule-opened",
    risk: "exposure",
    types: ["aws_vpc_security_group_ingress_rule"],
    actions: ["create", "update", "replace"],
    when: [{ path: "cidr_ipv4", is: "letting-in" }],
    reason: "A firewall rule lets {after} in, where it was {before}.",
  },
  {
    id: "exposure/ingress-rule-opened-v6",
    risk: "exposure",
    types: ["aws_vpc_security_group_ingress_rule"],
    actions: ["create", "update", "replace"],
    when: [{ path: "cidr_ipv6", is: "letting-in" }],
    reason: "A firewall rule lets {after} in, where it was {before}.",
  },
  {
    id: "exposure/ports-opened",
    risk: "exposure",
    types: ["aws_vpc_security_group_ingress_rule", "aws_security_group_rule"],
    actions: ["update", "replace"],
    when: [{ path: "to_port", is: "more" }],
    reason: "A firewall rule lets more ports in: up to {after} instead of {before}.",
  },
  {
    id: "exposure/ports-opened-below",
    risk: "exposure",
    types: ["aws_vpc_security_group_ingress_rule", "aws_security_group_rule"],
    actions: ["update", "replace"],
    when: [{ path: "from_port", is: "less" }],
    reason: "A firewall rule lets more ports in: down to {after} instead of {before}.",
  },
  {
    id: "exposure/all-protocols",
    risk: "exposure",
    types: ["aws_vpc_security_group_ingress_rule"],
    actions: ["update", "replace"],
    when: [{ path: "ip_protocol", becomes: ["-1"] }],
    reason: "A firewall rule lets every protocol and port in.",
  },
  {
    id: "exposure/security-group-opened",
    risk: "exposure",
    types: ["aws_security_group", "aws_default_security_group"],
    actions: ["create", "update", "replace"],
    when: [{ path: "ingress.cidr_blocks", is: "letting-in" }],
    reason: "The security group lets {after} in, where it was {before}.",
  },
  {
    id: "exposure/security-group-rule-opened",
    risk: "exposure",
    types: ["aws_security_group_rule"],
    actions: ["create", "update", "replace"],
    when: [
      { path: "cidr_blocks", is: "letting-in" },
      { path: "type", will: ["ingress"] },
    ],
    reason: "A firewall rule lets {after} in, where it was {before}.",
  },
  {
    id: "exposure/security-group-opened-v6",
    risk: "exposure",
    types: ["aws_security_group", "aws_default_security_group"],
    actions: ["create", "update", "replace"],
    when: [{ path: "ingress.ipv6_cidr_blocks", is: "letting-in" }],
    reason: "The security group lets {after} in, where it was {before}.",
  },
  {
    id: "exposure/security-group-rule-opened-v6",
    risk: "exposure",
    types: ["aws_security_group_rule"],
    actions: ["create", "update", "replace"],
    when: [
      { path: "ipv6_cidr_blocks", is: "letting-in" },
      { path: "type", will: ["ingress"] },
    ],
    reason: "A firewall rule lets {after} in, where it was {before}.",
  },
];
