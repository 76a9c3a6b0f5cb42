import { textAt } from "../support/simulated";
import { ACCOUNT, Aws, permission, refusal, role, trust } from "./support";

const MANAGED = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";

describe("a role", () => {
  test("is known by its name, in the account and in no region", async () => {
    const aws = await Aws.open();

    const made = await role(aws, "nodes");

    expect(made).toMatchObject({
      id: "nodes",
      arn: `arn:aws:iam::${ACCOUNT}:role/nodes`,
      unique_id: expect.stringMatching(/^AROA[A-Z2-7]{17}$/) as unknown,
      path: "/",
      max_session_duration: 3600,
    });
    expect(aws.world.list("aws_iam_role").map(({ realm }) => realm)).toEqual([`aws:${ACCOUNT}`]);
  });

  test.each([
    ["cn-north-1", "aws-cn"],
    ["us-gov-east-1", "aws-us-gov"],
  ])("of %s is in the partition %s", async (region, partition) => {
    const aws = await Aws.open({ region });

    expect((await role(aws, "nodes")).arn).toBe(`arn:${partition}:iam::${ACCOUNT}:role/nodes`);
  });

  test("has its path in its ARN, and a generated name if it has a prefix", async () => {
    const aws = await Aws.open();

    const made = await aws.make("aws_iam_role", {
      name_prefix: "eks-",
      path: "/platform/",
      assume_role_policy: trust("eks.amazonaws.com"),
    });

    expect(made.name).toMatch(/^eks-\d{26}$/);
    expect(made.arn).toBe(`arn:aws:iam::${ACCOUNT}:role/platform/${textAt(made, "name")}`);
  });

  test("is one in the whole account, whatever the region", async () => {
    const aws = await Aws.open();
    await role(aws, "nodes");
    const elsewhere = await Aws.open({ region: "us-east-1" }, aws.world);
    const another = await Aws.open({ allowed_account_ids: ["444455556666"] }, aws.world);

    expect(await refusal(role(elsewhere, "nodes"))).toContain(
      "EntityAlreadyExists: Role with name nodes already exists.",
    );
    await role(another, "nodes");
  });

  test.each([
    ["that is no JSON", "nonsense", "contains an invalid JSON"],
    ["without statements", "{}", "MalformedPolicyDocument"],
    [
      "with resources",
      JSON.stringify({ Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: "*", Resource: "*" }] }),
      "MalformedPolicyDocument: Has prohibited field Resource",
    ],
    [
      "of another service's actions",
      JSON.stringify({ Statement: [{ Effect: "Allow", Action: "s3:*", Principal: "*" }] }),
      "AssumeRole policy may only specify STS AssumeRole actions.",
    ],
  ])("with a trust policy %s is refused", async (_what, policy, words) => {
    const aws = await Aws.open();

    expect(await refusal(aws.make("aws_iam_role", { name: "nodes", assume_role_policy: policy }))).toContain(words);
  });

  test("stays while policies are on it, and lists those that are attached", async () => {
    const aws = await Aws.open();
    const made = await role(aws, "nodes");
    const attached = await aws.make("aws_iam_role_policy_attachment", { role: "nodes", policy_arn: MANAGED });

    expect(await refusal(aws.destroy("aws_iam_role", made))).toContain("DeleteConflict: Cannot delete entity, must");

    await aws.destroy("aws_iam_role_policy_attachment", attached);
    await aws.destroy("aws_iam_role", made);
    expect(aws.world.list()).toEqual([]);
  });

  test("is imported by its name", async () => {
    const aws = await Aws.open();
    const made = await role(aws, "nodes");

    expect(await aws.imported("aws_iam_role", "nodes")).toEqual(made);
    await expect(aws.imported("aws_iam_role", "others")).rejects.toThrow("Cannot import non-existent remote object");
  });
});

