/** What becomes of addresses: imports, `moved` and `removed` blocks. */
import { Rehearsed } from "./support";

const VPC = `resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }`;

const ROUTES = `
${VPC}
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_route_table" "main" { vpc_id = aws_vpc.main.id }
resource "aws_route" "out" {
  route_table_id         = aws_route_table.main.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}
`;

let rehearsed: Rehearsed;
beforeEach(async () => {
  rehearsed = await Rehearsed.open("aws_vpc", "aws_route_table", "aws_route", "aws_internet_gateway");
});
afterEach(() => rehearsed.close());

test("an object made elsewhere is imported by the command and by a block, and then plans nothing", async () => {
  await rehearsed.applied(ROUTES);
  const route = rehearsed.object("aws_route");
  await rehearsed.must("state", "rm", "aws_internet_gateway.main", "aws_route.out");
  expect(await rehearsed.planned()).toEqual(["create aws_internet_gateway.main", "create aws_route.out"]);

  await rehearsed.must("import", "aws_internet_gateway.main", rehearsed.object("aws_internet_gateway").id);
  rehearsed.write(`
    ${ROUTES}
    import {
      to = aws_route.out
      id = "${String(route.attributes["route_table_id"])}_0.0.0.0/0"
    }
  `);
  expect(await rehearsed.must("apply", "-auto-approve")).toContain("1 imported, 0 added, 0 changed, 0 destroyed");

  expect(rehearsed.attributes("aws_route", "out")["id"]).toBe(route.id);
  expect(await rehearsed.planned()).toEqual([]);
});

test("what is not there is not imported", async () => {
  rehearsed.write(VPC);
  await rehearsed.must("init");

  expect(await rehearsed.refused("import", "aws_vpc.main", "vpc-00000000000000000")).toContain(
    "Cannot import non-existent remote object",
  );
});

test("a moved block changes the address and nothing else", async () => {
  await rehearsed.applied(VPC);
  const { id } = rehearsed.object("aws_vpc");

  rehearsed.write(`
    resource "aws_vpc" "network" { cidr_block = "10.0.0.0/16" }
    moved {
      from = aws_vpc.main
      to   = aws_vpc.network
    }
  `);
  expect(await rehearsed.must("apply", "-auto-approve")).toContain("0 added, 0 changed, 0 destroyed");

  expect(await rehearsed.addresses()).toEqual(["aws_vpc.network"]);
  expect(rehearsed.object("aws_vpc").id).toBe(id);
});

test("a removed block forgets an object, which stays", async () => {
  await rehearsed.applied(VPC);

  rehearsed.write(`
    removed {
      from = aws_vpc.main
      lifecycle { destroy = false }
    }
  `);
  await rehearsed.must("apply", "-auto-approve");

  expect(await rehearsed.addresses()).toEqual([]);
  expect(rehearsed.objects("aws_vpc")).toHaveLength(1);
});
