/** What the arguments of Route 53 name. */
import type { ReferenceRule } from "../../../rehearsal/engine/references";
import { errorText, keyRules, rules, NO_LOG_GROUP } from "../shared/references";

const NO_ZONE = errorText("NoSuchHostedZone", "No hosted zone found with ID: {value}");

export const route53References: readonly ReferenceRule[] = [
  ...rules("aws_cloudwatch_log_group", NO_LOG_GROUP, ["aws_route53_query_log.cloudwatch_log_group_arn"], {
    attribute: "arn",
  }),
  // What keeps a zone is said there: with `force_destroy` no record does.
  ...rules("aws_route53_zone", NO_ZONE, [
    "aws_route53_record.zone_id",
    "aws_route53_query_log.zone_id",
    "aws_route53_key_signing_key.hosted_zone_id",
    "aws_route53_hosted_zone_dnssec.hosted_zone_id",
    "aws_route53_zone_association.zone_id",
  ]),
  ...rules(
    "aws_vpc",
    errorText("InvalidVPCId", "The VPC: {value} is not authorized to associate with the hosted zone"),
    ["aws_route53_zone.vpc.vpc_id", "aws_route53_zone_association.vpc_id"],
  ),
  ...keyRules(["aws_route53_key_signing_key.key_management_service_arn"]),
];