describe("policies", () => {
  const policy = (aws: Aws, name = "read") => aws.make("aws_iam_policy", { name, policy: permission });

  test("are known by their ARN, and stay while attached", async () => {
    const aws = await Aws.open();
    const made = await policy(aws);

    expect(made).toMatchObject({
      id: `arn:aws:iam::${ACCOUNT}:policy/read`,
      arn: `arn:aws:iam::${ACCOUNT}:policy/read`,
      policy_id: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/) as unknown,
    });
    expect(await refusal(policy(aws))).toContain("EntityAlreadyExists: A policy called");
    await role(aws, "nodes");
    const attached = await aws.make("aws_iam_role_policy_attachment", { role: "nodes", policy_arn: made.arn });
    expect(await refusal(aws.destroy("aws_iam_policy", made))).toContain(
      "DeleteConflict: Cannot delete a policy attached to entities.",
    );
    await aws.destroy("aws_iam_role_policy_attachment", attached);
    await aws.destroy("aws_iam_policy", made);
    expect(aws.ids("aws_iam_policy")).toEqual([]);
  });

  test.each([
    [
      "with principals",
      { Statement: [{ Effect: "Allow", Action: "a:b", Resource: "*", Principal: "*" }] },
      "should not specify a principal",
    ],
    ["without resources", { Statement: [{ Effect: "Allow", Action: "a:b" }] }, "must contain resources"],
    ["without actions", { Statement: [{ Effect: "Allow", Resource: "*" }] }, "must contain actions"],
    [
      "that are too long",
      {
        Statement: [
          {
            Effect: "Allow",
            Action: "a:b",
            Resource: Array.from({ length: 200 }, (_, index) => `arn:aws:s3:::a-long-bucket-name-${index}`),
          },
        ],
      },
      "LimitExceeded: Cannot exceed quota for PolicySize: 6144",
    ],
  ])("%s are refused", async (_what, document, words) => {
    const aws = await Aws.open();

    expect(await refusal(aws.make("aws_iam_policy", { name: "read", policy: JSON.stringify(document) }))).toContain(
      words,
    );
  });

  test("are attached to roles that are there, and imported by both", async () => {
    const aws = await Aws.open();
    const attach = (given: object) =>
      aws.make("aws_iam_role_policy_attachment", { role: "nodes", policy_arn: MANAGED, ...given });

    expect(await refusal(attach({}))).toContain("NoSuchEntity: The role with name nodes cannot be found.");
    await role(aws, "nodes");
    expect(await refusal(attach({ policy_arn: `arn:aws:iam::${ACCOUNT}:policy/none` }))).toContain(
      "NoSuchEntity: Policy",
    );
    const made = await attach({});
    expect(await aws.imported("aws_iam_role_policy_attachment", `nodes/${MANAGED}`)).toEqual(made);
  });

  test("inside a role have the role in their id", async () => {
    const aws = await Aws.open();
    await role(aws, "nodes");

    const made = await aws.make("aws_iam_role_policy", { role: "nodes", name: "read", policy: permission });

    expect(made.id).toBe("nodes:read");
    expect(await aws.imported("aws_iam_role_policy", "nodes:read")).toEqual(made);
  });
});

describe("an instance profile", () => {
  test("wears a role that is there", async () => {
    const aws = await Aws.open();

    expect(await refusal(aws.make("aws_iam_instance_profile", { name: "nodes", role: "nodes" }))).toContain(
      "NoSuchEntity: The role with name nodes cannot be found.",
    );
    await role(aws, "nodes");
    expect(await aws.make("aws_iam_instance_profile", { name: "nodes", role: "nodes" })).toMatchObject({
      id: "nodes",
      arn: `arn:aws:iam::${ACCOUNT}:instance-profile/nodes`,
      unique_id: expect.stringMatching(/^AIPA/) as unknown,
    });
  });
});

describe("an OIDC provider", () => {
  test.each([
    ["eu-west-1", "aws"],
    ["cn-north-1", "aws-cn"],
  ])("of %s is known by its ARN in %s", async (region, partition) => {
    const aws = await Aws.open({ region });

    const made = await aws.make("aws_iam_openid_connect_provider", {
      url: "https://oidc.eks.eu-west-1.amazonaws.com/id/0123",
      client_id_list: ["sts.amazonaws.com"],
    });

    expect(made.id).toBe(`arn:${partition}:iam::${ACCOUNT}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123`);
    expect(made.arn).toBe(made.id);
  });
});
