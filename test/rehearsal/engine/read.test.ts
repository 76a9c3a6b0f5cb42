import { awsTexts } from "../../../src/providers/aws/shared/texts";
import type { Session } from "../../../src/rehearsal/protocol/handlers";
import { objectOf, UNKNOWN, type Value, type ValueObject } from "../../../src/rehearsal/protocol/value";
import type { ProviderBehaviour, ResourceBehaviour } from "../../../src/rehearsal/engine/behaviour";
import { simulatedProvider } from "../../../src/rehearsal/engine/engine";
import { bare, madeUp, MemoryWorld, REALM } from "./in-memory";

const o = (object: Record<string, Value>): ValueObject => objectOf(Object.entries(object));
const session: Session = { id: "test" };
const text = { type: "string", optional: true } as const;
const thing = {
  attributes: { id: { type: "string", computed: true }, name: text, secret: { ...text, writeOnly: true } },
} as const;

function clouds(behaviour: ResourceBehaviour = {}, provider: Partial<ProviderBehaviour> = {}) {
  const up = madeUp({ resources: { aws_thing: thing }, behaviours: { aws_thing: behaviour }, provider });
  const there = (id: string, name: string, realm = REALM): void =>
    up.world.put({ type: "aws_thing", id, realm, attributes: o({ id, name }), createdAt: "2025-01-01T00:00:00Z" });
  return { ...up, there };
}

describe("a refresh", () => {
  it("returns what the world holds, whole, and null when it is gone", async () => {
    const { provider, there } = clouds();
    there("i", "changed by hand");
    const current = o({ id: "i", name: "as it was", secret: null });
    expect((await provider.read(session, "aws_thing", current)).state).toEqual(
      o({ id: "i", name: "changed by hand", secret: null }),
    );
    expect((await provider.read(session, "aws_thing", o({ id: "j" }))).state).toBeNull();
  });

  it("lets the behaviour look at what else there is, and changes nothing by it", async () => {
    const { provider, world, there } = clouds({
      read: (context, state) => void (state.name = `one of ${context.world.list().length}`),
    });
    there("i", "n");
    expect((await provider.read(session, "aws_thing", o({ id: "i" }))).state?.name).toBe("one of 1");
    expect(world.get("aws_thing", "i")?.attributes.name).toBe("n");
  });

  it("fails where nothing answers", async () => {
    const { provider, there } = clouds(
      {},
      { checkReachable: () => [{ severity: "error", summary: "dial tcp: no such host" }] },
    );
    there("i", "n");
    const current = o({ id: "i", name: "n" });
    const answer = await provider.read(session, "aws_thing", current);
    expect(answer).toEqual({ state: current, diagnostics: [{ severity: "error", summary: "dial tcp: no such host" }] });
    const imported = await provider.importState(session, "aws_thing", "i");
    expect(imported.diagnostics[0]?.summary).toContain("no such host");
  });
});

describe("an import", () => {
  it("finds the object by its id, where the provider looks", async () => {
    const { provider, there } = clouds();
    there("i", "elsewhere", "aws:123456789012:us-east-1");
    const elsewhere = await provider.importState(session, "aws_thing", "i");
    expect(elsewhere.diagnostics[0]?.summary).toBe("Cannot import non-existent remote object");
    there("i", "here");
    const { imported, diagnostics } = await provider.importState(session, "aws_thing", "i");
    expect(diagnostics).toEqual([]);
    expect(imported).toEqual([{ type: "aws_thing", state: o({ id: "i", name: "here", secret: null }) }]);
  });

  it("asks the behaviour how its ids are made", async () => {
    const { provider, there } = clouds({
      import: (context, id) => context.world.get("aws_thing", id.split(":")[1] ?? ""),
    });
    there("i", "here");
    expect((await provider.importState(session, "aws_thing", "x:i")).imported).toHaveLength(1);
    expect((await provider.importState(session, "aws_thing", "i")).imported).toHaveLength(0);
  });
});

describe("a move", () => {
  it("is made within a type, and refused between types by name", () => {
    const { provider } = clouds();
    expect(provider.moveState(session, "aws_thing", "aws_thing", { id: "i", name: "n" }).state).toEqual(
      o({ id: "i", name: "n", secret: null }),
    );
    const { state, diagnostics } = provider.moveState(session, "aws_other", "aws_thing", { id: "i" });
    expect(state).toBeNull();
    expect(diagnostics[0]?.detail).toMatch(/aws_other.*aws_thing/);
  });
});

describe("a data source", () => {
  const schema = {
    provider: "test",
    version: "1.0.0",
    config: { attributes: {}, blocks: {} },
    resources: {},
    dataSources: {
      test_look: {
        attributes: { id: { type: "string", computed: true }, name: text, arn: { type: "string", computed: true } },
        blocks: {},
      },
    },
  } as const;
  const look = (read: NonNullable<ReturnType<ProviderBehaviour["dataSource"]>>["read"] | undefined) => {
    const behaviour = { ...bare("test"), protocol: 6 as const, texts: awsTexts, dataSource: () => read && { read } };
    const handlers = simulatedProvider({ schema, behaviour, world: new MemoryWorld() });
    return handlers.readDataSource(session, "test_look", o({ id: null, name: "n", arn: null }));
  };

  it("is read by its behaviour, and what that leaves open is filled in", async () => {
    const { state } = await look((context, config) => ({
      state: o({ ...config, id: `of ${context.realm}`, arn: UNKNOWN }),
    }));
    expect(state).toEqual(
      o({ id: `of ${REALM}`, name: "n", arn: expect.stringMatching(/^arn:/) as unknown as string }),
    );
  });

  it("is refused by name where the simulation has none", async () => {
    const { state, diagnostics } = await look(undefined);
    expect(state).toBeNull();
    expect(diagnostics[0]?.summary).toBe('The rehearsal does not simulate the data source "test_look".');
  });

  it("fails with what its behaviour says", async () => {
    const { state, diagnostics } = await look(() => ({
      diagnostics: [{ severity: "error", summary: "empty result" }],
    }));
    expect([state, diagnostics[0]?.summary]).toEqual([null, "empty result"]);
  });
});
