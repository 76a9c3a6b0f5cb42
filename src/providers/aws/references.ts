/** Which argument of AWS's names what: the table that apply and delete are checked against. */
import type { ReferenceRule } from "../../rehearsal/engine/references";
import { acmReferences } from "./acm/references";
import { backupReferences } from "./backup/references";
import { cloudwatchReferences } from "./cloudwatch/references";
import { dynamodbReferences } from "./dynamodb/references";
import { ec2References } from "./ec2/references";
import { ecrReferences } from "./ecr/references";
import { eksReferences } from "./eks/references";
import { elasticacheReferences } from "./elasticache/references";
import { elbReferences } from "./elb/references";
import { eventbridgeReferences } from "./eventbridge/references";
import { iamReferences } from "./iam/references";
import { kmsReferences } from "./kms/references";
import { mqReferences } from "./mq/references";
import { rdsReferences } from "./rds/references";
import { route53References } from "./route53/references";
import { s3References } from "./s3/references";
import { secretsmanagerReferences } from "./secretsmanager/references";
import { snsReferences } from "./sns/references";
import { sqsReferences } from "./sqs/references";
import { ssmReferences } from "./ssm/references";

export const awsReferences: readonly ReferenceRule[] = [
  ...ec2References,
  ...elbReferences,
  ...acmReferences,
  ...iamReferences,
  ...kmsReferences,
  ...eksReferences,
  ...rdsReferences,
  ...elasticacheReferences,
  ...mqReferences,
  ...backupReferences,
  ...dynamodbReferences,
  ...ecrReferences,
  ...secretsmanagerReferences,
  ...sqsReferences,
  ...eventbridgeReferences,
  ...snsReferences,
  ...s3References,
  ...cloudwatchReferences,
  ...route53References,
  ...ssmReferences,
];
