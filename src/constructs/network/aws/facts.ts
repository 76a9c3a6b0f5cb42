/** Which fields of the section AWS's attributes come from. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { zonesOfSubnets } from "./zones-of-subnets";

export const awsNetworkFacts: ServiceFacts = {
  fileLists: [zonesOfSubnets],
  fileEntryOfType: { aws_vpc: "network" },
  fieldLabels: {
    aws_vpc: { cidr_block: { field: "cidr" } },
    aws_subnet: { cidr_block: { field: "cidr" }, availability_zone: { field: "aws.zones" } },
  },
};
