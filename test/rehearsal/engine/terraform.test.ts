/** The engine alone, without any behaviour, under the real Terraform binary. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serve, type ServedProvider } from "../../../src/rehearsal/protocol/server";
import { objectOf } from "../../../src/rehearsal/protocol/value";
import { simulatedProvider } from "../../../src/rehearsal/engine/engine";
import type { ReferenceRule } from "../../../src/rehearsal/engine/references";
import { loadSchema } from "../../../src/schemas/load";
import { TerraformFolder, type Outcome } from "../protocol/support/terraform";
import { bare, MemoryWorld, REALM } from "./in-memory";

const PROVIDERS = ["aws", "kubernetes", "helm", "random", "tls"] as const;

const PLATFORM = `
terraform {
  required_providers {
    aws        = { source = "hashicorp/aws" }
    kubernetes = { source = "hashicorp/kubernetes" }
    helm       = { source = "hashicorp/helm" }
    random     = { source = "hashicorp/random" }
    tls        = { source = "hashicorp/tls" }
  }
}

provider "aws" {
  region = "eu-west-1"
}

variable "cidr" {
  default = "10.0.0.0/16"
}

variable "nodes" {
  default = 2
}

resource "aws_vpc" "main" {
  cidr_block           = var.cidr
  enable_dns_hostnames = true
  tags                 = { Name = "main" }
}

resource "aws_subnet" "zone" {
  for_each          = toset(["a", "b"])
  vpc_id            = aws_vpc.main.id
  cidr_block        = each.key == "a" ? "10.0.0.0/20" : "10.0.16.0/20"
  availability_zone = "eu-west-1\${each.key}"
  tags              = {}
}

resource "aws_security_group" "db" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.main.cidr_block]
  }
  dynamic "egress" {
    for_each = toset([for subnet in aws_subnet.zone : subnet.id])
    content {
      from_port   = 0
      to_port     = 0
      protocol    = "-1"
      description = egress.value
    }
  }
}

resource "aws_eks_cluster" "main" {
  name     = "main"
  role_arn = "arn:aws:iam::123456789012:role/cluster"
  version  = "1.34"
  enabled_cluster_log_types = ["audit", "api"]
  vpc_config {
    subnet_ids = [for subnet in aws_subnet.zone : subnet.id]
  }
  access_config {
    authentication_mode = "API"
  }
  encryption_config {
    resources = ["secrets"]
    provider {
      key_arn = "arn:aws:kms:eu-west-1:123456789012:key/k"
    }
  }
}

resource "aws_db_instance" "orders" {
  identifier             = "orders"
  instance_class         = "db.t4g.micro"
  engine                 = "postgres"
  allocated_storage      = 20
  max_allocated_storage  = 100.5
  username               = "root"
  password_wo            = "never-stored"
  password_wo_version    = 1
  vpc_security_group_ids = [aws_security_group.db.id]
}

resource "aws_vpc_security_group_ingress_rule" "https" {
  security_group_id = aws_security_group.db.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.0.0.0/8"
}

resource "kubernetes_namespace_v1" "shop" {
  metadata {
    name   = "shop"
    labels = { cluster = aws_eks_cluster.main.name }
  }
}

resource "helm_release" "shop" {
  name      = "shop"
  chart     = "oci://charts.example/shop"
  namespace = kubernetes_namespace_v1.shop.metadata[0].name
  values    = [yamlencode({ nodes = var.nodes })]
  set = [
    { name = "endpoint", value = aws_eks_cluster.main.endpoint },
    { name = "ca", value = aws_eks_cluster.main.certificate_authority[0].data, type = "string" },
  ]
  set_wo          = [{ name = "password", value = "never-stored" }]
  set_wo_revision = 1
}

resource "random_password" "shop" {
  length  = 20
  keepers = { vpc = aws_vpc.main.id }
}

resource "tls_private_key" "shop" {
  algorithm = "ECDSA"
}

output "address" {
  value = "\${aws_db_instance.orders.address}:\${aws_db_instance.orders.port}"
}
`;

const REFERENCES: readonly ReferenceRule[] = [
  {
    from: "aws_subnet",
    path: "vpc_id",
    to: "aws_vpc",
    missing: { code: "InvalidVpcID.NotFound", message: "The vpc ID '{value}' does not exist" },
    inUse: { code: "DependencyViolation", message: "The vpc '{value}' has dependencies and cannot be deleted." },
  },
];

let world: MemoryWorld;
let served: ServedProvider[];
let folder: TerraformFolder;

beforeEach(async () => {
  world = new MemoryWorld();
  served = await Promise.all(
    PROVIDERS.map((name) =>
      serve(
        simulatedProvider({
          schema: loadSchema(name),
          behaviour: { ...bare(name), references: REFERENCES, protocol: name === "helm" ? 6 : 5 },
          world,
        }),
      ),
    ),
  );
  folder = new TerraformFolder(served);
  folder.write(PLATFORM);
  await folder.mustRun("init");
});

afterEach(async () => {
  folder.remove();
  await Promise.all(served.map((provider) => provider.close()));
});

/** What the older providers' defaults made Terraform say at the last command. */
let tolerated: readonly string[] = [];

const log = (): string => join(folder.path, "terraform.log");

/** Runs Terraform, and fails if it had to tolerate anything but a default on an argument that is not computed. */
async function clean(...args: string[]): Promise<Outcome> {
  rmSync(log(), { force: true });
  const outcome = await folder.runWith({ TF_LOG: "WARN", TF_LOG_PATH: log() }, ...args);
  const lines = existsSync(log()) ? readFileSync(log(), "utf8").split("\n") : [];
  tolerated = lines.filter((line) => /^\s+- |produced an invalid new value|unexpected new value/.test(line));
  expect(tolerated.filter((line) => !/for a non-computed attribute$/.test(line))).toEqual([]);
  return outcome;
}

