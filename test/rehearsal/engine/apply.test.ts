import { X509Certificate } from "node:crypto";
import { isWhollyKnown, UNKNOWN, type Value, type ValueObject } from "../../../src/rehearsal/protocol/value";
import type { ResourceBehaviour } from "../../../src/rehearsal/engine/behaviour";
import type { ResourceSchema } from "../../../src/schemas/provider-schema";
import { MemoryWorld, REALM } from "./in-memory";
import { clouds, computed, must, o, text } from "./clouds";

describe("an apply that creates", () => {
  const thing: Partial<ResourceSchema> = {
    attributes: { id: computed, name: must, size: text, arn: computed, status: computed, extra: computed },
  };

  it("puts the object into the world before it answers, as the state says it", async () => {
    const { world, make } = clouds({ resources: { aws_thing: thing } });
    const state = await make("aws_thing", { name: "a", size: "s" });
    expect(isWhollyKnown(state)).toBe(true);
    expect(world.list()).toEqual([
      { type: "aws_thing", id: state.id, realm: REALM, attributes: state, createdAt: expect.any(String) },
    ]);
    expect(state).toMatchObject({ name: "a", size: "s", status: "ACTIVE" });
    expect(state.id).toMatch(/^thing-[0-9a-f]{17}$/);
    expect(state.arn).toBe(`arn:aws:thing:eu-west-1:123456789012:thing/${String(state.id)}`);
  });

  it("asks the type's behaviour first, then the provider's, and takes over only what is unknown", async () => {
    const order: string[] = [];
    const behaviour: ResourceBehaviour = {
      id: () => "given-id",
      computed: (_context, state) => {
        order.push(`type ${String(state.id)}`);
        return { id: "other", name: "other", arn: "by type", unheard: "of" };
      },
      refuse: (_context, state) => {
        order.push(`refuse ${String(state.extra)}`);
        return [];
      },
      created: (context, object) =>
        void order.push(`created ${String(context.world.get(object.type, object.id) === object)}`),
    };
    const { make } = clouds({
      resources: { aws_thing: thing },
      behaviours: { aws_thing: behaviour },
      provider: {
        computedAll: (_context, state) => {
          order.push(`all ${String(state.arn)}`);
          return { arn: "by all", extra: "by all" };
        },
      },
    });
    const state = await make("aws_thing", { name: "a" });
    expect(state).toMatchObject({ id: "given-id", name: "a", arn: "by type", extra: "by all" });
    expect(order).toEqual(["type given-id", "all by type", "refuse by all", "created true"]);
  });

  it("takes nested computed values over where the plan left them open", async () => {
    const block = { attributes: { key: must, made: computed, other: computed }, blocks: {} } as const;
    const behaviour: ResourceBehaviour = {
      computed: (_context, { several }) => ({
        listed: [o({ key: "ignored", made: "first", other: "one" })],
        // In another order than they were configured.
        several: (several as ValueObject[])
          .toReversed()
          .map(({ key }) => o({ key: key as Value, made: `of ${String(key)}`, other: "o" })),
      }),
    };
    const { make } = clouds({
      resources: {
        aws_thing: {
          attributes: { id: computed },
          blocks: { listed: { nesting: "list", block }, several: { nesting: "set", block } },
        },
      },
      behaviours: { aws_thing: behaviour },
    });
    const state = await make("aws_thing", { listed: [o({ key: "a" })], several: [o({ key: "x" }), o({ key: "y" })] });
    expect(state.listed).toEqual([o({ key: "a", made: "first", other: "one" })]);
    expect(state.several).toEqual([
      o({ key: "x", made: "of x", other: "o" }),
      o({ key: "y", made: "of y", other: "o" }),
    ]);
  });

  it("says the same in every world of one seed, and something else of another", async () => {
    const made = async (seed: string): Promise<ValueObject> =>
      clouds({ resources: { aws_thing: thing }, world: new MemoryWorld(seed) }).make("aws_thing", { name: "a" });
    expect(await made("one")).toEqual(await made("one"));
    expect((await made("one")).id).not.toBe((await made("two")).id);
  });

  it("gives two alike ids of their own, unless their id is their name", async () => {
    const { make, refusal } = clouds({
      resources: { aws_thing: thing, aws_named: thing, aws_called: thing },
      behaviours: {
        aws_named: { identity: ["name"] },
        aws_called: {
          id: (_context, { name }) => String(name),
          exists: { code: "EntityAlreadyExists", message: "{type} {id} is there" },
        },
      },
    });
    const ids = [
      await make("aws_thing", { name: "a" }),
      await make("aws_thing", { name: "a" }),
      await make("aws_thing", { name: "a" }),
    ];
    expect(new Set(ids.map(({ id }) => id)).size).toBe(3);
    await make("aws_named", { name: "a" });
    expect(await refusal(make("aws_named", { name: "a", size: "other" }))).toMatch(
      /creating aws_named .*already exists/,
    );
    await make("aws_named", { name: "b" });
    await make("aws_called", { name: "a" });
    expect(await refusal(make("aws_called", { name: "a" }))).toContain(
      "api error EntityAlreadyExists: aws_called a is there",
    );
  });

  it("makes nothing of what the behaviour refuses", async () => {
    const behaviour: ResourceBehaviour = { refuse: () => [{ severity: "error", summary: "LimitExceeded" }] };
    const { world, make, refusal } = clouds({ resources: { aws_thing: thing }, behaviours: { aws_thing: behaviour } });
    expect(await refusal(make("aws_thing", { name: "a" }))).toContain("LimitExceeded");
    expect(world.list()).toEqual([]);
  });

  it("keeps no write-only argument, in the state or in the world", async () => {
    const secret = { ...text, writeOnly: true };
    const nested = { nested: { nesting: "list", attributes: { secret, key: text } }, optional: true } as const;
    const { world, make } = clouds({ resources: { aws_thing: { attributes: { id: computed, secret, nested } } } });
    await make("aws_thing", { secret: "hidden", nested: [o({ key: "k", secret: "hidden" })] });
    expect(world.list()).toHaveLength(1);
    expect(JSON.stringify(world.list())).not.toContain("hidden");
  });

  it("knows objects whose type has no id by what does not change about them", async () => {
    const { world, core, make } = clouds({
      resources: {
        aws_thing: { attributes: { name: must, size: text, thing_id: computed } },
        aws_pair: { attributes: { a: must, b: must, c: text } },
      },
    });
    const one = await make("aws_thing", { name: "a", size: "s" });
    const two = await make("aws_thing", { name: "a", size: "t" });
    const changed = await make("aws_thing", { name: "a", size: "u" }, two);
    expect(await core.read("aws_thing", one)).toEqual(one);
    expect(await core.read("aws_thing", two)).toEqual(changed);
    const pair = await make("aws_pair", { a: "1", b: "2" });
    const other = await make("aws_pair", { a: "1", b: "2", c: "3" }, pair);
    expect(await core.read("aws_pair", pair)).toEqual(other);
    expect(world.list()).toHaveLength(3);
  });
});

