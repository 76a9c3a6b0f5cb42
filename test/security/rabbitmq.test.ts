/** The security checks of Amazon MQ and what stands around it, each under its own id. */
import type { JobV1SpecTemplateSpecContainer } from "@cdktf/provider-kubernetes/lib/job-v1";
import { MqBroker } from "../../src/constructs/rabbitmq/aws/mq-broker";
import { MqLogGroups } from "../../src/constructs/rabbitmq/aws/mq-log-groups";
import { passwordPod } from "../../src/constructs/rabbitmq/administrator/password-pod";
import { brokerProps, only, stackOf, synthesized } from "../constructs/rabbitmq/fixtures";

// Even what may be thrown away is safe: the defaults of the least protected broker.
const stack = stackOf();
new MqBroker(stack, "events", brokerProps(stack, { protected: false, highAvailability: false, size: "small" }));
const json = synthesized(stack);
const broker = only(json, "aws_mq_broker");
const group = only(json, "aws_security_group");
const rules = Object.values(json.resource["aws_vpc_security_group_ingress_rule"] ?? {});
const key = only(json, "aws_kms_key");
const policy = JSON.parse(String(key["policy"])) as {
  Statement: { Principal: object; Condition?: { ArnEquals: object } }[];
};
const keyArn = (broker["encryption_options"] as { kms_key_id: string }).kms_key_id;

/** What the platform adds once the broker runs. */
const platform = stackOf();
new MqLogGroups(platform, "logs", { brokerId: "b-1", keyArn: "arn:aws:kms:eu-west-1:123456789012:key/broker" });
const logs = only(synthesized(platform), "aws_cloudwatch_log_group");

const pod = passwordPod({ url: "https://host:443", files: "files", first: "first", wanted: "wanted" });
const [container] = pod.container as readonly JobV1SpecTemplateSpecContainer[];
if (!container) throw new Error("the pod has no container");

test("CKV_AWS_48 AWS-0071: the general log is written", () => {
  expect(broker["logs"]).toEqual({ general: true });
});
test("CKV_AWS_197 AWS-0070: RabbitMQ has no audit log, and none is asked for: Amazon MQ would refuse the broker", () => {
  expect(broker["engine_type"]).toBe("RabbitMQ");
  expect(broker["logs"]).not.toHaveProperty("audit");
});
test("CKV_AWS_69 AWS-0072: the broker is not public", () => {
  expect(broker["publicly_accessible"]).toBe(false);
});
test("CKV_AWS_207: minor versions come by themselves", () => {
  expect(broker["auto_minor_version_upgrade"]).toBe(true);
});
test("CKV_AWS_208: the version is a current one", () => {
  expect(Number.parseFloat(String(broker["engine_version"]))).toBeGreaterThanOrEqual(3.11);
});
test("CKV_AWS_209: storage is encrypted with a key of its own", () => {
  expect(broker["encryption_options"]).toEqual({
    kms_key_id: expect.stringMatching(/^\$\{aws_kms_key\./) as string,
    use_aws_owned_key: false,
  });
});
test("CKV_AWS_149: the first password's secret is encrypted with the key", () => {
  expect(only(json, "aws_secretsmanager_secret")["kms_key_id"]).toBe(keyArn);
});
test("CKV2_AWS_57: what would have to rotate is dead; the new password stands in no plan", () => {
  expect(only(json, "aws_secretsmanager_secret")["name"]).toMatch(/\/first-password$/);
  expect(only(json, "aws_secretsmanager_secret_version")).not.toHaveProperty("secret_string");
});
test("CKV_AWS_23 AWS-0124: group and rules are described", () => {
  expect(group["description"]).toBe("RabbitMQ broker dev-events");
  for (const rule of rules) expect(rule["description"]).toMatch(/^(AMQP over TLS|RabbitMQ management) from /);
});
test("CKV2_AWS_5: the group is attached", () => {
  expect(broker["security_groups"]).toEqual([expect.stringMatching(/^\$\{aws_security_group\./)]);
});
test("CKV_AWS_382 AWS-0104: nothing goes out", () => {
  expect(group).not.toHaveProperty("egress");
  expect(json.resource).not.toHaveProperty("aws_vpc_security_group_egress_rule");
});
test("CKV_AWS_260 CKV_AWS_24 CKV_AWS_25 AWS-0107: AMQP and management over TLS come in, and not from everywhere", () => {
  expect(group).not.toHaveProperty("ingress");
  expect(rules.map((rule) => [rule["cidr_ipv4"], rule["from_port"], rule["to_port"]])).toEqual([
    ["10.20.0.0/16", 5671, 5671],
    ["10.20.0.0/16", 443, 443],
  ]);
});
test("CKV_AWS_158 AWS-0017: log groups are encrypted with the key", () => {
  expect(logs["kms_key_id"]).toBe("arn:aws:kms:eu-west-1:123456789012:key/broker");
});
test("CKV_AWS_66 CKV_AWS_338: logs are kept for a year", () => {
  expect(logs["retention_in_days"]).toBe(365);
});
test("CKV_AWS_7 AWS-0065: the key rotates", () => {
  expect(key["enable_key_rotation"]).toBe(true);
});
test("CKV2_AWS_64 CKV_AWS_33: the key's policy names who may use it", () => {
  expect(policy.Statement.map(({ Principal }) => Principal)).toEqual([
    { AWS: "arn:aws:iam::123456789012:root" },
    { Service: "logs.eu-west-1.amazonaws.com" },
  ]);
  expect(policy.Statement[1]?.Condition?.ArnEquals).toEqual({
    "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/amazonmq/broker/*/*",
  });
});
test("CKV_K8S_16 CKV_K8S_20 CKV_K8S_22 CKV_K8S_23 CKV_K8S_28 CKV_K8S_29 CKV_K8S_30 CKV_K8S_40: the Job has no privileges", () => {
  expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: "10001" });
  expect(container.securityContext).toMatchObject({
    allowPrivilegeEscalation: false,
    privileged: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
    seccompProfile: { type: "RuntimeDefault" },
  });
});
test("CKV_K8S_10 CKV_K8S_11 CKV_K8S_12 CKV_K8S_13: the Job has requests and limits", () => {
  expect(container.resources).toEqual({
    requests: { cpu: expect.any(String) as string, memory: expect.any(String) as string },
    limits: { cpu: expect.any(String) as string, memory: expect.any(String) as string },
  });
});
test("CKV_K8S_14 CKV_K8S_15: the Job's image has a tag, and is looked for each time", () => {
  expect(container.image).toMatch(/:[a-z0-9][a-z0-9.-]+$/);
  expect(container.image).not.toMatch(/:latest$/);
  expect(container.imagePullPolicy).toBe("Always");
});
test("CKV_K8S_35: passwords reach the Job as files", () => {
  expect(JSON.stringify(container.env)).not.toContain("secret");
  expect(pod.volume).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: "first", secret: expect.objectContaining({ defaultMode: "0440" }) as object }),
      expect.objectContaining({ name: "wanted", secret: expect.objectContaining({ defaultMode: "0440" }) as object }),
    ]),
  );
});
test("CKV_K8S_38: the Job has no token of a service account", () => {
  expect(pod.automountServiceAccountToken).toBe(false);
});
