import { crc32 } from "node:zlib";
import type { ValueObject } from "../../../src/rehearsal/protocol/value";
import { UNKNOWN } from "../../../src/rehearsal/protocol/value";
import { at } from "../support/simulated";
import { ACCOUNT, Aws, type Given, idOf, network, refusal } from "./support";

async function withGateway(
  aws: Aws,
): Promise<{ vpc: ValueObject; subnetIds: readonly string[]; gateway: ValueObject }> {
  const { vpc, subnetIds } = await network(aws);
  return { vpc, subnetIds, gateway: await aws.make("aws_internet_gateway", { vpc_id: vpc.id }) };
}

describe("gateways", () => {
  test("an address is Amazon's, and names itself after it", async () => {
    const aws = await Aws.open();

    const eip = await aws.make("aws_eip", { domain: "vpc" });

    expect(eip).toMatchObject({
      id: expect.stringMatching(/^eipalloc-0[0-9a-f]{16}$/) as unknown,
      allocation_id: eip.id,
      public_ip: expect.stringMatching(/^5[234](\.\d{1,3}){3}$/) as unknown,
      public_dns: `ec2-${String(eip.public_ip).replaceAll(".", "-")}.eu-west-1.compute.amazonaws.com`,
    });
  });

  test("a NAT gateway has its address's IP, and one of its subnet", async () => {
    const aws = await Aws.open();
    const { subnetIds } = await withGateway(aws);
    const eip = await aws.make("aws_eip", { domain: "vpc" });

    const nat = await aws.make("aws_nat_gateway", { allocation_id: eip.id, subnet_id: subnetIds[1] });

    expect(idOf(nat)).toMatch(/^nat-0[0-9a-f]{16}$/);
    expect(nat.public_ip).toBe(eip.public_ip);
    expect(nat.private_ip).toMatch(/^10\.0\.1\.\d+$/);
  });

  test("a NAT gateway is refused without an internet gateway, an address, or with one that is taken", async () => {
    const aws = await Aws.open();
    const { vpc, subnetIds } = await network(aws);
    const eip = await aws.make("aws_eip", { domain: "vpc" });
    const nat = (given: Given) =>
      aws.make("aws_nat_gateway", { allocation_id: eip.id, subnet_id: subnetIds[0], ...given });

    expect(await refusal(nat({}))).toContain(
      `Gateway.NotAttached: Network ${idOf(vpc)} has no Internet gateway attached`,
    );
    await aws.make("aws_internet_gateway", { vpc_id: vpc.id });
    expect(await refusal(nat({ allocation_id: "eipalloc-1" }))).toContain(
      "InvalidAllocationID.NotFound: The allocation ID 'eipalloc-1' does not exist",
    );
    await nat({});
    expect(await refusal(nat({ subnet_id: subnetIds[1] }))).toContain("Resource.AlreadyAssociated");
  });

  test("a VPC has one internet gateway", async () => {
    const aws = await Aws.open();
    const { vpc, gateway } = await withGateway(aws);

    expect(await refusal(aws.make("aws_internet_gateway", { vpc_id: vpc.id }))).toContain(
      `Resource.AlreadyAssociated: resource ${idOf(vpc)} is already associated`,
    );
    expect(gateway.arn).toBe(`arn:aws:ec2:eu-west-1:${ACCOUNT}:internet-gateway/${idOf(gateway)}`);
  });

  test("neither an address nor an internet gateway leaves a NAT gateway behind", async () => {
    const aws = await Aws.open();
    const { subnetIds, gateway } = await withGateway(aws);
    const eip = await aws.make("aws_eip", { domain: "vpc" });
    await aws.make("aws_nat_gateway", { allocation_id: eip.id, subnet_id: subnetIds[0] });

    expect(await refusal(aws.destroy("aws_eip", eip))).toContain(idOf(eip));
    expect(await refusal(aws.destroy("aws_internet_gateway", gateway))).toContain("DependencyViolation");
  });
});

