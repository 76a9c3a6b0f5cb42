/** The simulated AWS, as the real Terraform binary drives it: a cluster and a database, and a certificate's proof. */
import { serve, type ServedProvider } from "../../../src/rehearsal/protocol/server";
import { TerraformFolder } from "../../rehearsal/protocol/support/terraform";
import { ACCOUNT, Aws, trust } from "./support";

const PROVIDER = `
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["${ACCOUNT}"]
  default_tags {
    tags = { environment = "dev" }
  }
}
`;

const NETWORK = `
data "aws_availability_zones" "here" {
  state = "available"
}

resource "aws_vpc" "dev" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "dev" }
}

resource "aws_subnet" "private" {
  for_each          = { for index, zone in slice(data.aws_availability_zones.here.names, 0, 2) : zone => index }
  vpc_id            = aws_vpc.dev.id
  availability_zone = each.key
  cidr_block        = cidrsubnet(aws_vpc.dev.cidr_block, 8, each.value)
}
`;

const CLUSTER = `
variable "hop_limit" {
  default = 1
}

resource "aws_iam_role" "cluster" {
  name               = "cluster"
  assume_role_policy = ${JSON.stringify(trust("eks.amazonaws.com"))}
}

resource "aws_iam_role" "nodes" {
  name_prefix        = "nodes-"
  assume_role_policy = ${JSON.stringify(trust("ec2.amazonaws.com"))}
}

resource "aws_iam_role_policy_attachment" "nodes" {
  role       = aws_iam_role.nodes.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"
}

resource "aws_eks_cluster" "dev" {
  name     = "dev"
  role_arn = aws_iam_role.cluster.arn
  version  = "1.34"
  vpc_config {
    subnet_ids = [for subnet in aws_subnet.private : subnet.id]
  }
  access_config {
    authentication_mode = "API"
  }
}

resource "aws_launch_template" "nodes" {
  name                   = "nodes"
  vpc_security_group_ids = [aws_eks_cluster.dev.vpc_config[0].cluster_security_group_id]
  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = var.hop_limit
  }
}

resource "aws_eks_node_group" "pool" {
  cluster_name    = aws_eks_cluster.dev.name
  node_group_name = "pool"
  node_role_arn   = aws_iam_role.nodes.arn
  subnet_ids      = [for subnet in aws_subnet.private : subnet.id]
  launch_template {
    id      = aws_launch_template.nodes.id
    version = aws_launch_template.nodes.latest_version
  }
  scaling_config {
    min_size     = 1
    desired_size = 1
    max_size     = 3
  }
  depends_on = [aws_iam_role_policy_attachment.nodes]
}

resource "aws_db_subnet_group" "orders" {
  subnet_ids = [for subnet in aws_subnet.private : subnet.id]
}

resource "aws_db_instance" "orders" {
  identifier                  = "orders"
  engine                      = "postgres"
  engine_version              = "17"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 20
  username                    = "owner"
  manage_master_user_password = true
  db_subnet_group_name        = aws_db_subnet_group.orders.name
  final_snapshot_identifier   = "orders-final"
}

output "authority" {
  value = base64decode(aws_eks_cluster.dev.certificate_authority[0].data)
}

output "secret" {
  value = aws_db_instance.orders.master_user_secret[0].secret_arn
}

output "version" {
  value = aws_launch_template.nodes.latest_version
}

output "tags" {
  value = aws_vpc.dev.tags_all
}
`;

const CERTIFICATE = `
resource "aws_route53_zone" "shop" {
  name = "shop.example.com"
}

resource "aws_acm_certificate" "shop" {
  domain_name               = "shop.example.com"
  subject_alternative_names = ["*.shop.example.com", "www.shop.example.com"]
  validation_method         = "DNS"
}

resource "aws_route53_record" "proof" {
  for_each = {
    for option in aws_acm_certificate.shop.domain_validation_options : option.domain_name => option
    if !startswith(option.domain_name, "*.")
  }
  zone_id = aws_route53_zone.shop.zone_id
  name    = each.value.resource_record_name
  type    = each.value.resource_record_type
  records = [each.value.resource_record_value]
  ttl     = 60
}

resource "aws_acm_certificate_validation" "shop" {
  certificate_arn         = aws_acm_certificate.shop.arn
  validation_record_fqdns = [for record in aws_route53_record.proof : record.fqdn]
}
`;

