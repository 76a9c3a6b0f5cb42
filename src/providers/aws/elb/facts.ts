/** What is known of load balancers. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { endpointGoneRule } from "../shared/rules";

export const elbFacts: ServiceFacts = {
  billed: ["aws_lb"],
  rules: [
    {
      id: "exposure/public-load-balancer",
      risk: "exposure",
      types: ["aws_lb", "aws_alb", "aws_elb"],
      actions: ["update", "replace"],
      when: [{ path: "internal", becomes: [false] }],
      reason: "The load balancer gets public addresses.",
    },
    endpointGoneRule("aws_lb", "aws_lb_listener", "aws_lb_target_group"),
  ],
};
