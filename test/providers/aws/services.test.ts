import { at } from "../support/simulated";
import { ACCOUNT, Aws, idOf, network, refusal } from "./support";

describe("log groups", () => {
  test("are known by their names, once in a region", async () => {
    const aws = await Aws.open();

    const made = await aws.make("aws_cloudwatch_log_group", { name: "/dev/app", retention_in_days: 30 });

    expect(made).toMatchObject({
      id: "/dev/app",
      arn: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/dev/app`,
      log_group_class: "STANDARD",
    });
    expect(await refusal(aws.make("aws_cloudwatch_log_group", { name: "/dev/app" }))).toContain(
      "ResourceAlreadyExistsException: The specified log group already exists",
    );
    await (await Aws.open({ region: "us-east-1" }, aws.world)).make("aws_cloudwatch_log_group", { name: "/dev/app" });
  });

  test("take keys that are there", async () => {
    const aws = await Aws.open();

    const made = aws.make("aws_cloudwatch_log_group", {
      name: "/dev/app",
      kms_key_id: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/none`,
    });

    expect(await refusal(made)).toContain("key/none' does not exist");
  });

  test("receive the flow logs of a network by a role", async () => {
    const aws = await Aws.open();
    const { vpc } = await network(aws);
    const group = await aws.make("aws_cloudwatch_log_group", { name: "/dev/flow" });
    const flow = (given: object) =>
      aws.make("aws_flow_log", { vpc_id: vpc.id, traffic_type: "ALL", log_destination: group.arn, ...given });

    expect(await refusal(flow({ iam_role_arn: `arn:aws:iam::${ACCOUNT}:role/none` }))).toContain("role/none");
    expect(await refusal(flow({ log_destination: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:none` }))).toContain(
      "log-group:none",
    );
    expect(idOf(await flow({}))).toMatch(/^fl-0[0-9a-f]{16}$/);
  });
});

describe("queues and events", () => {
  const queue = (aws: Aws) => aws.make("aws_sqs_queue", { name: "dev-interruptions" });

  test("a queue is known by its URL", async () => {
    const aws = await Aws.open();

    const made = await queue(aws);

    expect(made).toMatchObject({
      id: `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/dev-interruptions`,
      url: made.id,
      arn: `arn:aws:sqs:eu-west-1:${ACCOUNT}:dev-interruptions`,
    });
    expect(await refusal(aws.make("aws_sqs_queue_policy", { queue_url: "https://none", policy: "{}" }))).toContain(
      "AWS.SimpleQueueService.NonExistentQueue: The specified queue does not exist",
    );
    const china = await Aws.open({ region: "cn-north-1" });
    expect(idOf(await queue(china))).toBe(`https://sqs.cn-north-1.amazonaws.com.cn/${ACCOUNT}/dev-interruptions`);
  });

  test("a target is known by its rule, and keeps it from going", async () => {
    const aws = await Aws.open();
    const { arn } = await queue(aws);
    const rule = await aws.make("aws_cloudwatch_event_rule", { name: "spot", event_pattern: '{"source":["aws.ec2"]}' });
    const target = (given: object) =>
      aws.make("aws_cloudwatch_event_target", { rule: "spot", target_id: "queue", arn, ...given });

    const made = await target({});

    expect(rule).toMatchObject({
      id: "spot",
      arn: `arn:aws:events:eu-west-1:${ACCOUNT}:rule/spot`,
      event_bus_name: "default",
    });
    expect(made.id).toBe("spot-queue");
    expect(await aws.imported("aws_cloudwatch_event_target", "spot/queue")).toEqual(made);
    expect(await refusal(target({ rule: "none" }))).toContain(
      "ResourceNotFoundException: Rule none does not exist on EventBus default.",
    );
    expect(await refusal(target({ target_id: "x", arn: `arn:aws:sqs:eu-west-1:${ACCOUNT}:none` }))).toContain(
      "NonExistentQueue",
    );
    expect(await refusal(aws.destroy("aws_cloudwatch_event_rule", rule))).toContain(
      "Rule can't be deleted since it has targets.",
    );
  });
});

describe("DNS", () => {
  test("a zone has four name servers, and stays while there are records in it", async () => {
    const aws = await Aws.open();
    const zone = await aws.make("aws_route53_zone", { name: "dev.example.org" });
    const record = await aws.make("aws_route53_record", {
      zone_id: zone.id,
      name: "shop",
      type: "CNAME",
      ttl: 300,
      records: ["lb.example.net"],
    });

    expect(zone).toMatchObject({
      id: expect.stringMatching(/^Z[A-Z0-9]{13,20}$/) as unknown,
      zone_id: zone.id,
      arn: `arn:aws:route53:::hostedzone/${idOf(zone)}`,
    });
    expect(at(zone, "name_servers")).toHaveLength(4);
    expect(record).toMatchObject({ id: `${idOf(zone)}_shop_CNAME`, fqdn: "shop.dev.example.org" });
    expect(await refusal(aws.destroy("aws_route53_zone", zone))).toContain("HostedZoneNotEmpty");
    await aws.destroy("aws_route53_record", record);
    await aws.destroy("aws_route53_zone", zone);
    expect(aws.world.list()).toEqual([]);
  });

  test.each([
    ["in a zone that is not there", { zone_id: "ZNONE" }, "NoSuchHostedZone: No hosted zone found with ID: ZNONE"],
    ["that is there", {}, "InvalidChangeBatch"],
    ["that makes the zone's own name another's", { name: "dev.example.org" }, "is not permitted at apex"],
    ["of another kind beside a CNAME", { type: "A", records: ["10.0.0.1"] }, "conflicts with other records"],
  ])("a record %s is refused", async (_what, given, words) => {
    const aws = await Aws.open();
    const zone = await aws.make("aws_route53_zone", { name: "dev.example.org" });
    const record = (more: object) =>
      aws.make("aws_route53_record", {
        zone_id: zone.id,
        name: "shop",
        type: "CNAME",
        ttl: 300,
        records: ["lb.example.net"],
        ...more,
      });
    await record({});

    expect(await refusal(record(given))).toContain(words);
  });
});

describe("buckets", () => {
  test("have one name in all the world", async () => {
    const aws = await Aws.open();
    const made = await aws.make("aws_s3_bucket", { bucket: "dev-backups" });

    expect(made).toMatchObject({
      id: "dev-backups",
      arn: "arn:aws:s3:::dev-backups",
      bucket_regional_domain_name: "dev-backups.s3.eu-west-1.amazonaws.com",
    });
    const another = await Aws.open({ allowed_account_ids: ["444455556666"], region: "us-east-1" }, aws.world);
    expect(await refusal(another.make("aws_s3_bucket", { bucket: "dev-backups" }))).toContain("BucketAlreadyExists");
  });

  test("have parts, that take a bucket which is there", async () => {
    const aws = await Aws.open();
    const part = () =>
      aws.make("aws_s3_bucket_public_access_block", { bucket: "dev-backups", block_public_acls: true });

    expect(await refusal(part())).toContain("NoSuchBucket: The specified bucket does not exist");
    await aws.make("aws_s3_bucket", { bucket: "dev-backups" });
    expect((await part()).id).toBe("dev-backups");
  });
});

describe("certificates", () => {
  test("say what proves them before they are made, and are issued when that is done", async () => {
    const aws = await Aws.open();
    const given = {
      domain_name: "dev.example.org",
      subject_alternative_names: ["*.dev.example.org", "dev.example.org"],
      validation_method: "DNS",
    };

    const planned = await aws.plan("aws_acm_certificate", given);
    const made = await aws.make("aws_acm_certificate", given);

    expect(at(planned.state, "domain_validation_options")).toHaveLength(2);
    expect(idOf(made)).toMatch(new RegExp(`^arn:aws:acm:eu-west-1:${ACCOUNT}:certificate/[0-9a-f-]{36}$`));
    expect(made.status).toBe("PENDING_VALIDATION");
    const zone = await aws.make("aws_route53_zone", { name: "dev.example.org" });
    const name = at(made, "domain_validation_options.0.resource_record_name");
    const validated = () =>
      aws.make("aws_acm_certificate_validation", { certificate_arn: made.arn, validation_record_fqdns: [name] });
    expect(await refusal(validated())).toContain("PENDING_VALIDATION");
    await aws.make("aws_route53_record", {
      zone_id: zone.id,
      name,
      type: "CNAME",
      ttl: 60,
      records: [at(made, "domain_validation_options.0.resource_record_value")],
    });
    await validated();
    expect((await aws.read("aws_acm_certificate", made))?.status).toBe("ISSUED");
  });
});
