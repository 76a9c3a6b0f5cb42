/** Brokers of the simulated Amazon MQ: what it makes of them, and what it refuses. */
import { MQ_INSTANCES } from "../../../../src/targets/eks/mq-instances";
import { Aws, type Given, refusal } from "../support";

const BROKER: Given = {
  broker_name: "events",
  engine_type: "RabbitMQ",
  engine_version: "4.2",
  host_instance_type: "mq.m7g.large",
  auto_minor_version_upgrade: true,
  logs: [{ general: true }],
  user: [{ username: "platform-admin", password: "0123456789abc" }],
};

async function open(): Promise<{ aws: Aws; subnets: readonly string[]; broker: (given?: Given) => Promise<Given> }> {
  const aws = await Aws.open();
  const vpc = await aws.make("aws_vpc", { cidr_block: "10.0.0.0/16" });
  const subnets: string[] = [];
  for (const [index, zone] of ["eu-west-1a", "eu-west-1b", "eu-west-1b"].entries()) {
    const subnet = await aws.make("aws_subnet", {
      vpc_id: vpc.id,
      cidr_block: `10.0.${index}.0/24`,
      availability_zone: zone,
    });
    subnets.push(String(subnet.id));
  }
  return { aws, subnets, broker: (given = {}) => aws.make("aws_mq_broker", { ...BROKER, ...given }) };
}

test("a broker has one name for clients and management, whatever its nodes, and is called RabbitMQ as it was told", async () => {
  const { subnets, broker } = await open();

  const made = await broker({ deployment_mode: "CLUSTER_MULTI_AZ", subnet_ids: subnets.slice(0, 2) });

  const host = `${String(made["id"])}.mq.eu-west-1.on.aws`;
  expect(made).toMatchObject({
    engine_type: "RabbitMQ",
    instances: [{ console_url: `https://${host}`, endpoints: [`amqps://${host}:5671`] }],
    storage_type: "ebs",
  });
});

test("its log groups are there with it, to be taken over, and outlive it", async () => {
  const { aws, broker } = await open();
  const made = await broker();
  const prefix = `/aws/amazonmq/broker/${String(made["id"])}/`;

  const found = await aws.data("aws_cloudwatch_log_groups", { log_group_name_prefix: prefix });
  expect(found["log_group_names"]).toEqual([`${prefix}connection`, `${prefix}general`]);
  const taken = await aws.imported("aws_cloudwatch_log_group", `${prefix}general`);
  expect(taken["retention_in_days"]).toBe(0);
  expect(await refusal(aws.make("aws_cloudwatch_log_group", { name: `${prefix}general` }))).toContain(
    "ResourceAlreadyExistsException",
  );

  await aws.destroy("aws_mq_broker", made as never);
  expect(aws.ids("aws_cloudwatch_log_group")).toHaveLength(2);
});

test("a broker that writes nothing makes no log group", async () => {
  const { aws, broker } = await open();

  await broker({ logs: [] });

  expect(aws.ids("aws_cloudwatch_log_group")).toEqual([]);
});

const user = (username: string, password: string): Given => ({ user: [{ username, password }] });

test.each<[what: string, given: Given, said: string]>([
  ["a patch", { engine_version: "3.13.7" }, "Valid values: [3.13, 4.2]"],
  ["a version that there is not", { engine_version: "4.0" }, "Broker engine version [4.0] is invalid"],
  ["a pair that there is not", { host_instance_type: "mq.m5.large" }, "[mq.m5.large] is not supported"],
  ["a type that there is not", { host_instance_type: "mq.m9.large" }, "[mq.m9.large] is not supported"],
  [
    "a cluster of the smallest",
    { engine_version: "3.13", host_instance_type: "mq.t3.micro", deployment_mode: "CLUSTER_MULTI_AZ" },
    "not supported for deployment mode [CLUSTER_MULTI_AZ]",
  ],
  ["ActiveMQ's mode", { deployment_mode: "ACTIVE_STANDBY_MULTI_AZ" }, "ACTIVE_STANDBY_MULTI_AZ] is not supported"],
  ["an audit log", { logs: [{ general: true, audit: "true" }] }, "logs.audit: Can not be configured"],
  ["patches by hand", { auto_minor_version_upgrade: false }, "AutoMinorVersionUpgrade must be true"],
  ["a name with a dot", { broker_name: "dev.events" }, "alphanumeric characters, dashes and underscores"],
  ["a short password", user("owner", "0123456789a"), "12 to 250 characters"],
  ["a password of few characters", user("owner", "abcabcabcabcabc"), "at least 4 unique"],
  ["a comma", user("owner", "0123456789,abc"), "must not contain commas"],
  ["a colon", user("owner", "0123456789:abc"), "colons or equals"],
  ["guest", user("guest", "0123456789abc"), "[guest] is reserved"],
  ["a name with a space", user("the owner", "0123456789abc"), "2 to 100 characters"],
  [
    "two users",
    {
      user: [
        { username: "one", password: "0123456789abc" },
        { username: "two", password: "0123456789abc" },
      ],
    },
    "exactly one user",
  ],
])("%s is refused", async (_what, given, said) => {
  const { broker } = await open();

  expect(await refusal(broker(given))).toContain(said);
});

test("two nodes of a cluster in one zone are refused, and two subnets of a single broker", async () => {
  const { subnets, broker } = await open();

  expect(await refusal(broker({ deployment_mode: "CLUSTER_MULTI_AZ", subnet_ids: subnets }))).toContain(
    "must be in different Availability Zones",
  );
  expect(await refusal(broker({ subnet_ids: subnets.slice(0, 2) }))).toContain("Specify exactly 1 subnet");
});

test("what a broker never becomes is refused: another security group, another major version, the smallest type", async () => {
  const { aws, broker } = await open();
  const vpc = await aws.make("aws_vpc", { cidr_block: "10.1.0.0/16" });
  const groups = await Promise.all(
    ["one", "two"].map((name) => aws.make("aws_security_group", { name, vpc_id: vpc.id })),
  );
  const [one, two] = groups.map(({ id }) => String(id));
  const made = await broker({ engine_version: "3.13", security_groups: [one] });
  const changed = (given: Given) =>
    aws.make("aws_mq_broker", { ...BROKER, engine_version: "3.13", security_groups: [one], ...given }, made as never);

  expect(await refusal(changed({ security_groups: [two] }))).toContain("Security groups of RabbitMQ brokers");
  expect(await refusal(changed({ engine_version: "4.2" }))).toContain("in-place upgrades are not supported");
  expect(await refusal(changed({ host_instance_type: "mq.t3.micro" }))).toContain("cannot be changed from");
  await changed({ host_instance_type: "mq.m7g.xlarge" });
});

test("the engine's and the mode's words are taken in any spelling", async () => {
  const { broker } = await open();

  await broker({
    engine_type: "RABBITMQ",
    deployment_mode: "single_instance",
    maintenance_window_start_time: [{ day_of_week: "Sunday", time_of_day: "03:00", time_zone: "UTC" }],
  });
  expect(await refusal(broker({ broker_name: "two", engine_type: "Kafka" }))).toContain("expected engine_type");
});

test("every instance type runs a version, and none is missing everywhere", () => {
  for (const { versions, missingIn } of Object.values(MQ_INSTANCES)) {
    expect(versions.length).toBeGreaterThan(0);
    expect(missingIn.length).toBeLessThan(10);
  }
});