describe("an apply that updates", () => {
  const thing: Partial<ResourceSchema> = { attributes: { id: computed, name: text, made: computed } };

  it("changes the object in the world, and keeps who it is", async () => {
    const { world, make } = clouds({ resources: { aws_thing: thing } });
    const before = await make("aws_thing", { name: "a" });
    const created = world.list()[0]?.createdAt;
    const after = await make("aws_thing", { name: "b" }, before);
    expect(after).toEqual({ ...before, name: "b" });
    expect(world.list()).toEqual([
      { type: "aws_thing", id: before.id, realm: REALM, attributes: after, createdAt: created },
    ]);
  });

  it("fills in anew what the behaviour marked unknown, shown what there was", async () => {
    const behaviour: ResourceBehaviour = {
      plan: (_context, plan, prior) => void (prior && (plan.made = UNKNOWN)),
      computed: (_context, _state, prior) => ({ made: prior ? `after ${String(prior.made)}` : "first" }),
    };
    const { make } = clouds({ resources: { aws_thing: thing }, behaviours: { aws_thing: behaviour } });
    const before = await make("aws_thing", { name: "a" });
    expect(await make("aws_thing", { name: "b" }, before)).toMatchObject({ made: "after first", id: before.id });
  });

  it("fails on what is gone", async () => {
    const { world, make, refusal } = clouds({ resources: { aws_thing: thing } });
    const before = await make("aws_thing", { name: "a" });
    world.remove("aws_thing", String(before.id), REALM);
    expect(await refusal(make("aws_thing", { name: "b" }, before))).toContain(
      `updating aws_thing (${String(before.id)}): couldn't find resource`,
    );
  });
});

