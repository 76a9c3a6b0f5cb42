/** What is known of AWS's resource types, service by service. */
import type { ServiceFacts } from "../../model/resource-facts";
import { logFacts } from "./cloudwatch/facts";
import { ec2Facts } from "./ec2/facts";
import { firewallFacts } from "./ec2/firewall-facts";
import { eksFacts } from "./eks/facts";
import { cacheFacts } from "./elasticache/facts";
import { elbFacts } from "./elb/facts";
import { iamFacts } from "./iam/facts";
import { kmsFacts } from "./kms/facts";
import { brokerFacts } from "./mq/facts";
import { rdsFacts } from "./rds/facts";
import { dnsFacts } from "./route53/facts";
import { s3Facts } from "./s3/facts";
import { secretFacts } from "./secretsmanager/facts";
import { sharedFacts } from "./shared/facts";
import { backupFacts } from "./backup/facts";
import { cognitoFacts } from "./cognito/facts";
import { dynamodbFacts } from "./dynamodb/facts";
import { ecrFacts } from "./ecr/facts";
import { efsFacts } from "./efs/facts";
import { fsxFacts } from "./fsx/facts";
import { kinesisFacts } from "./kinesis/facts";
import { opensearchFacts } from "./opensearch/facts";
import { snsFacts } from "./sns/facts";
import { sqsFacts } from "./sqs/facts";

export const awsFacts: readonly ServiceFacts[] = [
  sharedFacts,
  firewallFacts,
  ec2Facts,
  eksFacts,
  rdsFacts,
  iamFacts,
  s3Facts,
  kmsFacts,
  secretFacts,
  dnsFacts,
  logFacts,
  elbFacts,
  cacheFacts,
  brokerFacts,
  sqsFacts,
  snsFacts,
  kinesisFacts,
  dynamodbFacts,
  opensearchFacts,
  efsFacts,
  fsxFacts,
  ecrFacts,
  backupFacts,
  cognitoFacts,
];
