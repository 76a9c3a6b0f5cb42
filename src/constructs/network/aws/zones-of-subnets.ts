/** Where the zones of a network are found again: in the subnets of each. */
import type { Listed } from "../../../model/listed";

export const zonesOfSubnets: Listed = {
  type: "aws_subnet",
  thing: "network",
  called: "zones",
  attribute: "availability_zone",
};
