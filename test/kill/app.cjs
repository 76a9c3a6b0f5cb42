/**
 * An app of three small stacks, that writes what cdktf would write: a round of the kill test must not spend its time on
 * synthesizing and planning a whole platform.
 */
"use strict";
const fs = require("node:fs");
const path = require("node:path");

const outdir = process.env.CDKTF_OUTDIR;
const states = process.env.JANGADA_STATE_DIRECTORY;
const stateOf = (stack) => path.join(states, `${stack}.tfstate`);
const aws = [{ region: "eu-west-1" }];
const tags = (name) => ({ Name: name, environment: "dev" });
const network = {
  terraform: { backend: { local: { path: stateOf("dev-network") } } },
  provider: { aws },
  resource: {
    aws_vpc: { network: { cidr_block: "10.0.0.0/16", tags: tags("dev") } },
    aws_subnet: Object.fromEntries(
      ["a", "b"].map((zone, index) => [
        `network_${zone}`,
        {
          vpc_id: "${aws_vpc.network.id}",
          cidr_block: `10.0.${index}.0/24`,
          availability_zone: `eu-west-1${zone}`,
          tags: tags(`dev-${zone}`),
        },
      ]),
    ),
    aws_internet_gateway: { network: { vpc_id: "${aws_vpc.network.id}", tags: tags("dev") } },
    aws_eip: { network: { domain: "vpc", tags: tags("dev") } },
  },
  output: {
    vpc_id: { value: "${aws_vpc.network.id}" },
    subnet_ids: { value: ["${aws_subnet.network_a.id}", "${aws_subnet.network_b.id}"] },
  },
};
const reads = { terraform_remote_state: { network: { backend: "local", config: { path: stateOf("dev-network") } } } };
const data = {
  terraform: { backend: { local: { path: stateOf("dev-data") } } },
  provider: { aws, random: [{}] },
  data: reads,
  resource: {
    random_password: { orders: { length: 32 } },
    aws_security_group: {
      orders: {
        name: "dev-orders",
        vpc_id: "${data.terraform_remote_state.network.outputs.vpc_id}",
        tags: tags("dev-orders"),
      },
    },
    aws_kms_key: { orders: { description: "dev orders", tags: tags("dev-orders") } },
    aws_sqs_queue: { orders: { name: "dev-orders", tags: tags("dev-orders") } },
    aws_secretsmanager_secret: {
      orders: {
        name: "dev/orders",
        kms_key_id: "${aws_kms_key.orders.arn}",
        recovery_window_in_days: 0,
        tags: tags("dev-orders"),
      },
    },
    aws_secretsmanager_secret_version: {
      orders: {
        secret_id: "${aws_secretsmanager_secret.orders.id}",
        secret_string: "${random_password.orders.result}",
      },
    },
  },
  output: { queue: { value: "${aws_sqs_queue.orders.name}" } },
};
const service = (name) => ({
  name: `dev-${name}`,
  assume_role_policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "pods.eks.amazonaws.com" } }],
  }),
});
const platform = {
  terraform: { backend: { local: { path: stateOf("dev-platform") } } },
  provider: { aws },
  data: {
    terraform_remote_state: {
      ...reads.terraform_remote_state,
      data: { backend: "local", config: { path: stateOf("dev-data") } },
    },
  },
  resource: {
    aws_iam_role: { orders: service("orders"), mail: service("mail") },
    aws_cloudwatch_log_group: {
      orders: { name: "/dev/${data.terraform_remote_state.data.outputs.queue}", retention_in_days: 30 },
    },
    aws_sqs_queue: { mail: { name: "dev-mail", tags: tags("dev-mail") } },
    aws_security_group: {
      mail: {
        name: "dev-mail",
        vpc_id: "${data.terraform_remote_state.network.outputs.vpc_id}",
        tags: tags("dev-mail"),
      },
    },
  },
};

const stacks = [
  ["dev-network", network, []],
  ["dev-data", data, ["dev-network"]],
  ["dev-platform", platform, ["dev-network", "dev-data"]],
];
const manifest = { version: "0.21.0", stacks: {} };
for (const [name, content, dependencies] of stacks) {
  const folder = path.join(outdir, "stacks", name);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "cdk.tf.json"), JSON.stringify(content, null, 2));
  manifest.stacks[name] = { name, constructPath: name, workingDirectory: `stacks/${name}`, dependencies };
}
fs.writeFileSync(path.join(outdir, "manifest.json"), JSON.stringify(manifest, null, 2));
