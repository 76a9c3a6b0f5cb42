import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { JangadaError } from "../../src/errors";
import { FaultFile, parseFaults, type SimulatedOperation } from "../../src/rehearsal/faults";
import { objectOf, type Value, type ValueObject } from "../../src/rehearsal/protocol/value";
import { madeUp } from "./engine/in-memory";
import { Refused, TerraformCore } from "./engine/terraform-core";

const o = (object: Record<string, Value>): ValueObject => objectOf(Object.entries(object));

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "faults-"));
  file = join(folder, "faults.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const tell = (rules: unknown): void => writeFileSync(file, typeof rules === "string" ? rules : JSON.stringify(rules));
const deed = (more: Partial<SimulatedOperation> = {}): SimulatedOperation => ({
  type: "aws_vpc",
  operation: "create",
  attributes: o({}),
  ...more,
});
const words = async (faults: FaultFile, more?: Partial<SimulatedOperation>): Promise<string[]> =>
  (await faults.inject(deed(more))).map(({ summary }) => summary);

describe("faults", () => {
  const error = { summary: "boom" };

  it("come and go with the file, while the simulation runs", async () => {
    const faults = new FaultFile(file);
    expect(await words(faults)).toEqual([]);
    tell([{ error }]);
    expect(await words(faults)).toEqual(["boom"]);
    tell([{ error: { summary: "another one", detail: "why" } }]);
    expect(await faults.inject(deed())).toEqual([{ severity: "error", summary: "another one", detail: "why" }]);
    rmSync(file);
    expect(await words(faults)).toEqual([]);
  });

  it("strike as often as they say, anew when the file changes", async () => {
    const faults = new FaultFile(file);
    tell([{ error, times: 2 }]);
    expect([await words(faults), await words(faults), await words(faults)]).toEqual([["boom"], ["boom"], []]);
    tell([
      { error, times: 1 },
      { type: "none", error },
    ]);
    expect([await words(faults), await words(faults)]).toEqual([["boom"], []]);
  });

  it.each<[object, Partial<SimulatedOperation>, boolean]>([
    [{ type: "aws_vpc" }, {}, true],
    [{ type: "aws_*" }, {}, true],
    [{ type: "*_v.c" }, {}, false],
    [{ operation: "delete" }, {}, false],
    [{ operation: "delete" }, { operation: "delete" }, true],
    [{ id: "vpc-*" }, {}, false],
    [{ id: "vpc-*" }, { id: "vpc-1" }, true],
    [{ name: "ord*" }, { attributes: o({ name: "orders" }) }, true],
    [{ name: "ord*" }, { attributes: o({ name: "my orders" }) }, false],
    [{ name: "orders" }, { attributes: o({ tags: o({ Name: "orders" }) }) }, true],
    [{ name: "orders" }, { attributes: o({ metadata: [o({ name: "orders" })] }) }, true],
    [{ name: "orders" }, { attributes: o({ identifier: "orders" }) }, true],
  ])("strike what %j matches: %j is %s", async (rule, more, strikes) => {
    tell([{ ...rule, error }]);
    expect(await words(new FaultFile(file), more)).toEqual(strikes ? ["boom"] : []);
  });

  it("make an operation slow, until it is called off", async () => {
    tell([{ delayMs: 3_600_000 }]);
    const faults = new FaultFile(file);
    const off = new AbortController();
    const waiting = faults.inject(deed({ signal: off.signal }));
    const first = await Promise.race([
      waiting.then(() => "done"),
      new Promise((resolve) => setImmediate(() => resolve("waits"))),
    ]);
    off.abort();
    expect(first).toBe("waits");
    expect((await waiting)[0]?.summary).toContain("called off");
    tell([{ delayMs: 1, error }]);
    expect(await words(faults)).toEqual(["boom"]);
  });

  it("are refused, every problem at once, with the place in the file", () => {
    const problems = (text: string): readonly string[] => {
      try {
        parseFaults(text, "faults.json");
        return [];
      } catch (thrown) {
        if (!JangadaError.is(thrown)) throw thrown;
        return thrown.problems.map(({ code, place }) => `${code} ${place?.file ?? ""} ${place?.path ?? ""}`.trim());
      }
    };
    expect(problems("[")).toEqual(["FAULTS_INVALID faults.json"]);
    expect(problems('[{"delayMs":-1},{"error":{"summary":""},"operation":"eat"},{"type":"x"}]')).toEqual([
      "FAULTS_INVALID faults.json 0.delayMs",
      "FAULTS_INVALID faults.json 1.operation",
      "FAULTS_INVALID faults.json 1.error.summary",
      "FAULTS_INVALID faults.json 2",
    ]);
    expect(problems('[{"delayMs":5,"typ":"x"}]')).toEqual(["FAULTS_INVALID faults.json 0"]);
  });

  it("say so when the file cannot be read, instead of doing nothing", async () => {
    tell("{");
    expect(await words(new FaultFile(file))).toEqual(["The rules for faults cannot be read."]);
  });

  it("keep the provider from doing what it was about to do", async () => {
    const resources = {
      aws_thing: { attributes: { id: { type: "string", computed: true }, name: { type: "string", optional: true } } },
    } as const;
    const { provider, world } = madeUp({ resources, faults: new FaultFile(file) });
    const core = new TerraformCore(provider);
    const config = (name: string): ValueObject => o({ id: null, name });
    const refused = async (act: Promise<unknown>): Promise<boolean> =>
      act.then(
        () => false,
        (thrown) => thrown instanceof Refused,
      );

    tell([{ operation: "create", error }]);
    expect(await refused(core.apply("aws_thing", config("a"), null))).toBe(true);
    expect(world.list()).toEqual([]);
    rmSync(file);
    const state = await core.apply("aws_thing", config("a"), null);
    for (const operation of ["update", "delete", "read"]) {
      tell([{ operation, id: String(state.id), error }]);
      expect(await refused(core.apply("aws_thing", config("b"), state))).toBe(operation === "update");
      if (operation !== "update") await core.apply("aws_thing", config("a"), state);
      expect(await refused(core.read("aws_thing", state))).toBe(operation === "read");
      if (operation === "delete") expect(await refused(core.destroy("aws_thing", state))).toBe(true);
    }
    expect(world.list()).toHaveLength(1);
  });
});
