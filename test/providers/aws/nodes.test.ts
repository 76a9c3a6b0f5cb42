/** Nodes need a network for their pods, and say a thing once: in the group or in its template. */
import { Aws, cluster, network, refusal, role, type Given } from "./support";

async function withCluster(more: Given = {}) {
  const aws = await Aws.open();
  const { vpc, subnetIds } = await network(aws);
  await cluster(aws, subnetIds, more);
  const { arn } = await role(aws, "nodes");
  const pool = (given: Given = {}) =>
    aws.make("aws_eks_node_group", {
      cluster_name: "dev",
      node_group_name: "pool",
      node_role_arn: arn,
      subnet_ids: subnetIds,
      scaling_config: [{ min_size: 1, desired_size: 1, max_size: 2 }],
      ...given,
    });
  return { aws, vpc, pool };
}

const addon = (aws: Aws, name: string, version: string) =>
  aws.make("aws_eks_addon", { cluster_name: "dev", addon_name: name, addon_version: version });

describe("nodes", () => {
  test("never become ready in a cluster without its own add-ons, until vpc-cni is there", async () => {
    const { aws, pool } = await withCluster({ bootstrap_self_managed_addons: false });

    expect(await refusal(pool())).toContain(
      "waiting for EKS Node Group (dev:pool) create: unexpected state 'CREATE_FAILED', wanted target 'ACTIVE'. last error: NodeCreationFailure",
    );

    await addon(aws, "vpc-cni", "v1.22.4-eksbuild.3");
    expect((await pool()).status).toBe("ACTIVE");
  });

  test("do without in a cluster that brings its own", async () => {
    const { pool } = await withCluster();

    expect((await pool()).status).toBe("ACTIVE");
  });

  test("take kube-proxy of the cluster's minor or an older one, of no newer", async () => {
    const { aws } = await withCluster();

    expect(await refusal(addon(aws, "kube-proxy", "v1.35.3-eksbuild.18"))).toContain(
      "Addon version specified is not supported",
    );
    expect((await addon(aws, "kube-proxy", "v1.34.6-eksbuild.18")).addon_version).toBe("v1.34.6-eksbuild.18");
  });

  test.each<[string, Given, Given, string]>([
    ["a disk", {}, { disk_size: 50 }, "Disk size must be specified within the launch template."],
    [
      "a key for SSH",
      {},
      { remote_access: [{ ec2_ssh_key: "me" }] },
      "Remote access configuration cannot be specified with a launch template.",
    ],
    [
      "instance types twice",
      { instance_type: "m7i.large" },
      { instance_types: ["m7i.large"] },
      "Cannot specify instance types in launch template and API request",
    ],
  ])("have no %s beside a template", async (_what, template, group, words) => {
    const { aws, pool } = await withCluster();
    const { id } = await aws.make("aws_launch_template", { name: "nodes", ...template });

    expect(await refusal(pool({ launch_template: [{ id, version: "1" }], ...group }))).toContain(words);
  });

  test("stand in the cluster's VPC", async () => {
    const { aws, pool } = await withCluster();
    const other = await aws.make("aws_vpc", { cidr_block: "10.1.0.0/16" });
    const { id } = await aws.make("aws_subnet", { vpc_id: other.id, cidr_block: "10.1.0.0/24" });

    expect(await refusal(pool({ subnet_ids: [id] }))).toContain(`Subnet ${String(id)} is not in the cluster's VPC`);
  });

  test("have a scaling group, which takes tags; another does not", async () => {
    const { aws, pool } = await withCluster();
    const { resources } = await pool();
    const name = /"name":"([^"]+)"/.exec(JSON.stringify(resources))?.[1];
    const tag = [{ key: "k8s.io/cluster-autoscaler/enabled", value: "true", propagate_at_launch: false }];

    expect((await aws.make("aws_autoscaling_group_tag", { autoscaling_group_name: name, tag })).id).toBe(
      `${name},k8s.io/cluster-autoscaler/enabled`,
    );
    expect(await refusal(aws.make("aws_autoscaling_group_tag", { autoscaling_group_name: "other", tag }))).toContain(
      "AutoScalingGroup name not found",
    );
  });
});

describe("a cluster in Auto Mode", () => {
  test("turns its three switches together", async () => {
    const on = [{ enabled: true }];

    await expect(withCluster({ compute_config: on })).rejects.toThrow("must all be set to either true or false");
    await withCluster({
      compute_config: on,
      kubernetes_network_config: [{ elastic_load_balancing: on }],
      storage_config: [{ block_storage: on }],
    });
  });
});

describe("a region of its own", () => {
  test("makes a new object of whatever moves there", async () => {
    const aws = await Aws.open();
    const made = await aws.make("aws_cloudwatch_log_group", { name: "audit" });

    const planned = await aws.plan("aws_cloudwatch_log_group", { name: "audit", region: "eu-central-1" }, made);

    expect(planned.action).toBe("replace");
  });
});
