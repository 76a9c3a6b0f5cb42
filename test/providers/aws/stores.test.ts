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
      {
        cluster_mode: "enabled",
        num_cache_clusters: null,
        num_node_groups: 2,
        automatic_failover_enabled: true,
        transit_encryption_enabled: true,
      },
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

  test.each<[string, Given, string]>([
    ["two hyphens", { replication_group_id: "a--b" }, "not a valid identifier"],
    ["a hyphen at the end", { replication_group_id: "a-" }, "not a valid identifier"],
    ["a node type that there is not", { node_type: "cache.m9z.large" }, "Invalid cache node type"],
    ["one of a generation without TLS", { node_type: "cache.m8gn.large" }, "Invalid cache node type"],
    ["disks that are not used", { node_type: "cache.r6gd.xlarge" }, "Data tiering"],
    ["disks that are not there", { node_type: "cache.r6g.large", data_tiering_enabled: true }, "Data tiering"],
    ["zones without a copy", { num_cache_clusters: 1, multi_az_enabled: true }, "automatic_failover_enabled"],
    ["users without TLS", { user_group_ids: ["default-users"] }, "encryption-in-transit"],
    [
      "shards that do not fail over",
      { cluster_mode: "enabled", num_cache_clusters: null, num_node_groups: 2 },
      "must be enabled",
    ],
  ])("are refused with %s", async (_, given, message) => {
    const { aws, cache } = await open();
    await aws.make("aws_elasticache_user", {
      user_id: "off",
      user_name: "default",
      engine: "redis",
      access_string: "off -@all",
      authentication_mode: [{ type: "no-password-required" }],
    });
    await aws.make("aws_elasticache_user_group", {
      user_group_id: "default-users",
      engine: "redis",
      user_ids: ["off"],
    });
    expect(await refusal(cache(given))).toContain(message);
  });

  test("take TLS on in two steps, and a parameter group of their family", async () => {
    const { aws, cache } = await open();
    const plain = await cache({ transit_encryption_enabled: false, engine_version: "8.1" });
    const change = (given: Given) =>
      aws.make(
        "aws_elasticache_replication_group",
        {
          replication_group_id: "sessions",
          description: "Sessions",
          engine: "valkey",
          engine_version: "8.1",
          subnet_group_name: "cache",
          num_cache_clusters: 2,
          ...given,
        },
        plain,
      );
    expect(await refusal(change({ transit_encryption_enabled: true, transit_encryption_mode: "required" }))).toContain(
      "preferred",
    );
    expect(await refusal(change({ engine_version: "8.0" }))).toContain("Cannot downgrade");
    await aws.make("aws_elasticache_parameter_group", { name: "old", family: "valkey7" });
    expect(await refusal(change({ parameter_group_name: "old" }))).toContain("valkey7");
  });

  test("have users of whom one is the default, each with a name of its own", async () => {
    const aws = await Aws.open();
    const user = (user_id: string, given: Given) =>
      aws.make("aws_elasticache_user", {
        user_id,
        user_name: user_id,
        engine: "redis",
        access_string: "on ~* -@all +get",
        ...given,
      });
    const iam = { authentication_mode: [{ type: "iam" }] };
    const open = { authentication_mode: [{ type: "no-password-required" }] };
    const group = (user_ids: readonly string[], engine = "redis") =>
      aws.make("aws_elasticache_user_group", { user_group_id: "users", engine, user_ids });
    expect(await refusal(user("web", { user_name: "other", ...iam }))).toContain("must be same");
    expect(await refusal(user("web", { engine: "valkey", ...open }))).toContain("No password");
    expect(await refusal(user("web", { access_string: "~* +get", ...iam }))).toContain("on or off");
    await user("web", iam);
    await user("off", { user_name: "default", ...open });
    await user("off-too", { user_name: "default", ...open });
    await user("valkey-web", { engine: "valkey", ...iam });
    expect(await refusal(group(["web"]))).toContain("DefaultUserRequired");
    expect(await refusal(group(["off", "off-too"]))).toContain("DuplicateUserName");
    expect(await refusal(group(["off", "valkey-web"]))).toContain("of that engine only");
    expect((await group(["off", "web"]))["id"]).toBe("users");
  });

  test("without nodes stand in two zones, under one name for writes and one for reads", async () => {
    const aws = await Aws.open();
    const { subnetIds } = await network(aws);
    const cache = (given: Given) =>
      aws.make("aws_elasticache_serverless_cache", { name: "less", engine: "valkey", ...given });
    expect(await refusal(cache({ subnet_ids: subnetIds.slice(0, 1) }))).toContain("two Availability Zones");
    expect(await refusal(cache({ name: "a--b", subnet_ids: subnetIds }))).toContain("not a valid identifier");
    const made = await cache({ subnet_ids: subnetIds });
    expect(JSON.stringify(made["endpoint"])).toMatch(/less-[a-z0-9]{6}\.serverless\.euw1\.cache\.amazonaws\.com.*6379/);
    expect(JSON.stringify(made["reader_endpoint"])).toMatch(/6380/);
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