/** What Terraform tolerated of the older SDK, but for defaults of arguments that are not computed. */
const tolerated = (log: string): readonly string[] =>
  log
    .split("\n")
    .filter((line) => /^\s+- \S*: /.test(line))
    .filter((line) => !/planned value .* for a non-computed attribute/.test(line));

describe("AWS under the real Terraform", () => {
  let aws: Aws;
  let served: ServedProvider;
  let folder: TerraformFolder;

  beforeEach(async () => {
    aws = await Aws.open();
    served = await serve(aws.handlers);
    folder = new TerraformFolder([served]);
  });

  afterEach(async () => {
    await served.close();
    folder.remove();
  });

  test("a cluster and a database are made, changed where they change, and gone but for the snapshot", async () => {
    folder.write(PROVIDER + NETWORK + CLUSTER);
    await folder.mustRun("init");

    // when
    const made = await folder.runWith({ TF_LOG: "WARN" }, "apply", "-auto-approve");

    // then
    expect(made.stdout).toContain("Apply complete! Resources: 11 added");
    expect(made.stdout).toContain("-----BEGIN CERTIFICATE-----");
    expect(made.stdout).toMatch(/secret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!db-/);
    expect(made.stdout).toMatch(/"environment" = "dev"/);
    expect(tolerated(made.stderr)).toEqual([]);
    expect((await folder.run("plan", "-detailed-exitcode")).status).toBe(0);

    // when the template changes, its version is new, and the nodes take it
    const changed = await folder.runWith({ TF_LOG: "WARN" }, "apply", "-auto-approve", "-var", "hop_limit=2");
    expect(changed.stdout).toContain("0 added, 2 changed, 0 destroyed");
    expect(changed.stdout).toContain("version = 2");
    expect(tolerated(changed.stderr)).toEqual([]);

    // when everything goes
    await folder.mustRun("destroy", "-auto-approve", "-var", "hop_limit=2");

    // then what is left stays by design
    expect(aws.world.list().map(({ type, id, attributes }) => [type, id, attributes.retained])).toEqual([
      ["aws_db_snapshot", "orders-final", true],
    ]);
  });

  test("a certificate's domains are known before it is made, so that each can have its record", async () => {
    folder.write(PROVIDER + CERTIFICATE);
    await folder.mustRun("init");

    const planned = await folder.mustRun("plan");
    expect(planned.stdout).toContain('aws_route53_record.proof["www.shop.example.com"] will be created');

    const made = await folder.runWith({ TF_LOG: "WARN" }, "apply", "-auto-approve");
    expect(made.stdout).toContain("Apply complete! Resources: 5 added");
    expect(tolerated(made.stderr)).toEqual([]);
    expect(aws.world.list("aws_acm_certificate")[0]?.attributes.status).toBe("ISSUED");
  });

  test("what exists is imported by the ids that the real provider takes", async () => {
    folder.write(PROVIDER + NETWORK + CLUSTER);
    await folder.mustRun("init");
    await folder.mustRun("apply", "-auto-approve");
    const group = aws.world.list("aws_db_subnet_group")[0]?.id ?? "";

    // when the state is lost
    const ids: readonly (readonly [string, string])[] = [
      ["aws_eks_node_group.pool", "dev:pool"],
      ["aws_db_instance.orders", "orders"],
      ["aws_db_subnet_group.orders", `${group}@eu-west-1`],
    ];
    for (const [address] of ids) await folder.mustRun("state", "rm", address);
    const blocks = ids.map(([to, id]) => `import {\n  to = ${to}\n  id = "${id}"\n}\n`);
    folder.write(PROVIDER + NETWORK + CLUSTER + blocks.join(""));

    // then it is found again
    const { stdout } = await folder.mustRun("apply", "-auto-approve");
    expect(stdout).toContain("3 imported, 0 added");
    expect(stdout).toContain("0 destroyed");
  });

  test("what AWS refuses comes out as the provider's error, and what was made before it stays", async () => {
    folder.write(`${PROVIDER}${NETWORK}
resource "aws_subnet" "outside" {
  vpc_id     = aws_vpc.dev.id
  cidr_block = "192.168.0.0/24"
}
`);
    await folder.mustRun("init");

    const { status, stderr } = await folder.run("apply", "-auto-approve");

    expect(status).toBe(1);
    expect(stderr.replace(/[│\s]+/g, " ")).toContain(
      "creating EC2 Subnet: api error InvalidSubnet.Range: The CIDR '192.168.0.0/24' is invalid.",
    );
    expect(aws.ids("aws_subnet")).toHaveLength(2);
  });
});
