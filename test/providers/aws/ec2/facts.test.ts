import { ec2Facts } from "../../../../src/providers/aws/ec2/facts";
import { describeRules, granted, one, unlessExchanged } from "../../../helpers/rule-cases";
import { change, create, exchange, remove, replace } from "../../../operations/risk/changes";
import { describeNoise } from "../../../helpers/noise-cases";

const template = (options: object): object => ({ metadata_options: [options] });

describeRules(ec2Facts, {
  "exposure/public-subnet": one(
    change("aws_subnet", { map_public_ip_on_launch: false }, { map_public_ip_on_launch: true }),
    create("aws_subnet", { map_public_ip_on_launch: true }),
  ),
  "exposure/metadata-tokens": one(
    change("aws_launch_template", template({ http_tokens: "required" }), template({ http_tokens: "optional" })),
    create("aws_launch_template", template({ http_tokens: "required" })),
  ),
  "exposure/metadata-hops": one(
    change(
      "aws_launch_template",
      template({ http_put_response_hop_limit: 1 }),
      template({ http_put_response_hop_limit: 2 }),
    ),
    change(
      "aws_launch_template",
      template({ http_put_response_hop_limit: 2 }),
      template({ http_put_response_hop_limit: 1 }),
    ),
  ),
  "exposure/audit-gone": one(remove("aws_flow_log"), create("aws_flow_log", { a: 1 })),
  "downtime/way-out": one(replace("aws_nat_gateway"), exchange("aws_nat_gateway")),
  "downtime/address": one(remove("aws_eip"), create("aws_eip", { a: 1 })),
  "downtime/network-gone": one(replace("aws_subnet"), create("aws_subnet", { a: 1 })),
  "cost/endpoint-added": one(
    create("aws_vpc_endpoint", { vpc_endpoint_type: "Interface" }),
    create("aws_vpc_endpoint", { vpc_endpoint_type: "Gateway" }),
  ),
  "exposure/policy-gains": granted("aws_vpc_endpoint"),
  "downtime/endpoint": unlessExchanged("aws_vpc_endpoint"),
});

describeNoise(ec2Facts, {
  "autoscaled-group": {
    type: "aws_autoscaling_group",
    before: { desired_capacity: 1 },
    noise: { desired_capacity: 2 },
    drift: { max_size: 2 },
  },
});
