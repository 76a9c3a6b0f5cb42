import { ACCOUNT, ADMIN, type Synthesized } from "../../aws-stack";
import { dependencies, synthesizeCluster, ZONES } from "../fixtures";

describe("the control plane", () => {
  const cluster = synthesizeCluster().resource("aws_eks_cluster");

  it("lets in who is named, and never who creates it", () => {
    expect(cluster["access_config"]).toEqual({
      authentication_mode: "API",
      bootstrap_cluster_creator_admin_permissions: false,
    });
    const synthesized = synthesizeCluster({ admins: [ADMIN, `arn:aws:iam::${ACCOUNT}:user/ops/ann.b`] });
    expect(Object.keys(synthesized.resources("aws_eks_access_entry"))).toEqual([
      "cluster_admins_platform-admin",
      expect.stringMatching(/^cluster_admins_principal-ann-b-[0-9a-f]{6}$/),
      "cluster_karpenter_access-entry",
    ]);
    expect(
      synthesized.resource("aws_eks_access_policy_association", "cluster_admins_platform-admin_policy"),
    ).toMatchObject({
      policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      access_scope: { type: "cluster" },
    });
  });

  it("stands in the subnets of its zones that have no way out", () => {
    expect(cluster["vpc_config"]).toMatchObject({
      subnet_ids: ["subnet-intra-eu-west-1a", "subnet-intra-eu-west-1b"],
    });
  });

  it("is the same when a zone is added to the network", () => {
    const few = synthesizeCluster({}, ["eu-west-1a", "eu-west-1b"]).resource("aws_eks_cluster");
    expect(few).toEqual(synthesizeCluster({}, ZONES).resource("aws_eks_cluster"));
  });

  it("comes after its log group, and after its role may do what it must", () => {
    expect(dependencies(cluster)).toEqual(
      expect.arrayContaining([
        "aws_cloudwatch_log_group.cluster_log-group",
        "aws_iam_role_policy_attachment.cluster_role_AmazonEKSClusterPolicy",
        "aws_iam_role_policy.cluster_role_secrets-key",
      ]),
    );
    expect(synthesizeCluster().resource("aws_cloudwatch_log_group")).toMatchObject({ name: "/aws/eks/dev/cluster" });
  });

  it("says of Auto Mode's three switches the same", () => {
    expect(cluster).toMatchObject({
      bootstrap_self_managed_addons: false,
      compute_config: { enabled: false },
      storage_config: { block_storage: { enabled: false } },
      kubernetes_network_config: { elastic_load_balancing: { enabled: false } },
    });
  });

  it("stays in standard support, protected, and ready for a zonal shift", () => {
    expect(cluster).toMatchObject({
      upgrade_policy: { support_type: "STANDARD" },
      deletion_protection: true,
      zonal_shift_config: { enabled: true },
    });
    expect(synthesizeCluster({ deletionProtection: false }).resource("aws_eks_cluster")).toMatchObject({
      deletion_protection: false,
    });
  });

  it("is reached privately from the network, or from the ranges that are named", () => {
    const rules = (synthesized: Synthesized) =>
      Object.entries(synthesized.resources("aws_vpc_security_group_ingress_rule")).map(([name, rule]) => [
        name,
        rule["cidr_ipv4"],
        rule["from_port"],
      ]);
    expect(rules(synthesizeCluster())).toEqual([["cluster_api-clients_network", "10.0.0.0/16", 443]]);
    expect(rules(synthesizeCluster({ api: { access: "vpn", clients: ["192.168.7.0/24"] } }))).toEqual([
      ["cluster_api-clients_192-168-7-0-24", "192.168.7.0/24", 443],
    ]);
  });

  it("is refused at plan to skip a minor, to go back, and to move to other zones", () => {
    const { precondition } = cluster["lifecycle"] as { precondition: { condition: string; error_message: string }[] };
    expect(precondition.map(({ condition }) => condition)).toEqual([
      '${alltrue([for cluster in data.aws_eks_cluster.cluster_upgrade-guard_deployed : tonumber(split(".", cluster.version)[1]) <= 35])}',
      '${alltrue([for cluster in data.aws_eks_cluster.cluster_upgrade-guard_deployed : tonumber(split(".", cluster.version)[1]) >= 34])}',
      expect.stringContaining(
        'try(cluster.tags["jangada:control-plane-zones"], "eu-west-1a eu-west-1b") == "eu-west-1a eu-west-1b"',
      ),
    ]);
    expect(precondition[1]?.error_message).toContain("raises one minor at a time");
    expect(cluster["tags"]).toMatchObject({ "jangada:control-plane-zones": "eu-west-1a eu-west-1b" });
  });

  it("is asked about only if it exists", () => {
    const data = synthesizeCluster().json["data"];
    expect(data?.["aws_eks_clusters"]).toEqual({ "cluster_upgrade-guard_names": {} });
    expect(data?.["aws_eks_cluster"]?.["cluster_upgrade-guard_deployed"]).toEqual({
      for_each:
        '${toset([for name in data.aws_eks_clusters.cluster_upgrade-guard_names.names : name if name == "dev"])}',
      name: "${each.value}",
    });
  });
});
