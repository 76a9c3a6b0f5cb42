import { ACCOUNT, Aws, idOf, refusal } from "./support";

describe("KMS", () => {
  test("a key has a UUID, an ARN, and lets the account decide", async () => {
    const aws = await Aws.open();

    const key = await aws.make("aws_kms_key", { enable_key_rotation: true });

    expect(key).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as unknown,
      key_id: key.id,
      arn: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/${idOf(key)}`,
      rotation_period_in_days: 365,
      customer_master_key_spec: "SYMMETRIC_DEFAULT",
      key_usage: "ENCRYPT_DECRYPT",
    });
    expect(JSON.parse(key.policy as string)).toMatchObject({
      Statement: [{ Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: "kms:*" }],
    });
  });

  test("a key that nobody could manage any more is refused", async () => {
    const aws = await Aws.open();
    const policy = JSON.stringify({
      Statement: [
        { Effect: "Allow", Principal: { AWS: "arn:aws:iam::444455556666:root" }, Action: "kms:*", Resource: "*" },
      ],
    });

    expect(await refusal(aws.make("aws_kms_key", { policy }))).toContain(
      "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.",
    );
    await aws.make("aws_kms_key", { policy, bypass_policy_lockout_safety_check: true });
  });

  test("an alias is known by its name, once in a region", async () => {
    const aws = await Aws.open();
    const key = await aws.make("aws_kms_key", {});
    const alias = (given: object) =>
      aws.make("aws_kms_alias", { name: "alias/dev", target_key_id: key.key_id, ...given });

    const made = await alias({});

    expect(made).toMatchObject({
      id: "alias/dev",
      arn: `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/dev`,
      target_key_arn: key.arn,
    });
    expect(await refusal(alias({}))).toContain("AlreadyExistsException: An alias with the name");
    expect(
      await refusal(alias({ name: "alias/other", target_key_id: "00000000-0000-4000-8000-000000000000" })),
    ).toContain("NotFoundException: Key '00000000-0000-4000-8000-000000000000' does not exist");
    expect((await aws.data("aws_kms_key", { key_id: "alias/dev" })).arn).toBe(key.arn);
    const elsewhere = await Aws.open({ region: "us-east-1" }, aws.world);
    const other = await elsewhere.make("aws_kms_key", {});
    await elsewhere.make("aws_kms_alias", { name: "alias/dev", target_key_id: other.key_id });
  });
});

test("aliases of AWS are its own", async () => {
  const aws = await Aws.open();
  const key = await aws.make("aws_kms_key", {});

  expect(await refusal(aws.make("aws_kms_alias", { name: "alias/aws/rds", target_key_id: key.key_id }))).toMatch(
    /NotAuthorizedException|alias\/aws/,
  );
});

describe("Secrets Manager", () => {
  const secret = (aws: Aws, given: object = {}) =>
    aws.make("aws_secretsmanager_secret", { name: "dev/orders", ...given });

  test("a secret is known by its ARN, with six letters behind the name", async () => {
    const aws = await Aws.open();

    const made = await secret(aws);

    expect(made.id).toMatch(new RegExp(`^arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:dev/orders-[A-Za-z]{6}$`));
    expect(made.arn).toBe(made.id);
    expect(await refusal(secret(aws))).toContain(
      "ResourceExistsException: The operation failed because the secret dev/orders already exists.",
    );
  });

  test("a deleted secret keeps its name until its window is over; without a window the name is free, with other letters", async () => {
    const aws = await Aws.open();
    await aws.destroy("aws_secretsmanager_secret", await secret(aws));

    expect(await refusal(secret(aws))).toContain("already scheduled for deletion");

    const fresh = await Aws.open();
    await fresh.destroy("aws_secretsmanager_secret", await secret(fresh, { recovery_window_in_days: 0 }));
    await secret(fresh);
  });

  test("a version belongs to a secret that is there, and says nothing of a write-only value", async () => {
    const aws = await Aws.open();
    const owner = await secret(aws);
    const version = (id: unknown) =>
      aws.make("aws_secretsmanager_secret_version", {
        secret_id: id,
        secret_string_wo: "hush",
        secret_string_wo_version: 1,
      });

    const made = await version(owner.id);

    expect(made).toMatchObject({
      id: `${idOf(owner)}|${String(made.version_id)}`,
      arn: owner.arn,
      version_stages: ["AWSCURRENT"],
      secret_string_wo: null,
    });
    expect(JSON.stringify(aws.world.list())).not.toContain("hush");
    expect(await refusal(version("arn:aws:secretsmanager:eu-west-1:111122223333:secret:none-abcdef"))).toContain(
      "ResourceNotFoundException: Secrets Manager can't find the specified secret",
    );
  });
});

describe("Parameter Store", () => {
  test("a parameter's path does not double in its ARN, and counts its versions", async () => {
    const aws = await Aws.open();
    const config = { name: "/dev/endpoint", type: "String", value: "one" };

    const first = await aws.make("aws_ssm_parameter", config);
    const second = await aws.make("aws_ssm_parameter", { ...config, value: "two" }, first);

    expect(first).toMatchObject({
      id: "/dev/endpoint",
      arn: `arn:aws:ssm:eu-west-1:${ACCOUNT}:parameter/dev/endpoint`,
      version: 1,
    });
    expect(second.version).toBe(2);
    expect(await refusal(aws.make("aws_ssm_parameter", config))).toContain("ParameterAlreadyExists");
    expect((await aws.data("aws_ssm_parameter", { name: "/dev/endpoint" })).value).toBe("two");
  });
});
