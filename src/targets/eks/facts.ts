/** What neutral code has to know of EKS and of AWS around it. */
import type { TargetFacts } from "../../model/target-facts";
import { knowsAuthorities } from "./rds-authorities";
import { awsClient } from "./client";
import { ACCOUNT, KEY, PRINCIPAL, ZONE } from "./forms";
import { awsRegions } from "./regions";
import { awsSizes } from "./sizes";
import { s3StateFacts } from "./state-backend";
import { awsTags } from "./tags";

const partitionOf = (region: string): string => awsRegions[region]?.partition ?? "aws";

export const eksFacts = {
  name: "eks",
  title: "AWS",
  block: "aws",
  account: {
    ...ACCOUNT,
    title: "AWS account id",
    description:
      "AWS account id, 12 digits in quotes. The providers refuse to work with the credentials of any other account.",
  },
  region: {
    pattern: /^[a-z]{2}(-[a-z]+)+-\d$/,
    error: "must be the name of an AWS region, such as eu-west-1",
    example: "eu-west-1",
    title: "AWS region",
    description: "AWS region, such as eu-west-1.",
    usual: "eu-west-1",
    known: Object.assign(
      Object.create(null) as Record<string, readonly string[]>,
      Object.fromEntries(Object.entries(awsRegions).map(([name, { zones }]) => [name, zones])),
    ),
  },
  zone: ZONE,
  keyId: KEY,
  principal: {
    ...PRINCIPAL,
    title: "ARN",
    description:
      "ARNs of the IAM roles and users that administer the cluster. Nobody else does, whoever creates it: the role that deploys must be among them.",
    usual: ({ account, region }) => `arn:${partitionOf(region)}:iam::${account}:role/platform-admin`,
    accountOf: (arn) => arn.split(":")[4],
  },
  apiAccess: [
    {
      name: "ssm-tunnel",
      description: "a forwarded port through AWS Systems Manager; nodes then let it in",
    },
  ],
  tags: awsTags,
  // Target groups and load balancers have 32 characters, which leaves 11 for what they are.
  names: { environment: 20 },
  // docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstance.html: both windows are of 30 minutes at least.
  windows: { maintenance: { shortest: 30 }, backup: { shortest: 30 } },
  // rds_superuser, rds_replication, rdsadmin, … (AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.Roles.html).
  databaseRoles: "^rds",
  stateBackends: [s3StateFacts],
  sizes: awsSizes,
  client: awsClient,
  providers: ["aws"],
  environmentVariables: ["AWS_"],
  knowsAuthorities,
  // AWS runs the control plane out of reach (docs.aws.amazon.com/eks/latest/userguide/view-raw-metrics.html serves what it
  // shows by the API server alone); the add-on kube-proxy listens for metrics on 127.0.0.1.
  hiddenParts: ["controller-manager", "scheduler", "etcd", "kube-proxy"],
  hosts: (region) => {
    const domain = partitionOf(region) === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
    return [`sts.${region}.${domain}`, `s3.${region}.${domain}`];
  },
  entry: { module: "jangada/aws", className: "AwsTarget" },
} as const satisfies TargetFacts;