describe("an apply that destroys", () => {
  const thing: Partial<ResourceSchema> = { attributes: { id: computed } };

  it("removes the object, and is content when it is gone already", async () => {
    const deleted: string[] = [];
    const behaviour: ResourceBehaviour = { deleted: (_context, { id }) => void deleted.push(id) };
    const { world, core, make } = clouds({ resources: { aws_thing: thing }, behaviours: { aws_thing: behaviour } });
    const state = await make("aws_thing", {});
    await core.destroy("aws_thing", state);
    await core.destroy("aws_thing", state);
    expect(world.list()).toEqual([]);
    expect(deleted).toEqual([state.id]);
  });

  it("leaves the object where the behaviour refuses", async () => {
    const behaviour: ResourceBehaviour = {
      refuseDelete: () => [{ severity: "error", summary: "OperationNotPermitted: protected" }],
    };
    const { world, core, make, refusal } = clouds({
      resources: { aws_thing: thing },
      behaviours: { aws_thing: behaviour },
    });
    const state = await make("aws_thing", {});
    expect(await refusal(core.destroy("aws_thing", state))).toContain("protected");
    expect(world.list()).toHaveLength(1);
  });
});

describe("a provider whose objects live in the state alone", () => {
  const thing: Partial<ResourceSchema> = { attributes: { id: computed, name: text } };

  it("puts nothing into the world, and reads the state back", async () => {
    const { world, core, make } = clouds({
      resources: { test_thing: thing },
      behaviours: { test_thing: { computed: () => ({ id: "always the same" }) } },
      provider: { stateOnly: true },
    });
    const one = await make("test_thing", { name: "a" });
    const two = await make("test_thing", { name: "a" });
    expect([one.id, two.id]).toEqual(["always the same", "always the same"]);
    expect(await core.read("test_thing", one)).toEqual(one);
    expect((await make("test_thing", { name: "b" }, one)).name).toBe("b");
    await core.destroy("test_thing", two);
    expect(world.list()).toEqual([]);
  });
});

describe("believable values", () => {
  it("are real, stable, and of the attribute's kind", async () => {
    const list = (of: Record<string, "string" | "number">) => ({
      type: ["list", ["object", of]] as const,
      computed: true,
    });
    const number = { type: "number", computed: true } as const;
    const attributes: ResourceSchema["attributes"] = {
      id: computed,
      certificate_authority: list({ data: "string" }),
      ca_certificate: computed,
      endpoint: computed,
      dns_name: computed,
      role_arn: computed,
      created_at: computed,
      private_ip: computed,
      network_id: computed,
      port: number,
      count: number,
      enabled: { type: "bool", computed: true },
      names: { type: ["set", "string"], computed: true },
      labels: { type: ["map", "string"], computed: true },
      metadata: { nested: { nesting: "single", attributes: { uid: computed, name: text } }, computed: true },
    };
    const { make } = clouds({ resources: { aws_thing: { attributes } } });
    const state = await make("aws_thing", {});
    const [authority] = state.certificate_authority as ValueObject[];
    const pem = Buffer.from(String(authority?.data), "base64").toString();
    expect(new X509Certificate(pem).ca).toBe(true);
    expect(new X509Certificate(String(state.ca_certificate)).subject).toContain(String(state.id));
    expect(state).toMatchObject({
      endpoint: expect.stringMatching(/^https:\/\/[0-9a-f]+\.thing\.eu-west-1\./),
      dns_name: expect.stringMatching(/^[0-9a-f]+\.thing\.eu-west-1\./),
      role_arn: expect.stringMatching(/^arn:aws:thing:eu-west-1:123456789012:role\/[0-9a-f]{17}$/),
      created_at: expect.stringMatching(/^2025-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      private_ip: expect.stringMatching(/^10\.\d+\.\d+\.\d+$/),
      network_id: expect.stringMatching(/^network-[0-9a-f]{17}$/),
      port: 443,
      count: 0,
      enabled: false,
      names: [],
      metadata: { uid: expect.stringMatching(/^[0-9a-f-]{36}$/), name: null },
    });
    expect(await clouds({ resources: { aws_thing: { attributes } } }).make("aws_thing", {})).toEqual(state);
  });
});
