import type { Siblings } from "../../../../src/model/drift-facts";
import { describeRetold } from "../../../helpers/noise-cases";

const GROUP = "aws_security_group";
const ingress = (...ranges: string[]) => ({
  id: "sg-1",
  ingress: ranges.length === 0 ? [] : [{ protocol: "tcp", from_port: 5432, to_port: 5432, cidr_blocks: ranges }],
});
const rule = (range: string, group = "sg-1"): Siblings[number] => ({
  type: "aws_vpc_security_group_ingress_rule",
  values: { security_group_id: group, ip_protocol: "tcp", from_port: 5432, to_port: 5432, cidr_ipv4: range },
});

describeRetold([
  ["a rule of its own", GROUP, ingress(), ingress("10.0.0.0/16"), [rule("10.0.0.0/16")], true],
  ["somebody's range", GROUP, ingress(), ingress("10.0.0.0/16", "0.0.0.0/0"), [rule("10.0.0.0/16")], false],
  ["a rule that went", GROUP, ingress("10.0.0.0/16"), ingress(), [rule("10.0.0.0/16")], false],
  [
    "a rule that joined another's ports",
    GROUP,
    ingress("10.0.0.0/16"),
    ingress("10.0.0.0/16", "10.1.0.0/16"),
    [rule("10.0.0.0/16"), rule("10.1.0.0/16")],
    true,
  ],
  [
    "a range that went while another came",
    GROUP,
    ingress("10.0.0.0/16"),
    ingress("10.1.0.0/16"),
    [rule("10.0.0.0/16"), rule("10.1.0.0/16")],
    false,
  ],
  ["a rule of another group", GROUP, ingress(), ingress("10.0.0.0/16"), [rule("10.0.0.0/16", "sg-2")], false],
]);
