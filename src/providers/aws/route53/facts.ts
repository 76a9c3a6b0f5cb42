/** What is known of Route 53. */
import type { ServiceFacts } from "../../../model/resource-facts";

export const dnsFacts: ServiceFacts = {
  holdsData: {
    aws_route53_zone: "a zone's records and its delegation: a new zone has other name servers",
  },
  billed: ["aws_route53_zone"],
  rules: [
    {
      id: "downtime/record-gone",
      risk: "downtime",
      types: ["aws_route53_record"],
      actions: ["delete", "replace"],
      reason: "The name leads nowhere, for as long as its time to live.",
    },
  ],
};
