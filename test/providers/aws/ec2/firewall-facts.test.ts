import { firewallFacts } from "../../../../src/providers/aws/ec2/firewall-facts";
import { describeRules, one } from "../../../helpers/rule-cases";
import { change, create, remove } from "../../../operations/risk/changes";

const RULE = "aws_vpc_security_group_ingress_rule";
const OLD = { cidr_ipv4: "10.0.0.0/16" };
const entries = (...ranges: readonly string[]): object => ({ entry: ranges.map((cidr) => ({ cidr })) });

describeRules(firewallFacts, {
  "exposure/ingress-rule-opened": one(
    change(RULE, OLD, { cidr_ipv4: "10.0.0.0/8" }),
    change(RULE, OLD, { cidr_ipv4: "10.0.1.0/24" }),
  ),
  "exposure/ingress-rule-opened-v6": one(create(RULE, { cidr_ipv6: "::/0" }), create(RULE, { cidr_ipv6: "fd00::/8" })),
  "exposure/ports-opened": one(
    change(RULE, { to_port: 443 }, { to_port: 9000 }),
    change(RULE, { to_port: 443 }, { to_port: 80 }),
  ),
  "exposure/ports-opened-below": one(
    change(RULE, { from_port: 443 }, { from_port: 22 }),
    change(RULE, { from_port: 443 }, { from_port: 8443 }),
  ),
  "exposure/all-protocols": one(
    change(RULE, { ip_protocol: "tcp" }, { ip_protocol: "-1" }),
    change(RULE, { ip_protocol: "-1" }, { ip_protocol: "tcp" }),
  ),
  "exposure/security-group-opened": one(
    change("aws_security_group", { ingress: [] }, { ingress: [{ cidr_blocks: ["0.0.0.0/0"] }] }),
    change("aws_security_group", { ingress: [{ cidr_blocks: ["0.0.0.0/0"] }] }, { ingress: [] }),
  ),
  "exposure/security-group-rule-opened": one(
    create("aws_security_group_rule", { type: "ingress", cidr_blocks: ["0.0.0.0/0"] }),
    create("aws_security_group_rule", { type: "egress", cidr_blocks: ["0.0.0.0/0"] }),
  ),
  "exposure/security-group-opened-v6": one(
    change("aws_security_group", { ingress: [] }, { ingress: [{ ipv6_cidr_blocks: ["::/0"] }] }),
    change("aws_security_group", { ingress: [{ ipv6_cidr_blocks: ["::/0"] }] }, { ingress: [] }),
  ),
  "exposure/security-group-rule-opened-v6": one(
    create("aws_security_group_rule", { type: "ingress", ipv6_cidr_blocks: ["::/0"] }),
    create("aws_security_group_rule", { type: "egress", ipv6_cidr_blocks: ["::/0"] }),
  ),
  "exposure/prefix-list-opened": one(
    change("aws_ec2_managed_prefix_list", entries("10.0.0.0/8"), entries("0.0.0.0/1", "128.0.0.0/1")),
    change("aws_ec2_managed_prefix_list", entries("10.0.0.0/8"), entries("10.0.0.0/9", "10.128.0.0/9")),
  ),
  "exposure/prefix-list-entry-opened": one(
    create("aws_ec2_managed_prefix_list_entry", { cidr: "::/0" }),
    create("aws_ec2_managed_prefix_list_entry", { cidr: "10.0.0.0/8" }),
  ),
  "downtime/let-in-no-more": one(remove(RULE), create(RULE, OLD)),
});
