/** EC2: networks, and what instances are made of. */
import type { ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { textOf } from "../../../rehearsal/engine/attributes";
import { patternedResource } from "../shared/patterned-resource";
import { locationOf } from "../shared/location";
import { endpointTypes } from "./endpoints";
import { gatewayTypes } from "./gateways";
import { launchTemplateTypes } from "./launch-template";
import { routeTypes } from "./routes";
import { securityGroupTypes } from "./security-groups";
import { subnetTypes } from "./subnet";
import { vpcTypes } from "./vpc";
import { type HandMadeChanges } from "../../../rehearsal/engine/hand-made";

/** Set for a flow log that names none (docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html, version 2). */
const LOG_FORMAT =
  "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}";

export const ec2Types: { readonly [type: string]: ResourceBehaviour } = {
  ...vpcTypes,
  ...subnetTypes,
  ...gatewayTypes,
  ...routeTypes,
  ...securityGroupTypes,
  ...endpointTypes,
  ...launchTemplateTypes,
  aws_flow_log: patternedResource({
    id: "fl",
    arn: "ec2:vpc-flow-log/{id}",
    values: () => ({ log_destination: "", log_format: LOG_FORMAT }),
  }),
  aws_ec2_tag: {
    id: (_context, planned) => `${textOf(planned.resource_id)},${textOf(planned.key)}`,
    exists: { code: "TagAlreadyExists", message: "The tag {id} is there already." },
  },
  aws_ebs_volume: patternedResource({
    id: "vol",
    arn: "ec2:volume/{id}",
    values: () => ({
      encrypted: false,
      iops: 3000,
      kms_key_id: "",
      size: 8,
      snapshot_id: "",
      throughput: 125,
      type: "gp3",
    }),
  }),
  aws_ebs_encryption_by_default: { id: (context) => `terraform-${locationOf(context).region}` },
};

/** What people change by hand. */
export const ec2HandMade: HandMadeChanges = {
  changes: [
    { type: "aws_vpc", set: () => ({ "tags.owner": "somebody-else" }) },
    { type: "aws_subnet", set: () => ({ map_public_ip_on_launch: "true" }) },
  ],
  deletions: ["aws_flow_log", "aws_vpc_security_group_ingress_rule"],
  additions: [
    { type: "aws_security_group", idPrefix: "sg-0", set: { name: "debug-access", description: "temporary" } },
  ],
};
