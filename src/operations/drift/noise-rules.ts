/**
 * Differences that are no drift: what the clouds, their controllers and Terraform itself go on changing. One list; each rule
 * says why. A rule is as narrow as it can be: what is not surely noise is reported.
 */
import type { AttributeChange, ResourceChange } from "../plan-model";
import { isOwnRule, type Siblings } from "./siblings";

export interface NoiseRule {
  /** Stable, for reports. */
  readonly name: string;
  /** Resource types; all if there is none. */
  readonly types?: readonly string[];
  /** Must match the whole path. */
  readonly attribute: RegExp;
  readonly reason: string;
  /** What else must hold. @default nothing */
  readonly when?: (change: AttributeChange, resource: ResourceChange, siblings: Siblings) => boolean;
}

const RDS = ["aws_db_instance", "aws_rds_cluster", "aws_rds_cluster_instance"];

/** Prefixes of tag keys that AWS or a controller in the cluster writes. */
const FOREIGN_TAG =
  /^tags(_all)?(\["(aws:|eks:|kubernetes\.io\/|k8s\.io\/|karpenter\.(sh|k8s\.aws)\/|elbv2\.k8s\.aws\/|service\.k8s\.aws\/|ebs\.csi\.aws\.com\/|KubernetesCluster)[^"]*"\]|\.KubernetesCluster)$/;

export const NOISE_RULES: readonly NoiseRule[] = [
  {
    name: "autoscaled-size",
    types: ["aws_eks_node_group"],
    attribute: /^scaling_config\[0\]\.desired_size$/,
    reason: "The autoscaler sets it; the file says the least and the most only.",
    when: ({ after }, resource) => within(Number(after), resource),
  },
  {
    name: "autoscaled-group",
    types: ["aws_autoscaling_group"],
    attribute: /^desired_capacity$/,
    reason: "The autoscaler sets it; the configuration says the least and the most only.",
  },
  {
    name: "node-image-release",
    types: ["aws_eks_node_group"],
    attribute: /^release_version$/,
    reason: "A newer node image of the same Kubernetes minor.",
    when: ({ before, after }) => sameUpTo(2, before, after),
  },
  {
    name: "eks-platform-version",
    types: ["aws_eks_cluster"],
    attribute: /^platform_version$/,
    reason: "AWS raises the platform version of a Kubernetes minor by itself (EKS user guide, platform versions).",
  },
  {
    name: "eks-add-on-times",
    types: ["aws_eks_addon"],
    attribute: /^modified_at$/,
    reason: "EKS notes when it last looked after the add-on.",
  },
  {
    name: "database-minor-upgrade",
    types: RDS,
    attribute: /^engine_version(_actual)?$/,
    reason: "RDS raises the minor version in the maintenance window, as auto_minor_version_upgrade asks.",
    when: ({ before, after }, { after: object }) =>
      object?.["auto_minor_version_upgrade"] !== false && sameUpTo(1, before, after),
  },
  {
    name: "database-restorable-time",
    types: RDS,
    attribute: /^latest_restorable_time$/,
    reason: "It moves with every log that is backed up, every five minutes.",
  },
  {
    name: "rotated-secret",
    types: [...RDS],
    attribute: /^master_user_secret(\[0\])?\.secret_status$/,
    reason: "RDS rotates the administrator's password, and says so while it does.",
    when: ({ after }) => after === "rotating" || after === "active" || after === "creating",
  },
  {
    name: "rotated-secret-version",
    types: ["aws_secretsmanager_secret_version"],
    attribute: /^(version_id|version_stages(\[\d+\])?)$/,
    reason: "A rotation makes a new version and moves the stages to it.",
  },
  {
    name: "tags-by-aws",
    attribute: FOREIGN_TAG,
    reason: "AWS or a controller in the cluster marks what it uses.",
  },
  {
    name: "helm-revision",
    types: ["helm_release"],
    attribute: /^metadata(\[0\])?\.(revision|last_deployed|first_deployed|notes)$/,
    reason: "Helm counts deployments; a rollback or a rerun of the same chart and values counts too.",
  },
  {
    name: "object-bookkeeping",
    attribute: /^metadata\[0\]\.(resource_version|generation)$/,
    reason: "Kubernetes counts every write to the object, also to its status.",
    when: (_, { type }) => type.startsWith("kubernetes_"),
  },
  {
    name: "own-rules",
    types: ["aws_security_group", "aws_route_table", "aws_iam_role"],
    attribute: /^(ingress|egress|route|managed_policy_arns|inline_policy)(\[.*|\..*)?$/,
    reason: "The provider tells here again what other resources of this configuration hold.",
    when: isOwnRule,
  },
];

/** Whether both are versions that agree in so many parts; the whole of a shorter one counts. */
function sameUpTo(parts: number, before: unknown, after: unknown): boolean {
  if (typeof before !== "string" || typeof after !== "string") return false;
  const [a, b] = [before, after].map((version) => version.split("-")[0]?.split(".").slice(0, parts).join("."));
  return a === b;
}

function within(size: number, { after }: ResourceChange): boolean {
  const [scaling] = (after?.["scaling_config"] ?? []) as readonly {
    readonly min_size?: number;
    readonly max_size?: number;
  }[];
  return scaling === undefined || (size >= Number(scaling.min_size) && size <= Number(scaling.max_size));
}
