/** The security checks of EKS and what stands around it, each under its own id. */
import { nodeImageVersion } from "../../src/catalog/kubernetes";
import { karpenterNodes } from "../../src/constructs/k8s-cluster/aws/karpenter-nodes";
import { clusterComponent } from "../../src/constructs/k8s-cluster/component";
import { type Block, Synthesized } from "../constructs/aws-stack";
import { synthesizeCluster, testCluster } from "../constructs/k8s-cluster/fixtures";

// Even what may be thrown away is safe: the defaults of the least protected cluster.
const cluster = synthesizeCluster({ deletionProtection: false, zonalShift: false });
const controlPlane = cluster.resource("aws_eks_cluster");
const vpc = controlPlane["vpc_config"] as Block;
const template = cluster.resource("aws_launch_template");
const logGroup = cluster.resource("aws_cloudwatch_log_group");
const keys = Object.values(cluster.resources("aws_kms_key"));
const rules = Object.values(cluster.resources("aws_vpc_security_group_ingress_rule"));
const queue = cluster.resource("aws_sqs_queue");
const nodeClass = karpenterNodes({
  clusterName: "dev",
  version: "1.35",
  instanceProfileName: "profile",
  clusterSecurityGroupId: "sg-1",
  subnetIds: ["subnet-1"],
  volumeKeyArn: "arn:key",
  capacity: ["spot", "on-demand"],
  cpu: 8,
  tags: {},
})[0]?.["spec"] as Record<string, unknown>;

interface Statement {
  readonly Effect: string;
  readonly Principal?: { readonly AWS?: string } | "*";
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: object;
}
const statements = (resource: Block, argument = "policy") =>
  (JSON.parse(String(resource[argument])) as { Statement: Statement[] }).Statement;

