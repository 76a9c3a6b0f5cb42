import { at } from "../support/simulated";
import { ACCOUNT, Aws, idOf, network, refusal } from "./support";

describe("a VPC", () => {
  test("has the ids and ARN of its account, region and partition", async () => {
    const aws = await Aws.open();

    const vpc = await aws.make("aws_vpc", { cidr_block: "10.0.0.0/16" });

    expect(idOf(vpc)).toMatch(/^vpc-0[0-9a-f]{16}$/);
    expect(vpc).toMatchObject({
      arn: `arn:aws:ec2:eu-west-1:${ACCOUNT}:vpc/${idOf(vpc)}`,
      owner_id: ACCOUNT,
      region: "eu-west-1",
      enable_dns_support: true,
      enable_dns_hostnames: false,
      default_security_group_id: expect.stringMatching(/^sg-0[0-9a-f]{16}$/) as unknown,
      default_route_table_id: expect.stringMatching(/^rtb-0[0-9a-f]{16}$/) as unknown,
      main_route_table_id: vpc.default_route_table_id,
      default_network_acl_id: expect.stringMatching(/^acl-0[0-9a-f]{16}$/) as unknown,
    });
  });

  test.each([
    ["cn-northwest-1", "aws-cn"],
    ["us-gov-west-1", "aws-us-gov"],
    ["eu-central-1", "aws"],
  ])("in %s lies in the partition %s", async (region, partition) => {
    const aws = await Aws.open({ region });

    const { arn } = await aws.make("aws_vpc", { cidr_block: "10.0.0.0/16" });

    expect(arn).toMatch(new RegExp(`^arn:${partition}:ec2:${region}:${ACCOUNT}:vpc/vpc-`));
  });

  test("can have a twin, with an id of its own", async () => {
    const aws = await Aws.open();

    const twins = [
      await aws.make("aws_vpc", { cidr_block: "10.0.0.0/16" }),
      await aws.make("aws_vpc", { cidr_block: "10.0.0.0/16" }),
    ];

    expect(new Set(twins.map(idOf)).size).toBe(2);
  });

  test("is made alike in every world of one seed", async () => {
    const make = async () => (await Aws.open()).make("aws_vpc", { cidr_block: "10.0.0.0/16", tags: { Name: "dev" } });

    expect(await make()).toEqual(await make());
  });

  test.each(["10.0.0.0/15", "10.0.0.0/29"])("of the size of %s is refused", async (cidr) => {
    const aws = await Aws.open();

    expect(await refusal(aws.make("aws_vpc", { cidr_block: cidr }))).toContain(
      `InvalidVpc.Range: The CIDR '${cidr}' is invalid.`,
    );
  });

  test("names hosts only where it resolves names", async () => {
    const aws = await Aws.open();
    const given = { cidr_block: "10.0.0.0/16", enable_dns_support: false, enable_dns_hostnames: true };

    expect(await refusal(aws.make("aws_vpc", given))).toContain(
      "enableDnsHostnames needs enableDnsSupport to be true.",
    );
  });

  test("must be there for its default group to be handed over", async () => {
    const aws = await Aws.open();

    expect(await refusal(aws.make("aws_default_security_group", { vpc_id: "vpc-1" }))).toContain("vpc-1");
  });

  test("brings a group, a table and an ACL, that go with it", async () => {
    const aws = await Aws.open();
    const vpc = await aws.make("aws_vpc", { cidr_block: "10.0.0.0/16" });

    expect(aws.ids("aws_security_group")).toEqual([vpc.default_security_group_id]);
    expect(aws.ids("aws_route_table")).toEqual([vpc.default_route_table_id]);
    expect(aws.ids("aws_network_acl")).toEqual([vpc.default_network_acl_id]);

    await aws.destroy("aws_vpc", vpc);

    expect(aws.world.list()).toEqual([]);
  });

  test("hands its default group and table over, and stays as it was when they are forgotten", async () => {
    const aws = await Aws.open();
    const vpc = await aws.make("aws_vpc", { cidr_block: "10.0.0.0/16" });

    const group = await aws.make("aws_default_security_group", { vpc_id: vpc.id });
    const table = await aws.make("aws_default_route_table", { default_route_table_id: vpc.default_route_table_id });

    expect(group).toMatchObject({ id: vpc.default_security_group_id, name: "default", vpc_id: vpc.id });
    expect(table).toMatchObject({ id: vpc.default_route_table_id, vpc_id: vpc.id });
    await aws.destroy("aws_default_security_group", group);
    await aws.destroy("aws_default_route_table", table);
    expect(aws.ids("aws_security_group")).toEqual([vpc.default_security_group_id]);
    await aws.destroy("aws_vpc", vpc);
    expect(aws.world.list()).toEqual([]);
  });

  test.each([
    ["aws_subnet", { cidr_block: "10.0.0.0/24" }],
    ["aws_internet_gateway", {}],
    ["aws_security_group", { name: "web" }],
    ["aws_route_table", {}],
    ["aws_vpc_endpoint", { service_name: "com.amazonaws.eu-west-1.s3" }],
  ])("is not deleted while a %s is in it", async (type, given) => {
    const aws = await Aws.open();
    const vpc = await aws.make("aws_vpc", { cidr_block: "10.0.0.0/16" });
    const inside = await aws.make(type, { ...given, vpc_id: vpc.id });

    expect(await refusal(aws.destroy("aws_vpc", vpc))).toContain(
      `DependencyViolation: The vpc '${idOf(vpc)}' has dependencies and cannot be deleted.`,
    );

    await aws.destroy(type, inside);
    await aws.destroy("aws_vpc", vpc);
    expect(aws.ids("aws_vpc")).toEqual([]);
  });
});

