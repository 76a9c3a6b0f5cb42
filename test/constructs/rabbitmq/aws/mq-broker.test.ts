import { DefaultTokenResolver, Fn, StringConcat, TerraformStack, Testing, Tokenization } from "cdktf";
import { MqBroker } from "../../../../src/constructs/rabbitmq/aws/mq-broker";
import { AdoptedMessageBroker } from "../../../../src/constructs/rabbitmq/adopted-broker";
import type { MessageBrokerProps } from "../../../../src/constructs/rabbitmq/props";
import {
  type Attributes,
  brokerProps,
  FakeNetwork,
  only,
  problemsOf,
  stackOf,
  type Synthesized,
  synthesized,
} from "../fixtures";

function made(props: Partial<MessageBrokerProps> = {}): { json: Synthesized; broker: Attributes } {
  const stack = stackOf();
  new MqBroker(stack, "events", brokerProps(stack, props));
  const json = synthesized(stack);
  return { json, broker: only(json, "aws_mq_broker") };
}

const resolved = (scope: TerraformStack, value: string): unknown =>
  Tokenization.resolve(value, { scope, resolver: new DefaultTokenResolver(new StringConcat()), preparing: false });

test("a broker over the zones, private, with one user that is not followed", () => {
  const { broker } = made();

  expect(broker).toMatchObject({
    broker_name: "dev-events",
    engine_type: "RabbitMQ",
    engine_version: "4.2",
    host_instance_type: "mq.m7g.large",
    deployment_mode: "CLUSTER_MULTI_AZ",
    publicly_accessible: false,
    auto_minor_version_upgrade: true,
    apply_immediately: false,
    subnet_ids: ["subnet-data-eu-west-1a", "subnet-data-eu-west-1b"],
    logs: { general: true },
    user: [{ username: "platform-admin", password: expect.stringMatching(/^\$\{random_password\./) }],
    lifecycle: { ignore_changes: ["user"], prevent_destroy: true },
  });
  expect(broker["logs"]).not.toHaveProperty("audit");
  expect(broker).not.toHaveProperty("maintenance_window_start_time");
});

test("a single broker stands in one zone, and may go where it is not protected", () => {
  const { broker } = made({ highAvailability: false, protected: false, size: "small" });

  expect(broker).toMatchObject({ deployment_mode: "SINGLE_INSTANCE", subnet_ids: ["subnet-data-eu-west-1a"] });
  expect(broker["host_instance_type"]).toBe("mq.m7g.medium");
  expect(broker["lifecycle"]).toEqual({ ignore_changes: ["user"] });
});

test("of many zones three are taken, and of one zone one subnet", () => {
  const zones = ["eu-west-1a", "eu-west-1a", "eu-west-1b", "eu-west-1c", "eu-west-1d"];
  const stack = stackOf();
  new MqBroker(stack, "events", {
    ...brokerProps(new TerraformStack(Testing.app(), "other")),
    network: new FakeNetwork(stack, zones),
  });

  expect(only(synthesized(stack), "aws_mq_broker")["subnet_ids"]).toEqual([
    "subnet-data-eu-west-1a",
    "subnet-data-eu-west-1b",
    "subnet-data-eu-west-1c",
  ]);
});

test("where the region lacks the usual types, those of the generation before run the older series", () => {
  const { broker } = made({ region: "ca-west-1", version: "3.13" });

  expect(broker).toMatchObject({ host_instance_type: "mq.m5.large", engine_version: "3.13" });
});

test("the maintenance window begins when it is told to", () => {
  const { broker } = made({ maintenanceWindow: "sat:23:30-sun:01:30" });

  expect(broker["maintenance_window_start_time"]).toEqual({
    day_of_week: "SATURDAY",
    time_of_day: "23:30",
    time_zone: "UTC",
  });
});

test("the first password is another one for another broker, and stands in the secret by a write-only argument", () => {
  const { json } = made({
    secretPrefix: "dev/rabbitmq/events",
    secretKeyId: "arn:aws:kms:eu-west-1:123456789012:key/secrets",
  });
  const password = only(json, "random_password");
  const secret = only(json, "aws_secretsmanager_secret");
  const version = only(json, "aws_secretsmanager_secret_version");

  expect(password).toMatchObject({ length: 40, special: false });
  expect(password["keepers"]).toEqual({
    name: "dev-events",
    mode: "CLUSTER_MULTI_AZ",
    key: expect.stringMatching(/^\$\{aws_kms_key\./),
    subnets: "subnet-data-eu-west-1a subnet-data-eu-west-1b",
  });
  expect(secret).toMatchObject({
    name: "dev/rabbitmq/events/first-password",
    kms_key_id: "arn:aws:kms:eu-west-1:123456789012:key/secrets",
    recovery_window_in_days: 0,
  });
  expect(version).not.toHaveProperty("secret_string");
  expect(version["secret_string_wo"]).toMatch(
    /^\{"username":"platform-admin","password":"\$\{random_password\.[^}]+\}"\}$/,
  );
  expect(version["lifecycle"]).toEqual({ replace_triggered_by: [expect.stringMatching(/^random_password\./)] });
});

test("its own ports are open to the network, or to whom it is said", () => {
  const ranges = (props: Partial<MessageBrokerProps>): unknown[] =>
    Object.values(made(props).json.resource["aws_vpc_security_group_ingress_rule"] ?? {}).map((rule) => [
      rule["from_port"],
      rule["to_port"],
      rule["cidr_ipv4"],
      rule["description"],
    ]);

  expect(ranges({})).toEqual([
    [5671, 5671, "10.20.0.0/16", "AMQP over TLS from network"],
    [443, 443, "10.20.0.0/16", "RabbitMQ management from network"],
  ]);
  expect(ranges({ allow: { office: "192.0.2.0/24" } })).toEqual([
    [5671, 5671, "192.0.2.0/24", "AMQP over TLS from office"],
    [443, 443, "192.0.2.0/24", "RabbitMQ management from office"],
  ]);
});

test("with a key that exists none is made", () => {
  const encryptionKey = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000";
  const { json, broker } = made({ aws: { encryptionKey } });

  expect(json.resource["aws_kms_key"]).toBeUndefined();
  expect(broker["encryption_options"]).toEqual({ kms_key_id: encryptionKey, use_aws_owned_key: false });
});

test("what it publishes leads back to it", () => {
  const stack = stackOf();
  const broker = new MqBroker(stack, "events", brokerProps(stack, { secretPrefix: "dev/rabbitmq/events" }));
  const adopted = new AdoptedMessageBroker(stack, "adopted", broker.attributes);

  expect(adopted).toMatchObject({
    brokerName: "dev-events",
    runs: "managed",
    version: "4.2",
    port: 5671,
    managementPort: 443,
    authoritySecret: "",
    admin: { kind: "first-password", username: "platform-admin", remoteName: "dev/rabbitmq/events/first-password" },
  });
  expect(resolved(stack, broker.host)).toMatch(
    /trimsuffix\(trimprefix\(.*instances.*endpoints.*"amqps:\/\/"\), ":5671"\)/,
  );
  expect(resolved(stack, broker.managementHost)).toMatch(/trimprefix\(.*console_url.*"https:\/\/"\)/);
});

test("a broker that nobody administers is refused", () => {
  const stack = stackOf();
  const { attributes } = new MqBroker(stack, "events", brokerProps(stack));

  expect(problemsOf(() => new AdoptedMessageBroker(stack, "x", { ...attributes, details: {} }))).toMatchObject([
    { code: "RABBITMQ_ADMIN_UNKNOWN" },
  ]);
  expect(new AdoptedMessageBroker(stack, "y", { ...attributes, runs: "in-cluster", details: {} }).admin).toEqual({
    kind: "operator",
  });
});

test.each<[what: string, props: Partial<MessageBrokerProps>, code: string, path: string]>([
  ["a pair that there is not", { aws: { instanceType: "mq.m5.large" } }, "RABBITMQ_INSTANCE", "aws.instanceType"],
  [
    "a type that makes no cluster",
    { version: "3.13", aws: { instanceType: "mq.t3.micro" } },
    "RABBITMQ_INSTANCE",
    "aws.instanceType",
  ],
  [
    "a type of another engine",
    { version: "3.13", aws: { instanceType: "mq.m4.large" } },
    "RABBITMQ_INSTANCE",
    "aws.instanceType",
  ],
  ["a region without the series", { region: "eu-south-1" }, "RABBITMQ_INSTANCE", "version"],
  ["a short window", { maintenanceWindow: "sun:03:00-sun:04:59" }, "RABBITMQ_WINDOW", "maintenanceWindow"],
  ["a long name", { name: `dev-${"e".repeat(47)}` }, "RABBITMQ_NAME_TOO_LONG", "name"],
  ["the world", { allow: ["0.0.0.0/0"] }, "RABBITMQ_OPEN", "allow.0"],
  ["no version of RabbitMQ", { version: "4.0" }, "INVALID_PROPS", "version"],
  ["no account", { account: "12" }, "INVALID_PROPS", "account"],
])("%s is refused at its place", (_what, props, code, path) => {
  const stack = stackOf();

  expect(problemsOf(() => new MqBroker(stack, "events", brokerProps(stack, props)))).toMatchObject([
    { code, place: { path } },
  ]);
});

test.each([
  [["eu-west-1a", "eu-west-1a"], true],
  [[], false],
])("a network with data subnets in %j is refused, over zones: %s", (zones, highAvailability) => {
  const stack = stackOf();
  const network = new FakeNetwork(stack, zones);
  const props = { ...brokerProps(new TerraformStack(Testing.app(), "other")), network, highAvailability };

  expect(problemsOf(() => new MqBroker(stack, "events", props))).toMatchObject([{ code: "RABBITMQ_SUBNETS" }]);
});

test("what only Terraform knows is passed on", () => {
  const instanceType = Fn.join(".", ["mq", "m7g", "large"]);
  const { broker } = made({ aws: { instanceType } });

  expect(broker["host_instance_type"]).toMatch(/^\$\{join/);
});