test("CKV_AWS_39 AWS-0040: the API server has no public endpoint", () => {
  expect(vpc).toMatchObject({ endpoint_private_access: true, endpoint_public_access: false });
  expect(vpc).not.toHaveProperty("public_access_cidrs");
});
test("CKV_AWS_38 AWS-0041: a public endpoint is open to named ranges alone", () => {
  const open = synthesizeCluster({ api: { public: { cidrs: ["203.0.113.0/24"] } } }).resource("aws_eks_cluster");
  expect(open["vpc_config"]).toMatchObject({
    endpoint_private_access: true,
    endpoint_public_access: true,
    public_access_cidrs: ["203.0.113.0/24"],
  });
  expect(() => testCluster({ api: { public: { cidrs: ["0.0.0.0/0"] } } })).toThrow(/opens the API server to everybody/);
  expect(() => testCluster({ api: { public: { cidrs: [] } } })).toThrow(/would be open to the world/);
});
test("CKV_AWS_37 AWS-0038: all five kinds of the control plane's logs are on", () => {
  expect(controlPlane["enabled_cluster_log_types"]).toEqual([
    "api",
    "audit",
    "authenticator",
    "controllerManager",
    "scheduler",
  ]);
});
test("CKV_AWS_58 AWS-0039: Secrets are encrypted with a key of our own", () => {
  expect(controlPlane["encryption_config"]).toEqual({
    provider: { key_arn: "${aws_kms_key.cluster_secrets-key.arn}" },
    resources: ["secrets"],
  });
});
test("CKV_AWS_339: the default minor is one that AWS supports", () => {
  expect(controlPlane["version"]).toBe("1.35");
  expect(clusterComponent.rules().schema.parse({})).toMatchObject({ version: "1.35" });
});
test("CKV_AWS_158 AWS-0017: the control plane's logs are encrypted with a key of our own", () => {
  expect(logGroup["kms_key_id"]).toBe("${aws_kms_key.cluster_log-group_key.arn}");
});
test("CKV_AWS_66 CKV_AWS_338: they are kept for a year", () => {
  expect(logGroup["retention_in_days"]).toBeGreaterThanOrEqual(365);
});
test("CKV_AWS_7 AWS-0065: every key is rotated", () => {
  expect(keys).toHaveLength(3);
  for (const key of keys) expect(key["enable_key_rotation"]).toBe(true);
});
test("CKV2_AWS_64: every key has a policy, which keeps it in the account's hands", () => {
  for (const key of keys) {
    expect(statements(key)[0]).toMatchObject({ Principal: { AWS: "arn:aws:iam::123456789012:root" } });
  }
});
test("CKV_AWS_33: no key's policy has the principal * without a condition on account and service", () => {
  const wild = keys
    .flatMap((key) => statements(key))
    .filter(({ Principal }) => JSON.stringify(Principal).includes("*"));
  expect(wild).toHaveLength(1);
  expect(wild[0]?.Condition).toEqual({
    StringEquals: { "kms:CallerAccount": "123456789012", "kms:ViaService": "ec2.eu-west-1.amazonaws.com" },
  });
});
test("CKV_AWS_79 AWS-0028 AWS-0130: the metadata service answers to sessions only", () => {
  expect(template["metadata_options"]).toMatchObject({ http_endpoint: "enabled", http_tokens: "required" });
  expect(nodeClass["metadataOptions"]).toMatchObject({ httpEndpoint: "enabled", httpTokens: "required" });
});
test("CKV_AWS_341: the metadata service does not answer to pods", () => {
  expect(template["metadata_options"]).toMatchObject({ http_put_response_hop_limit: 1 });
  expect(nodeClass["metadataOptions"]).toMatchObject({ httpPutResponseHopLimit: 1 });
});
test("CKV_AWS_8 AWS-0008 AWS-0131: nodes' volumes are encrypted with a key of our own", () => {
  expect(template["block_device_mappings"]).toEqual([
    {
      device_name: "/dev/xvda",
      ebs: {
        delete_on_termination: "true",
        encrypted: "true",
        kms_key_id: "${aws_kms_key.cluster_volumes-key.arn}",
        volume_size: 50,
        volume_type: "gp3",
      },
    },
  ]);
  expect(nodeClass["blockDeviceMappings"]).toMatchObject([{ ebs: { encrypted: true, kmsKeyID: "arn:key" } }]);
});
test("CKV_AWS_88: nodes have no public addresses", () => {
  expect(template).not.toHaveProperty("network_interfaces");
  expect(nodeClass["associatePublicIPAddress"]).toBe(false);
});
test("CKV_AWS_100: nodes take no SSH", () => {
  for (const group of Object.values(cluster.resources("aws_eks_node_group"))) {
    expect(group).not.toHaveProperty("remote_access");
  }
  expect(template).not.toHaveProperty("key_name");
});
test("CKV_AWS_23 AWS-0099: security groups and rules say what they are for", () => {
  expect(cluster.resource("aws_security_group")["description"]).toMatch(/private API server/);
  expect(rules.length).toBeGreaterThan(0);
  for (const rule of rules) expect(rule["description"]).toMatch(/^HTTPS from /);
});
test("CKV_AWS_24 CKV_AWS_260 AWS-0107: no security group is open to the world", () => {
  expect(rules.map((rule) => rule["cidr_ipv4"])).toEqual(["10.0.0.0/16"]);
});
test("CKV_AWS_382 AWS-0104: no security group lets everything out", () => {
  expect(cluster.resources("aws_vpc_security_group_egress_rule")).toEqual({});
  expect(cluster.resource("aws_security_group")).not.toHaveProperty("egress");
});
test("CKV2_AWS_5: the security group is attached", () => {
  expect(vpc["security_group_ids"]).toEqual(["${aws_security_group.cluster_security-group.id}"]);
});
test("CKV_AWS_27 AWS-0096: the queue is encrypted", () => {
  expect(queue["sqs_managed_sse_enabled"]).toBe(true);
});
test("CKV_AWS_168 CKV_AWS_72 AWS-0097: the queue's policy lets in its rules alone, and no plain connection", () => {
  const policy = statements(cluster.resource("aws_sqs_queue_policy"));
  expect(policy.filter(({ Effect }) => Effect === "Allow")).toMatchObject([
    { Action: "sqs:SendMessage", Principal: { Service: "events.amazonaws.com" } },
  ]);
  expect(policy[1]).toMatchObject({ Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } });
});
test("CKV_AWS_60 CKV_AWS_61: only services take on roles, never an account or anybody", () => {
  const roles = Object.values(cluster.resources("aws_iam_role"));
  expect(roles.length).toBeGreaterThanOrEqual(5);
  for (const role of roles) {
    for (const { Principal } of statements(role, "assume_role_policy")) {
      expect(Object.keys(Principal as object)).toEqual(["Service"]);
    }
  }
});
test("CKV_AWS_62 CKV_AWS_63 CKV_AWS_274: no role may do everything", () => {
  const attached = Object.values(cluster.resources("aws_iam_role_policy_attachment")).map(
    ({ policy_arn }) => policy_arn,
  );
  expect(attached).not.toContain("arn:aws:iam::aws:policy/AdministratorAccess");
  for (const policy of Object.values(cluster.resources("aws_iam_role_policy"))) {
    for (const { Action, Resource } of statements(policy)) {
      expect(JSON.stringify(Action)).not.toMatch(/"\*"|:\*"/);
      expect(Resource).not.toBe("*");
    }
  }
});
test("CKV_AWS_355 CKV_AWS_290: identities of pods name what they may do it to", () => {
  const { stack, cluster: made } = testCluster();
  made.identify(stack, "secrets", {
    namespace: "a",
    serviceAccount: "b",
    permissions: [{ kind: "secrets", prefix: "dev/", access: "write", keyIds: ["arn:key"] }],
  });
  const policy = new Synthesized(stack).resource("aws_iam_role_policy", "secrets_role_policy");
  for (const { Resource } of statements(policy)) expect(Resource).not.toBe("*");
});
test("images of nodes are pinned, and not whatever is newest", () => {
  expect(nodeClass["amiSelectorTerms"]).toEqual([{ alias: `al2023@${nodeImageVersion("1.35")}` }]);
  for (const group of Object.values(cluster.resources("aws_eks_node_group"))) {
    expect(group["release_version"]).toMatch(/^1\.35\.\d+-\d{8}$/);
  }
});
