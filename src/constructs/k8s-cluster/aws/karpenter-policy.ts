/**
 * What Karpenter's controller may do: start, tag and end instances of its own cluster, read what there is to start, and hear
 * of interruptions. From the permissions that its project documents for 1.14 (karpenter.sh/docs/reference/cloudformation),
 * without those to make instance profiles: its nodes' profile is made with the cluster.
 */
import type { PolicyStatement } from "../../kit/aws/policy";
import { awsDomain } from "../../kit/aws/partition";
import type { IEksCluster, KarpenterFacts } from "./eks";

const NODE_POOL_TAG = "karpenter.sh/nodepool";
/** EC2 resources that Karpenter creates, and tags on creation. */
const CREATED_RESOURCES = [
  "fleet",
  "instance",
  "launch-template",
  "network-interface",
  "spot-instances-request",
  "volume",
];
/** EC2 resources of others that it starts instances with. */
const SHARED_RESOURCES = ["capacity-reservation", "placement-group", "security-group", "subnet"];
/** What it may list: `ec2:Describe…`. */
const DESCRIBED_RESOURCES = [
  "CapacityReservations",
  "Images",
  "InstanceStatus",
  "InstanceTypeOfferings",
  "InstanceTypes",
  "Instances",
  "LaunchTemplates",
  "PlacementGroups",
  "SecurityGroups",
  "SpotPriceHistory",
  "Subnets",
];

type ClusterFacts = Pick<IEksCluster, "clusterName" | "clusterArn" | "region" | "account" | "partition">;

export function karpenterPolicy(cluster: ClusterFacts, facts: KarpenterFacts): readonly PolicyStatement[] {
  return [...instances(cluster), ...reading(cluster), ...identity(cluster, facts), ...interruptions(cluster, facts)];
}

function instances({ clusterName, region, partition }: ClusterFacts): readonly PolicyStatement[] {
  const ec2 = (kind: string, owner = "*"): string => `arn:${partition}:ec2:${region}:${owner}:${kind}/*`;
  const clusterTag = `kubernetes.io/cluster/${clusterName}`;
  const owned = {
    StringEquals: { [`aws:ResourceTag/${clusterTag}`]: "owned" },
    StringLike: { [`aws:ResourceTag/${NODE_POOL_TAG}`]: "*" },
  };
  const ownedFromNow = {
    [`aws:RequestTag/${clusterTag}`]: "owned",
    "aws:RequestTag/eks:eks-cluster-name": clusterName,
  };
  const inPool = { StringLike: { [`aws:RequestTag/${NODE_POOL_TAG}`]: "*" } };
  const start = ["ec2:RunInstances", "ec2:CreateFleet"];
  return [
    {
      Sid: "StartFromImagesIntoSubnets",
      Effect: "Allow",
      Action: start,
      Resource: [ec2("image", ""), ec2("snapshot", ""), ...SHARED_RESOURCES.map((kind) => ec2(kind))],
    },
    {
      Sid: "StartFromOwnTemplates",
      Effect: "Allow",
      Action: start,
      Resource: ec2("launch-template"),
      Condition: owned,
    },
    {
      Sid: "StartWithOwnTags",
      Effect: "Allow",
      Action: [...start, "ec2:CreateLaunchTemplate"],
      Resource: CREATED_RESOURCES.map((kind) => ec2(kind)),
      Condition: { StringEquals: ownedFromNow, ...inPool },
    },
    {
      Sid: "TagWhatIsStarted",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: CREATED_RESOURCES.map((kind) => ec2(kind)),
      Condition: {
        StringEquals: {
          ...ownedFromNow,
          "ec2:CreateAction": ["RunInstances", "CreateFleet", "CreateLaunchTemplate"],
        },
        ...inPool,
      },
    },
    {
      Sid: "NameOwnInstances",
      Effect: "Allow",
      Action: "ec2:CreateTags",
      Resource: ec2("instance"),
      Condition: {
        ...owned,
        StringEqualsIfExists: { "aws:RequestTag/eks:eks-cluster-name": clusterName },
        "ForAllValues:StringEquals": { "aws:TagKeys": ["eks:eks-cluster-name", "karpenter.sh/nodeclaim", "Name"] },
      },
    },
    {
      Sid: "EndOwnInstances",
      Effect: "Allow",
      Action: ["ec2:TerminateInstances", "ec2:DeleteLaunchTemplate"],
      Resource: [ec2("instance"), ec2("launch-template")],
      Condition: owned,
    },
  ];
}

function reading({ clusterArn, region, partition }: ClusterFacts): readonly PolicyStatement[] {
  return [
    {
      Sid: "ReadInstances",
      Effect: "Allow",
      Action: DESCRIBED_RESOURCES.map((what) => `ec2:Describe${what}`),
      Resource: "*",
      Condition: { StringEquals: { "aws:RequestedRegion": region } },
    },
    {
      Sid: "ReadImageReleases",
      Effect: "Allow",
      Action: "ssm:GetParameter",
      Resource: `arn:${partition}:ssm:${region}::parameter/aws/service/*`,
    },
    { Sid: "ReadPrices", Effect: "Allow", Action: "pricing:GetProducts", Resource: "*" },
    { Sid: "ReadCluster", Effect: "Allow", Action: "eks:DescribeCluster", Resource: clusterArn },
    {
      Sid: "ReadZonalShift",
      Effect: "Allow",
      Action: "arc-zonal-shift:GetManagedResource",
      Resource: "*",
      Condition: { StringEquals: { "arc-zonal-shift:ResourceIdentifier": clusterArn } },
    },
  ];
}

/** Nodes get one role, in one profile, and Karpenter can give them no other. */
function identity(
  { account, partition, region }: ClusterFacts,
  { nodeRoleName, instanceProfileName }: KarpenterFacts,
): readonly PolicyStatement[] {
  return [
    {
      Sid: "PassNodeRole",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: `arn:${partition}:iam::${account}:role/${nodeRoleName}`,
      Condition: { StringEquals: { "iam:PassedToService": `ec2.${awsDomain(region)}` } },
    },
    {
      Sid: "ReadNodeProfile",
      Effect: "Allow",
      Action: "iam:GetInstanceProfile",
      Resource: `arn:${partition}:iam::${account}:instance-profile/${instanceProfileName}`,
    },
    { Sid: "ListProfiles", Effect: "Allow", Action: "iam:ListInstanceProfiles", Resource: "*" },
  ];
}

function interruptions(
  { account, partition, region }: ClusterFacts,
  { queueName }: KarpenterFacts,
): readonly PolicyStatement[] {
  return [
    {
      Sid: "HearOfInterruptions",
      Effect: "Allow",
      Action: ["sqs:DeleteMessage", "sqs:GetQueueUrl", "sqs:ReceiveMessage"],
      Resource: `arn:${partition}:sqs:${region}:${account}:${queueName}`,
    },
  ];
}
