/** What is known of Amazon MQ and MSK. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { storeReplacedRule } from "../shared/rules";

export const brokerFacts: ServiceFacts = {
  holdsData: {
    aws_mq_broker: "a broker's queued messages",
    aws_msk_cluster: "a broker's topics",
  },
  billed: ["aws_mq_broker", "aws_msk_cluster"],
  rules: [storeReplacedRule("aws_mq_broker")],
};
