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
import { messagingFacts } from "./messaging/facts";
import { brokerFacts } from "./mq/facts";
import { rdsFacts } from "./rds/facts";
import { dnsFacts } from "./route53/facts";
import { s3Facts } from "./s3/facts";
import { secretFacts } from "./secretsmanager/facts";
import { sharedFacts } from "./shared/facts";
import { storeFacts } from "./stores/facts";

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
  messagingFacts,
  storeFacts,
];
