import { type Value } from "../../../src/rehearsal/protocol/value";
import type { ReferenceRule } from "../../../src/rehearsal/engine/references";
import type { ResourceSchema } from "../../../src/schemas/provider-schema";
import { REALM } from "./in-memory";
import { clouds, computed, o, text } from "./clouds";

describe("references", () => {
  const net: Partial<ResourceSchema> = { attributes: { id: computed, arn: computed, name: text } };
  const user: Partial<ResourceSchema> = {
    attributes: {
      id: computed,
      name: text,
      net_id: text,
      arns: { type: ["set", "string"], optional: true },
      by_key: { type: ["map", "string"], optional: true },
    },
    blocks: { part: { nesting: "list", block: { attributes: { net_id: text }, blocks: {} } } },
  };
  const missing = { code: "InvalidNetID.NotFound", message: "The net ID '{value}' does not exist" };
  const references: ReferenceRule[] = [
    {
      from: "aws_user",
      path: "net_id",
      to: ["aws_net", "aws_wire"],
      missing,
      inUse: { code: "DependencyViolation", message: "net '{value}' has dependencies" },
    },
    { from: "aws_user", path: "part.net_id", to: "aws_net", missing, except: /^outside-/g },
    {
      from: "aws_user",
      path: "arns",
      to: "aws_net",
      attribute: "arn",
      missing: { code: "NoSuchArn", message: "{value} of {type}" },
    },
    {
      from: "aws_user",
      path: "by_key",
      to: "aws_net",
      attribute: "name",
      missing: { code: "NoSuchName", message: "{value}" },
    },
  ];
  const resources = { aws_net: net, aws_wire: net, aws_user: user };

  it("must exist, wherever they stand in the argument", async () => {
    const { make } = clouds({ resources, references });
    const { id, arn } = await make("aws_net", { name: "n" });
    const wire = await make("aws_wire", {});
    await make("aws_user", {
      net_id: id as Value,
      arns: [arn as Value],
      by_key: o({ k: "n" }),
      part: [o({ net_id: id as Value })],
    });
    await make("aws_user", {
      net_id: wire.id as Value,
      part: [o({ net_id: "outside-1" }), o({ net_id: "outside-2" }), o({ net_id: "" })],
    });
  });

  it.each<[Record<string, Value>, string]>([
    [{ net_id: "net-0" }, "creating aws_user: api error InvalidNetID.NotFound: The net ID 'net-0' does not exist"],
    [{ part: [o({ net_id: "outside-1" }), o({ net_id: "net-$&" })] }, "The net ID 'net-$&' does not exist"],
    [{ arns: ["arn:x"] }, "api error NoSuchArn: arn:x of aws_net"],
    [{ by_key: o({ a: "nobody" }) }, "api error NoSuchName: nobody"],
  ])("are refused at apply where they do not: %j", async (given, expected) => {
    const { world, make, refusal } = clouds({ resources, references });
    expect(await refusal(make("aws_user", given))).toContain(expected);
    expect(world.list()).toEqual([]);
  });

  it("are looked for where the object lives", async () => {
    const realms: Record<string, string> = {
      here: REALM,
      global: "aws:123456789012",
      elsewhere: "aws:123456789012:us-east-1",
    };
    const { make, refusal } = clouds({
      resources,
      references,
      provider: { realm: (_session, { name }) => realms[String(name)] ?? REALM },
    });
    const global = await make("aws_net", { name: "global" });
    await make("aws_user", { name: "here", net_id: global.id as Value });
    const far = await make("aws_net", { name: "elsewhere" });
    expect(await refusal(make("aws_user", { name: "here", net_id: far.id as Value }))).toContain("does not exist");
    await make("aws_user", { name: "here", arns: [far.arn as Value] });
  });

  it("keep what is in use from being deleted, until they are gone", async () => {
    const { world, core, make, refusal } = clouds({ resources, references });
    const used = await make("aws_net", {});
    const one = await make("aws_user", { net_id: used.id as Value });
    const part = await make("aws_user", { part: [o({ net_id: used.id as Value })] });
    expect(await refusal(core.destroy("aws_net", used))).toMatch(
      /api error DependencyViolation: net .* has dependencies.*aws_user/,
    );
    expect(world.get("aws_net", String(used.id))).toBeDefined();
    await core.destroy("aws_user", one);
    await core.destroy("aws_net", used);
    expect(world.list().map(({ id }) => id)).toEqual([part.id]);
  });
});
