/** Where the zones of a network are found again: in the subnets of each. */
import type { FileList } from "../../../model/file-list";

export const zonesOfSubnets: FileList = {
  type: "aws_subnet",
  entry: "network",
  label: "zones",
  attribute: "availability_zone",
};