async function mustClean(...args: string[]): Promise<Outcome> {
  const outcome = await clean(...args);
  if (outcome.status !== 0) throw new Error(`terraform ${args.join(" ")}:\n${outcome.stdout}\n${outcome.stderr}`);
  return outcome;
}

interface Message {
  readonly type: string;
  readonly change?: { readonly resource: { readonly addr: string }; readonly action: string };
}

/** What a plan would do, by address; nothing for what stays. */
async function changes(...args: string[]): Promise<Record<string, string>> {
  const { stdout } = await mustClean("plan", "-json", ...args);
  const messages = stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Message);
  return Object.fromEntries(
    messages.flatMap(({ type, change }) =>
      type === "planned_change" && change ? [[change.resource.addr, change.action]] : [],
    ),
  );
}

it("creates a platform, comes to rest, changes, replaces and destroys it, and nothing has to be tolerated", async () => {
  await mustClean("apply", "-auto-approve");
  expect(world.list()).toHaveLength(11);
  expect(tolerated.join()).toContain(
    'instance_tenancy: planned value cty.StringVal("default") for a non-computed attribute',
  );
  expect((await clean("plan", "-detailed-exitcode")).status).toBe(0);
  const state = readFileSync(join(folder.path, "terraform.tfstate"), "utf8");
  expect(state + JSON.stringify(world.list())).not.toContain("never-stored");

  expect(await changes("-var=nodes=3")).toEqual({ "helm_release.shop": "update" });
  expect(await changes("-out=plan", "-var=cidr=10.0.0.0/15")).toEqual({
    "aws_vpc.main": "replace",
    'aws_subnet.zone["a"]': "replace",
    'aws_subnet.zone["b"]': "replace",
    "aws_security_group.db": "replace",
    "aws_eks_cluster.main": "update",
    "aws_db_instance.orders": "update",
    "aws_vpc_security_group_ingress_rule.https": "replace",
    "random_password.shop": "replace",
  });
  await mustClean("apply", "plan");
  expect((await clean("plan", "-detailed-exitcode", "-var=cidr=10.0.0.0/15")).status).toBe(0);

  await mustClean("destroy", "-auto-approve");
  expect(world.list()).toEqual([]);
});

it("sees what changed outside, what is gone, and what was there before; reads the state of older versions", async () => {
  await mustClean("apply", "-auto-approve", "-target=aws_subnet.zone");
  const [vpc] = world.list("aws_vpc");
  if (!vpc) throw new Error("no VPC");
  world.put({ ...vpc, attributes: objectOf([...Object.entries(vpc.attributes), ["enable_dns_hostnames", false]]) });
  expect((await folder.mustRun("plan", "-refresh-only", "-target=aws_vpc.main")).stdout).toMatch(
    /enable_dns_hostnames += true -> false/,
  );
  const subnet = world.list("aws_subnet").find(({ attributes }) => attributes.availability_zone === "eu-west-1a");
  if (!subnet) throw new Error("no subnet");
  world.remove("aws_subnet", subnet.id, REALM);
  expect(await changes("-target=aws_subnet.zone")).toEqual({
    "aws_vpc.main": "update",
    'aws_subnet.zone["a"]': "create",
  });

  const path = join(folder.path, "terraform.tfstate");
  const state = readFileSync(path, "utf8").replaceAll('"schema_version": 1', '"schema_version": 0');
  writeFileSync(
    path,
    state.replace('"enable_dns_support": true', '"enable_dns_support": "true",\n"enable_classiclink": false'),
  );
  expect(await changes("-target=aws_vpc.main")).toEqual({ "aws_vpc.main": "update" });

  rmSync(path);
  await mustClean("import", "aws_vpc.main", vpc.id);
  expect(await changes("-target=aws_vpc.main")).toEqual({ "aws_vpc.main": "update" });
  const nothing = await folder.run("import", "aws_security_group.db", "sg-none");
  expect(nothing.stderr).toContain("Cannot import non-existent remote object");
});

it("shows what the provider refuses where it stands in the configuration", async () => {
  const providers = PLATFORM.split('variable "cidr"')[0] ?? "";
  folder.write(`${providers}
resource "aws_vpc" "bad" {
  cidr_block          = "10.0.0.1/16"
  ipv4_netmask_length = 20
}

resource "tls_private_key" "bad" {
  algorithm = "FOO"
}
`);
  const refused = await folder.run("validate");
  expect(refused.status).toBe(1);
  expect(refused.stderr).toMatch(/conflicts with ipv4_netmask_length/);
  expect(refused.stderr).toMatch(/on main.tf line \d+, in resource "aws_vpc" "bad":\s+\d+:\s+cidr_block/);
  expect(refused.stderr.replace(/[│\s]+/g, " ")).toContain('must be one of: ["RSA" "ECDSA" "ED25519"], got: "FOO"');

  folder.write(`${providers}
resource "aws_subnet" "lost" {
  vpc_id     = "vpc-0"
  cidr_block = "10.0.0.0/20"
}
`);
  const missing = await folder.run("apply", "-auto-approve");
  expect(missing.status).toBe(1);
  expect(missing.stderr).toContain("api error InvalidVpcID.NotFound: The vpc ID 'vpc-0' does not exist");
});
