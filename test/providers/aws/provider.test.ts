/** What the provider block says: where everything is, and what it is tagged with. */
import { UNKNOWN } from "../../../src/rehearsal/protocol/value";
import { Aws, refusal } from "./support";

const DEFAULTS = { default_tags: [{ tags: { environment: "dev", owner: "platform" } }] };

describe("the provider", () => {
  test.each([
    ["that is none", { region: "eu-west-9" }, "eu-west-9"],
    ["whose account is forbidden", { forbidden_account_ids: ["111122223333"] }, "111122223333"],
  ])("of a region %s is refused", async (_what, given, words) => {
    expect(await refusal(Aws.open(given))).toContain(words);
  });

  test("takes the account of the role that it assumes", async () => {
    const aws = await Aws.open({
      allowed_account_ids: null,
      assume_role: [{ role_arn: "arn:aws:iam::777788889999:role/deployer" }],
    });

    expect((await aws.data("aws_caller_identity")).account_id).toBe("777788889999");
  });

  test("lets a resource name a region of its own", async () => {
    const aws = await Aws.open();

    const vpc = await aws.make("aws_vpc", { cidr_block: "10.0.0.0/16", region: "eu-central-1" });

    expect(vpc.arn).toMatch(/^arn:aws:ec2:eu-central-1:/);
    expect(aws.world.get("aws_vpc", vpc.id as string)?.realm).toBe("aws:111122223333:eu-central-1");
  });
});

describe("tags", () => {
  test("of the provider are on everything, under those of the resource", async () => {
    const aws = await Aws.open(DEFAULTS);

    const vpc = await aws.make("aws_vpc", { cidr_block: "10.0.0.0/16", tags: { owner: "network", Name: "dev" } });

    expect(vpc.tags).toEqual({ owner: "network", Name: "dev" });
    expect(vpc.tags_all).toEqual({ environment: "dev", owner: "network", Name: "dev" });
  });

  test("are unknown in `tags_all` while one of them is", async () => {
    const aws = await Aws.open(DEFAULTS);

    const { state } = await aws.plan("aws_vpc", { cidr_block: "10.0.0.0/16", tags: { Name: UNKNOWN } });

    expect(state?.tags_all).toEqual(UNKNOWN);
  });

  test("of the provider change everything in place", async () => {
    const aws = await Aws.open(DEFAULTS);
    const given = { cidr_block: "10.0.0.0/16" };
    const vpc = await aws.make("aws_vpc", given);
    const later = await Aws.open({ default_tags: [{ tags: { environment: "qa" } }] }, aws.world);

    expect((await later.plan("aws_vpc", given, vpc)).action).toBe("update");
    expect((await later.make("aws_vpc", given, vpc)).tags_all).toEqual({ environment: "qa" });
  });
});
