/** Which fields of the section AWS's attributes come from. */
import type { ServiceFacts } from "../../../model/resource-facts";

export const awsIngressFacts: ServiceFacts = {
  fieldLabels: { aws_route53_zone: { name: { field: "dnsZone.name" } } },
};
