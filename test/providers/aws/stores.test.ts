/** Load balancers, caches, brokers, tables and backups. */
import { Aws, type Given, network, refusal, role } from "./support";

describe("load balancers", () => {
  async function open() {
    const aws = await Aws.open();
    const { vpc, subnetIds } = await network(aws);
    await aws.make("aws_internet_gateway", { vpc_id: vpc.id });
    const balancer = (given: Given = {}) =>
      aws.make("aws_lb", { name: "shop", subnets: subnetIds.slice(0, 2), ...given });
    return { aws, vpc, subnetIds, balancer };
  }

  test.each([
    ["application", /^shop-\d+\.eu-west-1\.elb\.amazonaws\.com$/, "app"],
    ["network", /^shop-[0-9a-f]{16}\.elb\.eu-west-1\.amazonaws\.com$/, "net"],
  ])("of the type %s are reached under names of their kind", async (type, host, kind) => {
    const { vpc, balancer } = await open();

    const made = await balancer({ load_balancer_type: type });

    expect(made.dns_name).toMatch(host);
    expect(made.arn).toContain(`:loadbalancer/${kind}/shop/`);
    expect(made.arn_suffix).toBe(String(made.arn).split(":loadbalancer/")[1]);
    expect(made.vpc_id).toBe(vpc.id);
  });

  test("stand in two zones, have names of their own, and stay while protected", async () => {
    const { aws, subnetIds, balancer } = await open();

    expect(await refusal(balancer({ subnets: subnetIds.slice(0, 1) }))).toContain("two different Availability Zones");
    const made = await balancer({ enable_deletion_protection: true });
    expect(await refusal(balancer())).toContain("DuplicateLoadBalancerName");
    expect(await refusal(aws.destroy("aws_lb", made))).toContain("because deletion protection is enabled");
  });

  test("send what comes to a target group that is there, and that then stays", async () => {
    const { aws, vpc, balancer } = await open();
    const { arn } = await balancer();
    const listen = (target: unknown) =>
      aws.make("aws_lb_listener", {
        load_balancer_arn: arn,
        port: 80,
        protocol: "HTTP",
        default_action: [{ type: "forward", target_group_arn: target }],
      });
    const absent = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/x/0123456789abcdef";

    expect(await refusal(listen(absent))).toContain("TargetGroupNotFound");
    const group = await aws.make("aws_lb_target_group", { name: "web", port: 80, protocol: "HTTP", vpc_id: vpc.id });
    await listen(group.arn);
    expect(await refusal(aws.destroy("aws_lb_target_group", group))).toContain("ResourceInUse");
    expect(await refusal(listen(group.arn))).toContain("DuplicateListener");
  });
});

describe("caches", () => {
  async function open() {
    const aws = await Aws.open();
    const { subnetIds } = await network(aws);
    await aws.make("aws_elasticache_subnet_group", { name: "cache", subnet_ids: subnetIds });
    const cache = (given: Given = {}) =>
      aws.make("aws_elasticache_replication_group", {
        replication_group_id: "sessions",
        description: "Sessions",
        engine: "valkey",
        subnet_group_name: "cache",
        num_cache_clusters: 2,
        ...given,
      });
    return { aws, cache };
  }

  test.each([
    [
      { transit_encryption_enabled: true },
      "primary_endpoint_address",
      /^master\.sessions\.[a-z0-9]{6}\.euw1\.cache\.amazonaws\.com$/,
    ],
    [{}, "primary_endpoint_address", /^sessions\.ng\.0001\.[a-z0-9]{6}\.euw1\.cache/],
    [
      { cluster_mode: "enabled", num_cache_clusters: null, num_node_groups: 2, transit_encryption_enabled: true },
      "configuration_endpoint_address",
      /^clustercfg\.sessions\./,
    ],
  ])("with %j are reached under the name of their kind", async (given, attribute, host) => {
    const { cache } = await open();

    expect((await cache(given))[attribute]).toMatch(host);
  });

  test("fail over only to a second node, and take a token only over TLS", async () => {
    const { cache } = await open();

    expect(await refusal(cache({ num_cache_clusters: 1, automatic_failover_enabled: true }))).toContain(
      "fewer than two nodes",
    );
    expect(await refusal(cache({ auth_token: "0123456789abcdef0" }))).toContain("encryption-in-transit");
    expect(await refusal(cache({ subnet_group_name: "other" }))).toContain("CacheSubnetGroupNotFoundFault");
  });
});

test("a broker speaks AMQP over TLS under its id, with a name of its own", async () => {
  const aws = await Aws.open();
  const { subnetIds } = await network(aws);
  const broker = (given: Given = {}) =>
    aws.make("aws_mq_broker", {
      broker_name: "events",
      engine_type: "RABBITMQ",
      engine_version: "3.13",
      auto_minor_version_upgrade: true,
      host_instance_type: "mq.m5.large",
      subnet_ids: subnetIds.slice(0, 1),
      user: [{ username: "owner", password: "0123456789abc" }],
      ...given,
    });

  const made = await broker();

  expect(made.id).toMatch(/^b-[0-9a-f]{8}-/);
  expect(made.instances).toMatchObject([{ endpoints: [`amqps://${String(made.id)}.mq.eu-west-1.on.aws:5671`] }]);
  expect(await refusal(broker())).toContain("ConflictException");
  expect(await refusal(broker({ broker_name: "two", subnet_ids: subnetIds.slice(0, 2) }))).toContain(
    "Specify exactly 1 subnet",
  );
});

test("a table that is protected stays", async () => {
  const aws = await Aws.open();
  const table = await aws.make("aws_dynamodb_table", {
    name: "locks",
    billing_mode: "PAY_PER_REQUEST",
    hash_key: "LockID",
    attribute: [{ name: "LockID", type: "S" }],
    deletion_protection_enabled: true,
  });

  expect(table.arn).toBe("arn:aws:dynamodb:eu-west-1:111122223333:table/locks");
  expect(await refusal(aws.destroy("aws_dynamodb_table", table))).toContain("protected against deletion");
});

test("a backup plan fills a vault that is there, and stays while something is selected for it", async () => {
  const aws = await Aws.open();
  const { arn } = await role(aws, "backup", "backup.amazonaws.com");
  const rule = [{ rule_name: "daily", target_vault_name: "vault", schedule: "cron(0 3 * * ? *)" }];
  const plan = () => aws.make("aws_backup_plan", { name: "daily", rule });

  expect(await refusal(plan())).toContain("Backup vault vault does not exist");
  const vault = await aws.make("aws_backup_vault", { name: "vault" });
  expect(vault.kms_key_arn).toMatch(/^arn:aws:kms:eu-west-1:111122223333:key\//);
  const made = await plan();
  const selection = await aws.make("aws_backup_selection", {
    plan_id: made.id,
    name: "all",
    iam_role_arn: arn,
    resources: ["*"],
  });
  expect(await refusal(aws.destroy("aws_backup_plan", made))).toContain("selections must be deleted prior");
  expect(await aws.imported("aws_backup_selection", `${String(made.id)}|${String(selection.id)}`)).toMatchObject({
    name: "all",
  });
});
