/** What outlives what it came from: by design, or because nobody owns it. */
import { Aws, cluster, network, refusal, type Given } from "./support";

const kept = (aws: Aws): readonly unknown[] =>
  aws.world.list().flatMap(({ type, id, attributes }) => (attributes.retained === true ? [[type, id]] : []));

describe("what stays behind", () => {
  test.each([
    ["aws_cloudwatch_log_group", { name: "audit" }],
    ["aws_db_parameter_group", { name: "orders", family: "postgres17" }],
  ])("a %s that is told to, and keeps its name", async (type, given) => {
    const aws = await Aws.open();
    await aws.destroy(type, await aws.make(type, { ...given, skip_destroy: true }));

    expect(kept(aws)).toEqual([[type, given.name]]);
    expect(await refusal(aws.make(type, given))).toContain("already exists");
  });

  test("no log group that is not told to", async () => {
    const aws = await Aws.open();
    await aws.destroy("aws_cloudwatch_log_group", await aws.make("aws_cloudwatch_log_group", { name: "audit" }));

    expect(aws.world.list()).toEqual([]);
  });

  test("the log group that a cluster made for itself, which nothing finds by looking", async () => {
    const aws = await Aws.open();
    const { subnetIds } = await network(aws);
    const made = await cluster(aws, subnetIds, { enabled_cluster_log_types: ["audit"] });
    await aws.destroy("aws_eks_cluster", made);

    expect(kept(aws)).toEqual([["aws_cloudwatch_log_group", "/aws/eks/dev/cluster"]]);
    await expect(aws.data("aws_cloudwatch_log_group", { name: "/aws/eks/dev/cluster" })).rejects.toThrow(
      "couldn't find",
    );
  });

  test("but the group that was there before the cluster is its owner's", async () => {
    const aws = await Aws.open();
    const { subnetIds } = await network(aws);
    const group = await aws.make("aws_cloudwatch_log_group", { name: "/aws/eks/dev/cluster" });
    const made = await cluster(aws, subnetIds, { enabled_cluster_log_types: ["audit"] });
    await aws.destroy("aws_eks_cluster", made);
    await aws.destroy("aws_cloudwatch_log_group", group);

    expect(kept(aws)).toEqual([]);
    expect(aws.ids("aws_cloudwatch_log_group")).toEqual([]);
  });

  test("backups of a database that keeps them; its successor of the same name is another instance", async () => {
    const aws = await Aws.open();
    const make = (more: Given = {}) =>
      aws.make("aws_db_instance", {
        identifier: "orders",
        engine: "postgres",
        engine_version: "17",
        instance_class: "db.t4g.medium",
        allocated_storage: 20,
        username: "owner",
        manage_master_user_password: true,
        skip_final_snapshot: true,
        backup_retention_period: 14,
        ...more,
      });
    const first = await make({ delete_automated_backups: false });
    await aws.destroy("aws_db_instance", first);

    expect(kept(aws)).toEqual([["aws_db_instance_automated_backup", first.id]]);
    const second = await make();
    expect(second.id).not.toBe(first.id);
    await aws.destroy("aws_db_instance", second);
    expect(kept(aws)).toHaveLength(1);
  });
});
