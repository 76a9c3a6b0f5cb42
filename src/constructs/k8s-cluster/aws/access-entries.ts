/** Who may use the Kubernetes API: access entries, never the ConfigMap `aws-auth`. */
import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { createHash } from "node:crypto";
import { Construct } from "constructs";
import { awsPartition } from "../../kit/aws/partition";

/** Access policies that EKS keeps (docs.aws.amazon.com/eks/latest/userguide/access-policy-permissions.html). */
export const ACCESS_POLICIES = {
  "cluster-admin": "AmazonEKSClusterAdminPolicy",
  admin: "AmazonEKSAdminPolicy",
  edit: "AmazonEKSEditPolicy",
  view: "AmazonEKSViewPolicy",
} as const;
export type AccessPolicy = keyof typeof ACCESS_POLICIES;

export interface ClusterAdminsProps {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** The cloud's region that it stands in. */
  readonly region: string;
  /** ARNs of IAM roles and users. */
  readonly admins: readonly string[];
}

export class ClusterAdmins extends Construct {
  public readonly associations: readonly EksAccessPolicyAssociation[];

  constructor(scope: Construct, id: string, props: ClusterAdminsProps) {
    super(scope, id);
    const { clusterName, region } = props;
    this.associations = [...new Set(props.admins)].sort().map((principalArn) => {
      const admin = new Construct(this, principalId(principalArn));
      const entry = new EksAccessEntry(admin, "Resource", { clusterName, principalArn, type: "STANDARD" });
      admin.node.defaultChild = entry;
      return new EksAccessPolicyAssociation(admin, "policy", {
        clusterName,
        principalArn: entry.principalArn,
        policyArn: accessPolicyArn(region, "cluster-admin"),
        accessScope: { type: "cluster" },
      });
    });
  }
}

export function accessPolicyArn(region: string, policy: AccessPolicy): string {
  return `arn:${awsPartition(region)}:eks::aws:cluster-access-policy/${ACCESS_POLICIES[policy]}`;
}

/**
 * A construct id from an ARN alone: the role's name where that says it all, else with a digest. Never a position, so that
 * an admin added or removed touches no other.
 */
export function principalId(arn: string): string {
  const plain = /^arn:[^:]+:iam::\d+:role\/([A-Za-z][A-Za-z0-9-]*)$/.exec(arn);
  if (plain?.[1]) return plain[1];
  const name = arn.replace(/^.*\//, "").replace(/[^A-Za-z0-9]+/g, "-");
  const digest = createHash("sha256").update(arn).digest("hex").slice(0, 6);
  return `principal-${name}-${digest}`;
}
