/** What is known of EKS: its control planes, nodes, add-ons and access. */
import type { ResourceChange } from "../../../model/plan";
import type { ServiceFacts } from "../../../model/resource-facts";
import { isOlder, isSameUpTo } from "../../shared/versions";
import { identityGoneRule } from "../shared/rules";
import { nodeGroupRefusals } from "./scaling";

const NODE_UPDATE = "https://docs.aws.amazon.com/eks/latest/userguide/managed-node-update-behavior.html";
const CLUSTER_UPDATE = "https://docs.aws.amazon.com/eks/latest/userguide/update-cluster.html";

const CLUSTER = "aws_eks_cluster";
const NODES = "aws_eks_node_group";
const ADDON = "aws_eks_addon";

export const eksFacts: ServiceFacts = {
  holdsData: { [CLUSTER]: "a cluster, with every object and volume claim in it" },
  billed: [CLUSTER, NODES],
  refusedAtApply: nodeGroupRefusals,
  irreversible: [
    {
      types: [CLUSTER],
      attribute: "version",
      closed: isOlder,
      reason: "A control plane cannot go back to an older Kubernetes minor.",
      source: CLUSTER_UPDATE,
    },
  ],
  noise: [
    {
      name: "autoscaled-size",
      types: [NODES],
      attribute: /^scaling_config\[0\]\.desired_size$/,
      reason: "The autoscaler sets it; the file says the least and the most only.",
      when: ({ after }, group) => isWithinBounds(Number(after), group),
    },
    {
      name: "node-image-release",
      types: [NODES],
      attribute: /^release_version$/,
      reason: "A newer node image of the same Kubernetes minor.",
      when: ({ before, after }) => isSameUpTo(2, before, after),
    },
    {
      name: "eks-platform-version",
      types: [CLUSTER],
      attribute: /^platform_version$/,
      reason: "AWS raises the platform version of a Kubernetes minor by itself (EKS user guide, platform versions).",
    },
    {
      name: "eks-add-on-times",
      types: [ADDON],
      attribute: /^modified_at$/,
      reason: "EKS notes when it last looked after the add-on.",
    },
  ],
  madeByCloud: [
    {
      name: "cluster-security-group",
      type: "aws_security_group",
      reason: "EKS makes a security group for every cluster.",
      matches: ({ attributes: { made_by: by, name } }) =>
        (typeof by === "string" && by !== "") || (typeof name === "string" && name.startsWith("eks-cluster-sg-")),
    },
  ],
  fieldLabels: { [ADDON]: { addon_version: { field: "add-on version" } } },
  rules: [
    {
      id: "exposure/cluster-access",
      risk: "exposure",
      types: ["aws_eks_access_policy_association"],
      actions: ["create", "update", "replace"],
      when: [
        { path: "cluster_name", existing: CLUSTER },
        { path: "policy_arn", is: "gaining" },
      ],
      reason: "Somebody gains rights in the cluster.",
    },
    {
      id: "exposure/public-api",
      risk: "exposure",
      types: [CLUSTER],
      actions: ["create", "update", "replace"],
      when: [{ path: "vpc_config.endpoint_public_access", becomes: [true] }],
      reason: "The cluster's API server gets a public endpoint.",
    },
    {
      id: "exposure/api-opened",
      risk: "exposure",
      types: [CLUSTER],
      actions: ["update", "replace"],
      when: [
        { path: "vpc_config.public_access_cidrs", is: "opening", absent: "world" },
        { path: "vpc_config.endpoint_public_access", will: [true] },
      ],
      unless: [{ path: "vpc_config.endpoint_public_access", becomes: [true] }],
      reason: "The cluster's API server can be reached from {after}, where it was {before}.",
    },
    {
      id: "exposure/cluster-encryption-removed",
      risk: "exposure",
      types: [CLUSTER],
      actions: ["update", "replace"],
      when: [{ path: "encryption_config.resources", is: "losing" }],
      reason: "The cluster's secrets are no longer encrypted with its own key.",
    },
    {
      id: "exposure/audit-less",
      risk: "exposure",
      types: [CLUSTER],
      actions: ["update", "replace"],
      when: [{ path: "enabled_cluster_log_types", is: "losing" }],
      reason: "The cluster no longer logs everything that it did: only {before}.",
      listedLast: true,
    },
    {
      id: "downtime/cluster-replaced",
      risk: "downtime",
      types: [CLUSTER],
      actions: ["replace", "delete"],
      reason: "Everything that runs in the cluster stops; a new control plane alone takes some ten minutes.",
    },
    {
      id: "downtime/cluster-version",
      risk: "downtime",
      types: [CLUSTER],
      actions: ["update"],
      when: [{ path: "version", is: "changed" }],
      reason:
        "The control plane goes from {before} to {after}: several minutes in which clients of its API have to connect again. What runs goes on.",
      source: CLUSTER_UPDATE,
    },
    {
      id: "downtime/nodes-renewed",
      risk: "downtime",
      types: [NODES],
      actions: ["update"],
      when: [{ path: "version", is: "changed" }],
      reason:
        "Its nodes are renewed in turn: every pod restarts elsewhere, after at most 15 minutes of draining for each node.",
      source: NODE_UPDATE,
    },
    {
      id: "downtime/nodes-image",
      risk: "downtime",
      types: [NODES],
      actions: ["update"],
      when: [{ path: "release_version", is: "changed" }],
      unless: [{ path: "version", is: "changed" }],
      reason:
        "Its nodes are renewed in turn with the image {after}: every pod restarts elsewhere, after at most 15 minutes of draining for each node.",
      source: NODE_UPDATE,
    },
    {
      id: "downtime/nodes-template",
      risk: "downtime",
      types: [NODES],
      actions: ["update"],
      when: [{ path: "launch_template.version", is: "changed" }],
      unless: [
        { path: "version", is: "changed" },
        { path: "release_version", is: "changed" },
      ],
      reason:
        "Its nodes are renewed in turn: every pod restarts elsewhere, after at most 15 minutes of draining for each node.",
      source: NODE_UPDATE,
    },
    {
      id: "downtime/nodes-gone",
      risk: "downtime",
      types: [NODES],
      actions: ["replace", "delete"],
      unless: [{ is: "made-before" }],
      reason: "Its nodes go, and their pods restart where there is room, if there is any.",
      source: NODE_UPDATE,
    },
    {
      id: "downtime/add-on",
      risk: "downtime",
      types: [ADDON],
      actions: ["update", "replace", "delete"],
      when: [{ path: "addon_version", is: "changed" }],
      reason: "The add-on goes from {before} to {after}: its pods restart one after another, for seconds on each node.",
    },
    identityGoneRule("aws_eks_pod_identity_association"),
    {
      id: "cost/interrupted-capacity",
      risk: "cost",
      direction: "down",
      types: [NODES],
      actions: ["update", "replace"],
      when: [{ path: "capacity_type", becomes: ["SPOT"] }],
      reason: "Spare capacity is cheaper, and taken away at two minutes' notice.",
    },
  ],
};

function isWithinBounds(size: number, { after }: ResourceChange): boolean {
  const [scaling] = (after?.["scaling_config"] ?? []) as readonly {
    readonly min_size?: number;
    readonly max_size?: number;
  }[];
  return scaling === undefined || (size >= Number(scaling.min_size) && size <= Number(scaling.max_size));
}
