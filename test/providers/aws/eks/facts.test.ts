import { eksFacts } from "../../../../src/providers/aws/eks/facts";
import { describeIrreversible } from "../../../helpers/irreversible-cases";
import { describeRules, one, unlessExchanged } from "../../../helpers/rule-cases";
import { change, create, exchange, replace } from "../../../operations/risk/changes";
import { describeNoise } from "../../../helpers/noise-cases";

const NODES = "aws_eks_node_group";
const CLUSTER = "aws_eks_cluster";
const api = (open: boolean, ranges: readonly string[] = []): object => ({
  vpc_config: [{ endpoint_public_access: open, public_access_cidrs: ranges }],
});
const nodes = (version: string, release: string, launch: string): object => ({
  version,
  release_version: release,
  launch_template: [{ version: launch }],
});

describeRules(eksFacts, {
  "exposure/cluster-access": {
    yes: [create("aws_eks_access_policy_association", { cluster_name: "dev", policy_arn: "arn:admin" })],
    no: [
      create("aws_eks_access_policy_association", { cluster_name: "dev", policy_arn: "arn:admin" }),
      create(CLUSTER, { name: "dev" }),
    ],
  },
  "exposure/public-api": one(
    change(CLUSTER, api(false), api(true, ["10.0.0.0/8"])),
    change(CLUSTER, api(true), api(false)),
  ),
  "exposure/api-opened": one(
    change(CLUSTER, api(true, ["203.0.113.0/24"]), api(true)),
    change(CLUSTER, api(true, ["203.0.113.0/24"]), api(true, ["203.0.113.7/32"])),
  ),
  "exposure/cluster-encryption-removed": one(
    change(CLUSTER, { encryption_config: [{ resources: ["secrets"] }] }, { encryption_config: [] }),
    change(CLUSTER, { encryption_config: [] }, { encryption_config: [{ resources: ["secrets"] }] }),
  ),
  "exposure/audit-less": one(
    change(CLUSTER, { enabled_cluster_log_types: ["api", "audit"] }, { enabled_cluster_log_types: ["api"] }),
    change(CLUSTER, { enabled_cluster_log_types: ["api"] }, { enabled_cluster_log_types: ["api", "audit"] }),
  ),
  "downtime/cluster-replaced": one(replace(CLUSTER), change(CLUSTER, { a: 1 }, { a: 2 })),
  "downtime/cluster-version": one(
    change(CLUSTER, { version: "1.34" }, { version: "1.35" }),
    create(CLUSTER, { version: "1.35" }),
  ),
  "downtime/nodes-renewed": one(
    change(NODES, nodes("1.34", "1.34.1", "1"), nodes("1.35", "1.35.1", "2")),
    change(NODES, nodes("1.34", "1.34.1", "1"), nodes("1.34", "1.34.2", "1")),
  ),
  "downtime/nodes-image": one(
    change(NODES, nodes("1.34", "1.34.1", "1"), nodes("1.34", "1.34.2", "1")),
    change(NODES, nodes("1.34", "1.34.1", "1"), nodes("1.35", "1.35.1", "1")),
  ),
  "downtime/nodes-template": one(
    change(NODES, nodes("1.34", "1.34.1", "1"), nodes("1.34", "1.34.1", "2")),
    change(NODES, { ...nodes("1.34", "1.34.1", "1"), a: 1 }, { ...nodes("1.34", "1.34.1", "1"), a: 2 }),
  ),
  "downtime/nodes-gone": one(replace(NODES), exchange(NODES)),
  "downtime/add-on": one(
    change("aws_eks_addon", { addon_version: "v1" }, { addon_version: "v2" }),
    create("aws_eks_addon", { addon_version: "v1" }),
  ),
  "cost/interrupted-capacity": one(
    change(NODES, { capacity_type: "ON_DEMAND" }, { capacity_type: "SPOT" }),
    change(NODES, { capacity_type: "SPOT" }, { capacity_type: "ON_DEMAND" }),
  ),
  "downtime/identity-gone": unlessExchanged("aws_eks_pod_identity_association"),
});

describeIrreversible(eksFacts, /^https:\/\/docs\.aws\.amazon\.com\//, [
  ["aws_eks_cluster", "version", "1.36", "1.35", true],
  ["aws_eks_cluster", "version", "1.9", "1.35", false],
  ["aws_eks_cluster", "name", "b", "a", false],
]);

const sized = (desired: number) => ({ scaling_config: [{ desired_size: desired, min_size: 1, max_size: 3 }] });

describeNoise(eksFacts, {
  "autoscaled-size": { type: NODES, before: sized(1), noise: sized(3), drift: sized(9) },
  "node-image-release": {
    type: NODES,
    before: { release_version: "1.35.6-20260714" },
    noise: { release_version: "1.35.7-20260801" },
    drift: { release_version: "1.36.0-20260801" },
  },
  "eks-platform-version": {
    type: CLUSTER,
    before: { platform_version: "eks.4" },
    noise: { platform_version: "eks.5" },
    drift: { version: "1.36" },
  },
  "eks-add-on-times": {
    type: "aws_eks_addon",
    before: { modified_at: "2026-01-01T00:00:00Z" },
    noise: { modified_at: "2026-02-01T00:00:00Z" },
    drift: { addon_version: "v9" },
  },
});
