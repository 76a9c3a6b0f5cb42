/** The security checks of a VPC and what stands in it, each under its own id. */
import { AwsNetwork } from "../../src/constructs/network/aws/aws-network";
import { ACCOUNT, awsStack, REGION, Synthesized } from "../constructs/aws-stack";

// The defaults, and private endpoints, which bring a security group.
const stack = awsStack();
new AwsNetwork(stack, "network", {
  name: "dev",
  region: REGION,
  account: ACCOUNT,
  cidr: "10.0.0.0/16",
  aws: { zones: ["eu-west-1a", "eu-west-1b"] },
  privateEndpoints: true,
});
const network = new Synthesized(stack);
const logGroup = network.resource("aws_cloudwatch_log_group");
const key = network.resource("aws_kms_key");
const keyPolicy = JSON.parse(String(key["policy"])) as {
  Statement: { Principal: { AWS?: string; Service?: string }; Condition?: object }[];
};

test("CKV_AWS_130 AWS-0164: nothing gets a public address by standing in a subnet", () => {
  const subnets = Object.values(network.resources("aws_subnet"));
  expect(subnets).toHaveLength(8);
  for (const subnet of subnets) expect(subnet["map_public_ip_on_launch"]).toBe(false);
});
test("CKV2_AWS_12 AWS-0173: the default security group lets nothing through", () => {
  const group = network.resource("aws_default_security_group");
  expect(group["vpc_id"]).toBe("${aws_vpc.network.id}");
  expect(group).not.toHaveProperty("ingress");
  expect(group).not.toHaveProperty("egress");
});
test("CKV2_AWS_11 AWS-0178: flow logs of all traffic", () => {
  expect(network.resource("aws_flow_log")).toMatchObject({
    vpc_id: "${aws_vpc.network.id}",
    traffic_type: "ALL",
    max_aggregation_interval: 60,
    log_destination: "${aws_cloudwatch_log_group.network_flow-logs_log-group.arn}",
  });
});
test("CKV_AWS_158 AWS-0017: logs are encrypted with a key of our own", () => {
  expect(logGroup["kms_key_id"]).toBe("${aws_kms_key.network_flow-logs_log-group_key.arn}");
});
test("CKV_AWS_66 CKV_AWS_338: logs are kept for a year", () => {
  expect(logGroup["retention_in_days"]).toBeGreaterThanOrEqual(365);
});
test("CKV_AWS_7 AWS-0065: the key is rotated", () => {
  expect(key["enable_key_rotation"]).toBe(true);
});
test("CKV2_AWS_64 CKV_AWS_33: the key has a policy, which lets in the account and the log group alone", () => {
  expect(keyPolicy.Statement.map(({ Principal }) => Principal)).toEqual([
    { AWS: `arn:aws:iam::${ACCOUNT}:root` },
    { Service: "logs.eu-west-1.amazonaws.com" },
  ]);
  expect(keyPolicy.Statement[1]?.Condition).toEqual({
    ArnEquals: {
      "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/aws/vpc/dev/flow-logs`,
    },
  });
});
test("CKV_AWS_23 AWS-0099: security groups and rules say what they are for", () => {
  expect(network.resource("aws_security_group")["description"]).toMatch(/endpoints/);
  expect(network.resource("aws_vpc_security_group_ingress_rule")["description"]).toBe("HTTPS from the network");
});
test("CKV_AWS_260 CKV_AWS_24 AWS-0107: no security group is open to the world", () => {
  expect(network.resource("aws_vpc_security_group_ingress_rule")["cidr_ipv4"]).toBe("10.0.0.0/16");
});
test("CKV_AWS_382 AWS-0104: no security group lets everything out", () => {
  expect(network.resources("aws_vpc_security_group_egress_rule")).toEqual({});
  expect(network.resource("aws_security_group")).not.toHaveProperty("egress");
});
test("CKV2_AWS_5: the security group is attached", () => {
  expect(network.resource("aws_vpc_endpoint", "network_endpoints_sts")["security_group_ids"]).toEqual([
    "${aws_security_group.network_endpoints_security-group.id}",
  ]);
});
test("CKV2_AWS_19: every address belongs to a gateway", () => {
  const used = Object.values(network.resources("aws_nat_gateway")).map((gateway) => gateway["allocation_id"]);
  const made = Object.keys(network.resources("aws_eip")).map((name) => `\${aws_eip.${name}.allocation_id}`);
  expect(used.sort()).toEqual(made.sort());
});
test("CKV2_AWS_35: default routes lead to gateways, never to instances", () => {
  for (const route of Object.values(network.resources("aws_route"))) {
    expect(route["nat_gateway_id"] ?? route["gateway_id"]).toMatch(/^\$\{aws_(nat|internet)_gateway\./);
  }
});
test("CKV_AWS_61 CKV_AWS_60: only the flow logs' service takes on their role, for this account alone", () => {
  const trust = JSON.parse(String(network.resource("aws_iam_role")["assume_role_policy"])) as { Statement: object[] };
  expect(trust.Statement).toEqual([
    {
      Effect: "Allow",
      Principal: { Service: "vpc-flow-logs.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
    },
  ]);
});
test("CKV_AWS_355 CKV_AWS_290 AWS-0057: the role may write to its log group alone", () => {
  const policy = JSON.parse(String(network.resource("aws_iam_role_policy")["policy"])) as {
    Statement: { Resource: string }[];
  };
  expect(policy.Statement.map(({ Resource }) => Resource)).toEqual([
    "${aws_cloudwatch_log_group.network_flow-logs_log-group.arn}:*",
  ]);
});