describe("routes", () => {
  async function table(aws: Aws) {
    const made = await withGateway(aws);
    return { ...made, table: await aws.make("aws_route_table", { vpc_id: made.vpc.id }) };
  }

  test("a route's id is its table's and the provider's number of its destination", async () => {
    const aws = await Aws.open();
    const { table: own, gateway } = await table(aws);

    const route = await aws.make("aws_route", {
      route_table_id: own.id,
      destination_cidr_block: "0.0.0.0/0",
      gateway_id: gateway.id,
    });

    // The number that every default route of a real state has behind its table's id.
    expect(crc32("0.0.0.0/0")).toBe(1080289494);
    expect(route.id).toBe(`r-${idOf(own)}1080289494`);
    expect(route).toMatchObject({ origin: "CreateRoute", state: "active" });
    expect(await aws.imported("aws_route", `${idOf(own)}_0.0.0.0/0`)).toEqual(route);
  });

  test.each([
    [
      "to a gateway that is not there",
      { gateway_id: "igw-1" },
      "InvalidGatewayID.NotFound: The gateway ID 'igw-1' does not exist",
    ],
    ["to a NAT gateway that is not there", { nat_gateway_id: "nat-1" }, "NatGatewayNotFound"],
    [
      "in a table that is not there",
      { route_table_id: "rtb-1" },
      "InvalidRouteTableID.NotFound: The routeTable ID 'rtb-1' does not exist",
    ],
  ])("a route %s is refused", async (_what, given, words) => {
    const aws = await Aws.open();
    const { table: own, gateway } = await table(aws);
    const target = "nat_gateway_id" in given ? {} : { gateway_id: gateway.id };

    const made = aws.make("aws_route", {
      route_table_id: own.id,
      destination_cidr_block: "0.0.0.0/0",
      ...target,
      ...given,
    });

    expect(await refusal(made)).toContain(words);
  });

  test("two routes of one destination are refused", async () => {
    const aws = await Aws.open();
    const { table: own, gateway } = await table(aws);
    const given = { route_table_id: own.id, destination_cidr_block: "0.0.0.0/0", gateway_id: gateway.id };
    await aws.make("aws_route", given);

    expect(await refusal(aws.make("aws_route", given))).toContain("RouteAlreadyExists");
  });

  test("a subnet uses one table, which then stays", async () => {
    const aws = await Aws.open();
    const { table: own, vpc, subnetIds } = await table(aws);
    const other = await aws.make("aws_route_table", { vpc_id: vpc.id });

    const made = await aws.make("aws_route_table_association", { subnet_id: subnetIds[0], route_table_id: own.id });

    expect(idOf(made)).toMatch(/^rtbassoc-0[0-9a-f]{16}$/);
    expect(await aws.imported("aws_route_table_association", `${subnetIds[0]}/${idOf(own)}`)).toEqual(made);
    expect(
      await refusal(aws.make("aws_route_table_association", { subnet_id: subnetIds[0], route_table_id: other.id })),
    ).toContain("Resource.AlreadyAssociated");
    expect(await refusal(aws.destroy("aws_route_table", own))).toContain("DependencyViolation");
  });
});

describe("security groups", () => {
  test("have unique names in a VPC, and none of AWS's own", async () => {
    const aws = await Aws.open();
    const { vpc } = await network(aws);
    const group = (name: string) => aws.make("aws_security_group", { name, vpc_id: vpc.id });

    const made = await group("web");

    expect(made).toMatchObject({ description: "Managed by Terraform", owner_id: ACCOUNT, name_prefix: "" });
    expect(idOf(made)).toMatch(/^sg-0[0-9a-f]{16}$/);
    expect(await refusal(group("web"))).toContain(
      `InvalidGroup.Duplicate: The security group 'web' already exists for VPC '${idOf(vpc)}'`,
    );
    expect(await refusal(group("default"))).toContain("reserved security group name");
    const elsewhere = await aws.make("aws_vpc", { cidr_block: "10.9.0.0/16" });
    await aws.make("aws_security_group", { name: "web", vpc_id: elsewhere.id });
  });

  test("get names by their prefix", async () => {
    const aws = await Aws.open();
    const { vpc } = await network(aws);

    const made = await aws.make("aws_security_group", { name_prefix: "web-", vpc_id: vpc.id });

    expect(made.name).toMatch(/^web-\d{26}$/);
    expect(made.name_prefix).toBe("web-");
  });

  test("have rules once, that name groups which are there and then stay", async () => {
    const aws = await Aws.open();
    const { vpc } = await network(aws);
    const [web, data] = [
      await aws.make("aws_security_group", { name: "web", vpc_id: vpc.id }),
      await aws.make("aws_security_group", { name: "data", vpc_id: vpc.id }),
    ];
    const rule = (peer: unknown) =>
      aws.make("aws_vpc_security_group_ingress_rule", {
        security_group_id: data.id,
        referenced_security_group_id: peer,
        ip_protocol: "tcp",
        from_port: 5432,
        to_port: 5432,
      });

    const made = await rule(web.id);

    expect(idOf(made)).toMatch(/^sgr-0[0-9a-f]{16}$/);
    expect(made).toMatchObject({
      security_group_rule_id: made.id,
      arn: `arn:aws:ec2:eu-west-1:${ACCOUNT}:security-group-rule/${idOf(made)}`,
    });
    expect(await refusal(rule(web.id))).toContain("InvalidPermission.Duplicate: the specified rule");
    expect(await refusal(rule("sg-1"))).toContain("InvalidGroup.NotFound: The security group 'sg-1' does not exist");
    expect(await refusal(aws.destroy("aws_security_group", web))).toContain(
      `DependencyViolation: resource ${idOf(web)} has a dependent object`,
    );
  });
});

