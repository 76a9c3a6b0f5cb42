/** What the arguments of load balancers name. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import {
  arnsOutside,
  errorText,
  groupRules,
  rules,
  subnetRules,
  ADDRESS_IN_USE,
  NO_ADDRESS,
  NO_BUCKET,
  NO_VPC,
} from "../shared/references";

export const elbReferences: readonly ReferenceRule[] = [
  ...rules("aws_vpc", NO_VPC, ["aws_lb_target_group.vpc_id"]),
  ...subnetRules(["aws_lb.subnets", "aws_lb.subnet_mapping.subnet_id"]),
  ...rules("aws_eip", NO_ADDRESS, ["aws_lb.subnet_mapping.allocation_id"], { inUse: ADDRESS_IN_USE }),
  ...groupRules(["aws_lb.security_groups"]),
  ...rules(
    "aws_lb",
    errorText("LoadBalancerNotFound", "One or more load balancers not found: {value}"),
    ["aws_lb_listener.load_balancer_arn"],
    { attribute: "arn" },
  ),
  ...rules(
    "aws_lb_target_group",
    errorText("TargetGroupNotFound", "One or more target groups not found: {value}"),
    ["aws_lb_listener.default_action.target_group_arn", "aws_lb_listener.default_action.forward.target_group.arn"],
    {
      attribute: "arn",
      inUse: errorText("ResourceInUse", "Target group '{value}' is currently in use by a listener or a rule"),
    },
  ),
  ...rules(
    "aws_acm_certificate",
    errorText("CertificateNotFound", "Certificate '{value}' not found"),
    ["aws_lb_listener.certificate_arn"],
    {
      attribute: "arn",
      except: arnsOutside("acm"),
      inUse: errorText("ResourceInUseException", "Certificate {value} in account is in use."),
    },
  ),
  ...rules("aws_s3_bucket", NO_BUCKET, ["aws_lb.access_logs.bucket", "aws_lb.connection_logs.bucket"]),
];
