/** What is read again: drift, what vanished, and state that an older provider wrote. */
import { edited } from "../../helpers/edited";
import { Rehearsed } from "./support";

const NETWORK = `
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
  # tags
}

resource "aws_subnet" "one" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.0.0/24"
  availability_zone = "eu-west-1a"
}

resource "aws_subnet" "two" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.0.1.0/24"
  availability_zone = "eu-west-1b"
}
`;

const CLUSTER = `
${NETWORK}
resource "aws_iam_role" "cluster" {
  name               = "cluster"
  assume_role_policy = jsonencode({
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "eks.amazonaws.com" } }]
  })
}

resource "aws_eks_cluster" "main" {
  name     = "dev"
  role_arn = aws_iam_role.cluster.arn
  vpc_config { subnet_ids = [aws_subnet.one.id, aws_subnet.two.id] }
}

resource "aws_db_instance" "orders" {
  identifier                  = "orders"
  engine                      = "postgres"
  engine_version              = "17"
  instance_class              = "db.t4g.micro"
  allocated_storage           = 20
  username                    = "owner"
  manage_master_user_password = true
  skip_final_snapshot         = true
}
`;

let rehearsed: Rehearsed;
beforeEach(async () => {
  rehearsed = await Rehearsed.open("aws_vpc", "aws_subnet", "aws_iam_role", "aws_eks_cluster", "aws_db_instance");
});
afterEach(() => rehearsed.close());

test("drift is told by a plan that only refreshes, and taken back by the next apply", async () => {
  await rehearsed.applied(NETWORK);
  rehearsed.drift(rehearsed.object("aws_vpc"), { enable_dns_support: false });

  const { status, stdout } = await rehearsed.run("plan", "-refresh-only", "-detailed-exitcode");

  expect(status).toBe(2);
  expect(stdout).toMatch(/~ enable_dns_support\s+= true -> false/);
  expect(await rehearsed.planned()).toEqual(["update aws_vpc.main"]);
  await rehearsed.must("apply", "plan");
  expect(rehearsed.object("aws_vpc").attributes["enable_dns_support"]).toBe(true);
});

test("what vanished is told, and made again", async () => {
  await rehearsed.applied(NETWORK);
  const [subnet] = rehearsed.objects("aws_subnet");
  if (!subnet) throw new Error("no subnet");
  rehearsed.vanish(subnet);

  expect(await rehearsed.must("plan", "-refresh-only")).toContain("has been deleted");
  await rehearsed.must("apply", "-refresh-only", "-auto-approve");
  expect(await rehearsed.addresses()).toHaveLength(2);
  expect((await rehearsed.planned()).map((line) => line.split(" ")[0])).toEqual(["create"]);
});

test("what vanished under an apply that did not look is an error, as in the cloud", async () => {
  await rehearsed.applied(NETWORK);
  rehearsed.vanish(rehearsed.object("aws_vpc"));
  rehearsed.write(edited(NETWORK, "# tags", 'tags = { Name = "dev" }'));

  expect(await rehearsed.refused("apply", "-auto-approve", "-refresh=false")).toContain("couldn't find resource");
});

test("state of older schemas is brought to today's: a plan is empty, even one that does not look", async () => {
  await rehearsed.applied(CLUSTER);
  rehearsed.editState((state) => {
    for (const { type, instances } of state.resources) {
      for (const instance of instances) {
        const { attributes } = instance;
        instance.schema_version = 0;
        if (type === "aws_eks_cluster") delete attributes["bootstrap_self_managed_addons"];
        if (type === "aws_db_instance") {
          // Before version 5 of the provider an instance was known by its identifier.
          attributes["id"] = attributes["identifier"];
          delete attributes["delete_automated_backups"];
        }
      }
    }
  });

  expect(await rehearsed.planned("-refresh=false")).toEqual([]);
  expect(await rehearsed.planned()).toEqual([]);
  await rehearsed.must("apply", "-refresh-only", "-auto-approve");
  expect(rehearsed.attributes("aws_db_instance", "orders")["id"]).toMatch(/^db-[A-Z2-7]{26}$/);
});
