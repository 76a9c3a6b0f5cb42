import { Aws, ACCOUNT, cluster, idOf, network, refusal, role } from "./support";

describe("what is known offline", () => {
  test.each([
    ["eu-west-1", "aws", "amazonaws.com", "com.amazonaws"],
    ["cn-north-1", "aws-cn", "amazonaws.com.cn", "cn.com.amazonaws"],
    ["us-gov-west-1", "aws-us-gov", "amazonaws.com", "com.amazonaws"],
  ])("the partition of %s is %s", async (region, partition, dns, reverse) => {
    const aws = await Aws.open({ region });

    expect(await aws.data("aws_partition")).toMatchObject({
      id: partition,
      partition,
      dns_suffix: dns,
      reverse_dns_prefix: reverse,
    });
  });

  test("the region, with its name for people", async () => {
    const aws = await Aws.open();

    expect(await aws.data("aws_region")).toMatchObject({
      region: "eu-west-1",
      name: "eu-west-1",
      description: "Europe (Ireland)",
      endpoint: "ec2.eu-west-1.amazonaws.com",
    });
  });

  test("the zones of the region, without those that are excluded", async () => {
    const aws = await Aws.open();

    const all = await aws.data("aws_availability_zones", { state: "available" });
    const some = await aws.data("aws_availability_zones", { exclude_names: ["eu-west-1b"] });

    expect(all).toMatchObject({ id: "eu-west-1", names: ["eu-west-1a", "eu-west-1b", "eu-west-1c"] });
    expect(all.zone_ids).toHaveLength(3);
    expect(some.names).toEqual(["eu-west-1a", "eu-west-1c"]);
  });

  test("the caller is of the account that the provider allows", async () => {
    const aws = await Aws.open();

    expect(await aws.data("aws_caller_identity")).toMatchObject({
      account_id: ACCOUNT,
      arn: expect.stringMatching(new RegExp(`^arn:aws:sts::${ACCOUNT}:assumed-role/`)) as unknown,
    });
  });

  test("what is no ARN has no parts", async () => {
    const aws = await Aws.open();

    expect(await refusal(aws.data("aws_arn", { arn: "role/admin" }))).toContain('"arn" (role/admin) is an invalid ARN');
  });

  test("the default tags", async () => {
    const aws = await Aws.open({ default_tags: [{ tags: { owner: "platform" } }] });

    expect((await aws.data("aws_default_tags")).tags).toEqual({ owner: "platform" });
  });
});

describe("what is looked up in the account", () => {
  test("a VPC by its tags, and its subnets", async () => {
    const aws = await Aws.open();
    const { vpc, subnetIds } = await network(aws);
    await aws.make("aws_vpc", { cidr_block: "10.0.0.0/16", tags: { Name: "dev" } }, vpc);

    expect(await aws.data("aws_vpc", { tags: { Name: "dev" } })).toMatchObject({
      id: vpc.id,
      cidr_block: "10.0.0.0/16",
    });
    const found = await aws.data("aws_subnets", { filter: [{ name: "vpc-id", values: [vpc.id] }] });
    expect([...(found.ids as string[])].sort()).toEqual([...subnetIds].sort());
    expect(await refusal(aws.data("aws_vpc", { tags: { Name: "qa" } }))).toContain("no matching EC2 VPC found");
  });

  test("network interfaces of what stands in a subnet, by its kind; nothing where nothing stands", async () => {
    const aws = await Aws.open();
    const { subnetIds } = await network(aws);
    await cluster(aws, subnetIds);
    const found = async (subnet: string | undefined, ...kinds: readonly string[]): Promise<unknown> => {
      const filter = [
        { name: "subnet-id", values: [subnet] },
        { name: "interface-type", values: kinds },
      ];
      return (await aws.data("aws_network_interfaces", { filter })).ids;
    };

    expect(await found(subnetIds[0], "interface", "lambda")).toEqual([expect.stringMatching(/^eni-0[0-9a-f]{16}$/)]);
    expect(await found(subnetIds[0], "nat_gateway")).toEqual([]);
    expect(await found(subnetIds[2], "interface")).toEqual([]);
    expect(await found("none", "interface")).toEqual([]);
  });

  test("roles by an expression for their names", async () => {
    const aws = await Aws.open();
    await role(aws, "dev-karpenter");
    await role(aws, "dev-karpenter-nodes");

    const [one, none] = await Promise.all([
      aws.data("aws_iam_roles", { name_regex: "^dev-karpenter$" }),
      aws.data("aws_iam_roles", { name_regex: "^qa-" }),
    ]);

    expect([one.names, none.names, none.arns]).toEqual([["dev-karpenter"], [], []]);
  });

  test("roles by an expression of Go's, not of JavaScript's", async () => {
    const aws = await Aws.open();
    await role(aws, "dev-karpenter");

    expect(await aws.data("aws_iam_roles", { name_regex: "(?i)^DEV-[[:alpha:]]+\\z" })).toMatchObject({
      names: ["dev-karpenter"],
    });
    await expect(aws.data("aws_iam_roles", { name_regex: "^dev-(?!karpenter)" })).rejects.toThrow(
      '"name_regex": error parsing regexp: invalid or unsupported Perl syntax: `(?!`',
    );
  });

  test("a cluster by its name, with its certificate", async () => {
    const aws = await Aws.open();
    const { subnetIds } = await network(aws);
    const made = await cluster(aws, subnetIds);

    expect(await aws.data("aws_eks_cluster", { name: "dev" })).toMatchObject({
      id: "dev",
      endpoint: made.endpoint,
      certificate_authority: made.certificate_authority,
    });
    expect(await refusal(aws.data("aws_eks_cluster", { name: "qa" }))).toContain(
      "reading EKS Cluster (qa): couldn't find resource",
    );
  });

  test("everything that carries a tag", async () => {
    const aws = await Aws.open({ default_tags: [{ tags: { environment: "dev" } }] });
    const vpc = await aws.make("aws_vpc", { cidr_block: "10.0.0.0/16" });

    const { resource_tag_mapping_list: list } = await aws.data("aws_resourcegroupstaggingapi_resources", {
      tag_filter: [{ key: "environment", values: ["dev"] }],
    });

    expect(list).toEqual([expect.objectContaining({ resource_arn: vpc.arn, tags: { environment: "dev" } })]);
    expect(idOf(vpc)).toMatch(/^vpc-/);
  });

  test("a data source that is not simulated is a clear error", async () => {
    const aws = await Aws.open();

    expect(await refusal(aws.data("aws_ami", { most_recent: true }))).toContain(
      'The rehearsal does not simulate the data source "aws_ami".',
    );
  });
});