describe("a subnet", () => {
  test("knows its zone by name and by id", async () => {
    const aws = await Aws.open();

    const { subnets } = await network(aws);

    expect(subnets[1]).toMatchObject({
      id: expect.stringMatching(/^subnet-0[0-9a-f]{16}$/) as unknown,
      arn: `arn:aws:ec2:eu-west-1:${ACCOUNT}:subnet/${idOf(subnets[1] ?? {})}`,
      availability_zone: "eu-west-1b",
      availability_zone_id: expect.stringMatching(/^euw1-az[123]$/) as unknown,
      owner_id: ACCOUNT,
    });
  });

  test("takes a zone by its id", async () => {
    const aws = await Aws.open();
    const { vpc, subnets } = await network(aws);
    const zone = at(subnets[2] ?? null, "availability_zone_id");

    const subnet = await aws.make("aws_subnet", {
      vpc_id: vpc.id,
      cidr_block: "10.0.9.0/24",
      availability_zone_id: zone,
    });

    expect(subnet.availability_zone).toBe("eu-west-1c");
  });

  test.each([
    [
      "in a VPC that is not there",
      { vpc_id: "vpc-00000000000000000" },
      "InvalidVpcID.NotFound: The vpc ID 'vpc-00000000000000000' does not exist",
    ],
    ["outside its VPC", { cidr_block: "10.1.0.0/24" }, "InvalidSubnet.Range: The CIDR '10.1.0.0/24' is invalid."],
    [
      "over another",
      { cidr_block: "10.0.0.0/23" },
      "InvalidSubnet.Conflict: The CIDR '10.0.0.0/23' conflicts with another subnet",
    ],
    ["inside another", { cidr_block: "10.0.1.128/25" }, "InvalidSubnet.Conflict"],
    ["too small", { cidr_block: "10.0.9.0/29" }, "InvalidSubnet.Range"],
    [
      "in a zone of another region",
      { availability_zone: "us-east-1a" },
      "InvalidParameterValue: Value (us-east-1a) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: eu-west-1a, eu-west-1b, eu-west-1c.",
    ],
  ])("%s is refused", async (_what, given, words) => {
    const aws = await Aws.open();
    const { vpc } = await network(aws);

    expect(await refusal(aws.make("aws_subnet", { vpc_id: vpc.id, cidr_block: "10.0.9.0/24", ...given }))).toContain(
      words,
    );
  });

  test("is not deleted while something stands in it", async () => {
    const aws = await Aws.open();
    const { vpc, subnets } = await network(aws);
    const [subnet] = subnets;
    if (!subnet) throw new Error("no subnet");
    await aws.make("aws_internet_gateway", { vpc_id: vpc.id });
    const eip = await aws.make("aws_eip", { domain: "vpc" });
    const nat = await aws.make("aws_nat_gateway", { allocation_id: eip.id, subnet_id: subnet.id });

    expect(await refusal(aws.destroy("aws_subnet", subnet))).toContain(
      `DependencyViolation: The subnet '${idOf(subnet)}' has dependencies and cannot be deleted.`,
    );

    await aws.destroy("aws_nat_gateway", nat);
    await aws.destroy("aws_subnet", subnet);
    expect(aws.ids("aws_subnet")).not.toContain(idOf(subnet));
  });
});
