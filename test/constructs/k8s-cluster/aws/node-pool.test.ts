import { kubernetesMinors } from "../../../../src/catalog/kubernetes";
import { synthesizeCluster, ZONES } from "../fixtures";

/** One of them must take pods that tolerate no taints. */
const OPEN = { name: "z", aws: { zones: ["eu-west-1a"] } };

describe("pools", () => {
  it("are a node group in each zone, keyed by pool and zone", () => {
    const groups = synthesizeCluster({
      pools: [{ name: "system" }, { name: "batch", aws: { zones: ["eu-west-1c"] } }],
    });
    expect(Object.keys(groups.resources("aws_eks_node_group"))).toEqual([
      "cluster_pools_batch_eu-west-1c",
      "cluster_pools_system_eu-west-1a",
      "cluster_pools_system_eu-west-1b",
      "cluster_pools_system_eu-west-1c",
    ]);
    expect(groups.resource("aws_eks_node_group", "cluster_pools_batch_eu-west-1c")).toMatchObject({
      subnet_ids: ["subnet-private-eu-west-1c"],
      node_group_name_prefix: "batch-eu-west-1c-",
      version: "1.35",
      release_version: kubernetesMinors["1.35"].nodeRelease,
      scaling_config: { desired_size: 1, max_size: 3, min_size: 1 },
      update_config: { max_unavailable_percentage: 33 },
      node_repair_config: { enabled: true },
    });
  });

  it("change no other pool when one is added at the head, nor when a zone is", () => {
    const before = synthesizeCluster({}, [...ZONES].reverse());
    const after = synthesizeCluster({
      pools: [
        { name: "first", size: "large" },
        { name: "system", size: "small" },
      ],
    });
    for (const type of ["aws_eks_node_group", "aws_launch_template"]) {
      for (const [name, block] of Object.entries(before.resources(type))) {
        expect(after.resources(type)[name]).toEqual(block);
      }
    }
    const fewer = synthesizeCluster({}, ["eu-west-1a", "eu-west-1b"]).resources("aws_eks_node_group");
    for (const [name, block] of Object.entries(fewer)) {
      expect(before.resources("aws_eks_node_group")[name]).toEqual(block);
    }
  });

  it("divide the numbers of the whole pool, a remainder to the first zones by name", () => {
    const sizes = (nodes: object, zones?: readonly string[]) =>
      Object.entries(
        synthesizeCluster({ pools: [{ name: "system", nodes }, OPEN] }, zones).resources("aws_eks_node_group"),
      )
        .filter(([name]) => name.startsWith("cluster_pools_system_"))
        .map(([name, { scaling_config }]) => [name.slice(-1), ...Object.values(scaling_config as object)]);

    // desired, max, min
    expect(sizes({ min: 4, max: 11 })).toEqual([
      ["a", 2, 4, 2],
      ["b", 1, 4, 1],
      ["c", 1, 3, 1],
    ]);
    expect(sizes({ min: 0, max: 2 }, ["eu-west-1b", "eu-west-1a"])).toEqual([
      ["a", 0, 1, 0],
      ["b", 0, 1, 0],
    ]);
    expect(sizes({ min: 2 }, ["eu-west-1a", "eu-west-1b"])).toEqual(sizes({}, ["eu-west-1b", "eu-west-1a"]));
  });

  it("keep the physical names of the name that they were renamed from", () => {
    const renamed = synthesizeCluster({ pools: [{ name: "web", physicalName: "system", size: "small" }] });
    expect(renamed.resource("aws_launch_template")).toMatchObject({ name: "dev-system" });
    expect(renamed.resource("aws_eks_node_group", "cluster_pools_web_eu-west-1a")).toMatchObject({
      node_group_name_prefix: "system-eu-west-1a-",
    });
  });

  it("leave the number of nodes to whoever scales them", () => {
    const group = synthesizeCluster().resource("aws_eks_node_group", "cluster_pools_system_eu-west-1a");
    expect(group["lifecycle"]).toEqual({
      create_before_destroy: true,
      ignore_changes: ["scaling_config[0].desired_size"],
    });
  });

  it("roll their nodes by a new version of the template", () => {
    const group = synthesizeCluster().resource("aws_eks_node_group", "cluster_pools_system_eu-west-1a");
    expect(group["launch_template"]).toEqual({
      id: "${aws_launch_template.cluster_pools_system_launch-template.id}",
      version: "${aws_launch_template.cluster_pools_system_launch-template.latest_version}",
    });
    expect(group).not.toHaveProperty("instance_types");
    expect(synthesizeCluster().resource("aws_launch_template")).toMatchObject({ instance_type: "m5.large" });
  });

  it("of spare capacity take several types, which only the group can name", () => {
    const synthesized = synthesizeCluster({ pools: [{ name: "spare", size: "small", spot: true }] });
    expect(synthesized.resource("aws_eks_node_group", "cluster_pools_spare_eu-west-1a")).toMatchObject({
      capacity_type: "SPOT",
      instance_types: ["m5.large", "m5d.large", "r5.large"],
    });
    expect(synthesized.resource("aws_launch_template")).not.toHaveProperty("instance_type");
  });

  it("carry labels, taints, and tags down to volumes", () => {
    const synthesized = synthesizeCluster({
      tags: { owner: "ops" },
      pools: [
        OPEN,
        {
          name: "gpu",
          aws: { instanceType: "g6.xlarge" },
          labels: { team: "ml" },
          taints: [{ key: "gpu", value: "true", effect: "NoSchedule" }],
          disk: 200,
        },
      ],
    });
    expect(synthesized.resource("aws_eks_node_group", "cluster_pools_gpu_eu-west-1a")).toMatchObject({
      ami_type: "AL2023_x86_64_NVIDIA",
      labels: { "jangada/pool": "gpu", team: "ml" },
      taint: [{ effect: "NO_SCHEDULE", key: "gpu", value: "true" }],
    });
    const template = synthesized.resource("aws_launch_template", "cluster_pools_gpu_launch-template");
    expect(template["tag_specifications"]).toEqual(
      ["instance", "volume", "network-interface"].map((resource_type) => ({
        resource_type,
        tags: { Name: "dev-gpu", owner: "ops" },
      })),
    );
    expect(template).toMatchObject({ block_device_mappings: [{ ebs: { volume_size: 200 } }] });
  });
});