describe("VPC endpoints", () => {
  test("of the gateway kind have a prefix list, of the interface kind network interfaces and names", async () => {
    const aws = await Aws.open();
    const { vpc, subnetIds } = await network(aws);
    await aws.make("aws_vpc", { cidr_block: "10.0.0.0/16", enable_dns_hostnames: true }, vpc);

    const gateway = await aws.make("aws_vpc_endpoint", { vpc_id: vpc.id, service_name: "com.amazonaws.eu-west-1.s3" });
    const face = await aws.make("aws_vpc_endpoint", {
      vpc_id: vpc.id,
      service_name: "com.amazonaws.eu-west-1.ecr.api",
      vpc_endpoint_type: "Interface",
      private_dns_enabled: true,
      subnet_ids: subnetIds.slice(0, 2),
    });

    expect(gateway).toMatchObject({
      prefix_list_id: expect.stringMatching(/^pl-[0-9a-f]{8}$/) as unknown,
      network_interface_ids: [],
    });
    expect(at(face, "network_interface_ids")).toHaveLength(2);
    expect(at(face, "dns_entry.0.dns_name")).toMatch(
      new RegExp(`^${idOf(face)}-[a-z0-9]{8}\\.(api\\.ecr|ecr\\.api)\\.eu-west-1\\.vpce\\.amazonaws\\.com$`),
    );
    expect(face.security_group_ids).toEqual([vpc.default_security_group_id]);
  });

  test("of another region's service are refused", async () => {
    const aws = await Aws.open();
    const { vpc } = await network(aws);

    const made = aws.make("aws_vpc_endpoint", { vpc_id: vpc.id, service_name: "com.amazonaws.us-east-1.s3" });

    expect(await refusal(made)).toContain(
      "InvalidServiceName: The Vpc Endpoint Service 'com.amazonaws.us-east-1.s3' does not exist",
    );
  });
});

describe("what EC2 puts in one place once", () => {
  test("an interface endpoint stands in one subnet of a zone", async () => {
    const aws = await Aws.open();
    const { vpc, subnetIds } = await network(aws);
    const twin = await aws.make("aws_subnet", {
      vpc_id: vpc.id,
      cidr_block: "10.0.9.0/24",
      availability_zone: "eu-west-1a",
    });

    const made = aws.make("aws_vpc_endpoint", {
      vpc_id: vpc.id,
      service_name: "com.amazonaws.eu-west-1.sts",
      vpc_endpoint_type: "Interface",
      subnet_ids: [subnetIds[0], twin.id],
    });

    expect(await refusal(made)).toContain(
      "DuplicateSubnetsInSameZone: Found another VPC endpoint subnet in the availability zone of",
    );
  });

  test("a public NAT gateway has an address, a private one needs none", async () => {
    const aws = await Aws.open();
    const { subnetIds, gateway } = await withGateway(aws);

    expect(await refusal(aws.make("aws_nat_gateway", { subnet_id: subnetIds[0] }))).toContain(
      "MissingParameter: The request must contain the parameter AllocationId",
    );
    const made = await aws.make("aws_nat_gateway", { subnet_id: subnetIds[0], connectivity_type: "private" });
    expect(made.public_ip).toBe("");
    // Nothing of it is on the internet, so that the way there may go.
    await aws.destroy("aws_internet_gateway", gateway);
  });
});

describe("a launch template", () => {
  const config = (more: Given = {}): Given => ({ name: "nodes", instance_type: "m7i.large", ...more });

  test("begins with version 1, and plans the next as unknown when something changes", async () => {
    const aws = await Aws.open();
    const first = await aws.make("aws_launch_template", config());

    expect(first).toMatchObject({
      latest_version: 1,
      default_version: 1,
      id: expect.stringMatching(/^lt-0[0-9a-f]{16}$/) as unknown,
    });
    const planned = await aws.plan("aws_launch_template", config({ instance_type: "m7i.xlarge" }), first);
    expect(planned.action).toBe("update");
    expect(planned.state?.latest_version).toEqual(UNKNOWN);
    const second = await aws.make("aws_launch_template", config({ instance_type: "m7i.xlarge" }), first);
    expect(second).toMatchObject({ latest_version: 2, default_version: 1 });
  });

  test("makes its newest version the default if it is to", async () => {
    const aws = await Aws.open();
    const first = await aws.make("aws_launch_template", config({ update_default_version: true }));

    const second = await aws.make(
      "aws_launch_template",
      config({ update_default_version: true, user_data: "Cg==" }),
      first,
    );

    expect(second).toMatchObject({ latest_version: 2, default_version: 2 });
  });

  test("with a name that is taken is refused", async () => {
    const aws = await Aws.open();
    await aws.make("aws_launch_template", config());

    expect(await refusal(aws.make("aws_launch_template", config()))).toContain(
      "InvalidLaunchTemplateName.AlreadyExistsException: Launch template name already in use.",
    );
  });
});
