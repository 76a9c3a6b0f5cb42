import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { JangadaError } from "../../../src/errors";
import { BigNumber, Dynamic, isObject, objectOf, UNKNOWN, type Value } from "../../../src/rehearsal/protocol/value";
import { DiskWorld } from "../../../src/rehearsal/world/disk-world";
import { fromStored, toStored } from "../../../src/rehearsal/world/stored-value";
import type { WorldObject } from "../../../src/rehearsal/world/world";
import { PROGRAM_LIMIT } from "../../helpers/limits";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "world-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const object = (id: string, attributes: Record<string, Value> = {}, realm = "here"): WorldObject => ({
  type: "a_type",
  id,
  realm,
  attributes: objectOf(Object.entries(attributes)),
  createdAt: "2025-01-01T00:00:00.000Z",
});

const codeOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    return JangadaError.is(error) ? error.code : String(error);
  }
  return "nothing thrown";
};

describe("the world on disk", () => {
  it("gives back, after it is opened anew, everything in the order of creation", () => {
    const before = DiskWorld.open(folder, { seed: "a seed" });
    before.put(object("one", { port: 5432, serial: new BigNumber("18446744073709551617") }));
    before.put(object("two"));
    before.put(object("three"));
    before.put(object("one", { port: 5433, free: new Dynamic(["list", "string"], ["x"]) }));
    before.remove("a_type", "two", "here");
    before.close();

    const after = DiskWorld.open(folder);

    expect(after.seed).toBe("a seed");
    expect(after.list("a_type").map(({ id }) => id)).toEqual(["one", "three"]);
    expect(after.get("a_type", "one")?.attributes).toEqual(
      objectOf([
        ["port", 5433],
        ["free", new Dynamic(["list", "string"], ["x"])],
      ]),
    );
    expect(after.get("a_type", "two")).toBeUndefined();
    after.close();
  });

  it.each([
    ["waits for the disk after each thing that is put", {}, 1],
    ["does not where it ends with its process, and holds everything all the same", { passing: true }, 0],
  ])("%s", (_, options, times) => {
    const fs = require("node:fs") as typeof import("node:fs");
    const world = DiskWorld.open(folder, options);
    const sync = jest.spyOn(fs, "fsyncSync");
    try {
      world.put(object("one"));
      expect(sync).toHaveBeenCalledTimes(times);
    } finally {
      sync.mockRestore();
    }
    expect(DiskWorld.peek(folder).map(({ id }) => id)).toEqual(["one"]);
    world.close();
  });

  it("keeps objects of one id in different realms apart", () => {
    const world = DiskWorld.open(folder);
    world.put(object("same", { where: "here" }));
    world.put(object("same", { where: "there" }, "there"));
    world.remove("a_type", "same", "here");

    expect(world.get("a_type", "same", "here")).toBeUndefined();
    expect(world.get("a_type", "same", "there")?.attributes.where).toBe("there");
    expect(world.get("a_type", "same")?.realm).toBe("there");
    expect(world.list()).toHaveLength(1);
    world.close();
  });

  it("does not let those who look at an object change what exists", () => {
    const world = DiskWorld.open(folder);
    const attributes = objectOf([["names", ["a"]]]);
    world.put({ ...object("one"), attributes });
    (attributes.names as Value[]).push("b");

    const found = world.get("a_type", "one");
    expect(found?.attributes.names).toEqual(["a"]);
    expect(() => (found?.attributes.names as Value[]).push("c")).toThrow(TypeError);
    world.close();
  });

  it("drops a last line that was not wholly written, and goes on", () => {
    const before = DiskWorld.open(folder);
    before.put(object("whole"));
    before.close();
    appendFileSync(join(folder, "world.jsonl"), '{"put":{"type":"a_type","id":"to');

    const after = DiskWorld.open(folder);
    after.put(object("next"));
    after.close();

    expect(DiskWorld.peek(folder).map(({ id }) => id)).toEqual(["whole", "next"]);
  });

  it("is compacted when it is opened, and readable by its owner alone", () => {
    const before = DiskWorld.open(folder);
    for (let count = 0; count < 20; count++) before.put(object("one", { count }));
    before.close();
    DiskWorld.open(folder).close();

    expect(readFileSync(join(folder, "world.jsonl"), "utf8").trim().split("\n")).toHaveLength(2);
    expect(statSync(join(folder, "world.jsonl")).mode & 0o777).toBe(0o600);
  });

  it("refuses a damaged journal, by line, and gives the lock back", () => {
    writeFileSync(join(folder, "world.jsonl"), '{"world":1,"seed":"s"}\nnonsense\n{"put":{}}\n');
    expect(codeOf(() => DiskWorld.open(folder))).toBe("WORLD_DAMAGED");
    writeFileSync(join(folder, "world.jsonl"), '{"world":1,"seed":"s"}\n{"put":{"type":"a_type"}}\n');
    expect(() => DiskWorld.open(folder)).toThrow("world.jsonl:2");
    writeFileSync(join(folder, "world.jsonl"), "");
    DiskWorld.open(folder).close();
  });

  it("is open to one at a time; a lost process holds nothing", () => {
    const world = DiskWorld.open(folder);
    expect(codeOf(() => DiskWorld.open(folder))).toBe("WORLD_IN_USE");
    world.close();
    writeFileSync(join(folder, "world.lock"), String(process.pid));
    DiskWorld.open(folder).close();
    writeFileSync(join(folder, "world.lock"), "1");
    expect(codeOf(() => DiskWorld.open(folder))).toBe("WORLD_IN_USE");
  });

  it("says that nothing is done that the disk did not take, and holds what it took", async () => {
    const register = join(__dirname, "../../../scripts/register.cjs");
    // A file may become 64 KiB long: what a full disk is to one file, without filling one. Node must not die of the signal.
    const limited = `trap '' XFSZ; ulimit -f 64; exec "$@"`;
    const node = [process.execPath, "-r", register, join(__dirname, "writer.ts"), folder];
    const child = spawn("bash", ["-c", limited, "bash", ...node], {
      stdio: ["ignore", "pipe", "pipe"],
      timeout: PROGRAM_LIMIT,
    });
    let said = "";
    let complaint = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (complaint += text));
    await once(child, "close");

    expect(complaint).toContain("EFBIG");
    const words = said.trim().split("\n");
    const created = words.filter((line) => line.startsWith("put ")).map((line) => line.slice(4));
    const removed = words.filter((line) => line.startsWith("removed ")).map((line) => line.slice(8));
    expect(created.length).toBeGreaterThan(20);
    const world = DiskWorld.open(folder);
    expect(world.list().map(({ id }) => id)).toEqual(created.filter((id) => !removed.includes(id)));
    world.close();
  });

  it.each([1, 40, 200])("loses nothing that was acknowledged when it is killed after %i acts", async (acts) => {
    const register = join(__dirname, "../../../scripts/register.cjs");
    const child = spawn(process.execPath, ["-r", register, join(__dirname, "writer.ts"), folder], {
      stdio: ["ignore", "pipe", "inherit"],
      timeout: PROGRAM_LIMIT,
    });
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said += text;
      if (said.split("\n").length > acts) child.kill("SIGKILL");
    });
    const [, signal] = (await once(child, "close")) as [number | null, string | null];

    expect(signal).toBe("SIGKILL");
    const done = said.split("\n").slice(0, -1);
    expect(done.length).toBeGreaterThanOrEqual(acts);
    const created = done.filter((line) => line.startsWith("put ")).map((line) => line.slice(4));
    const removed = new Set(done.filter((line) => line.startsWith("removed ")).map((line) => line.slice(8)));
    const world = DiskWorld.open(folder);
    for (const id of created.slice(0, -1))
      expect([id, world.get("a_type", id) !== undefined]).toEqual([id, !removed.has(id)]);
    // What the last word was about may already have been removed, without the word.
    const last = created.at(-1) as string;
    const number = Number(last.slice("object-".length));
    if (removed.has(last)) expect(world.get("a_type", last)).toBeUndefined();
    else if (number % 3 !== 0) expect(world.get("a_type", last)?.attributes.payload).toHaveLength(number % 5000);
    world.close();
  });
});

describe("values in the journal", () => {
  const anyValue = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      fc.constant(null),
      fc.boolean(),
      fc.string(),
      fc.double({ noNaN: true }),
      fc.bigInt({ min: 2n ** 53n, max: 2n ** 200n }).map((big) => new BigNumber(String(big))),
      fc.array(tie("value"), { maxLength: 4 }),
      fc
        .array(fc.tuple(fc.oneof(fc.string(), fc.constantFrom("$number", "$object", "__proto__")), tie("value")), {
          maxLength: 4,
        })
        .map((entries) => objectOf(entries)),
      tie("value").map((value) => new Dynamic("string", value)),
    ),
  })).value;

  it("come back as they were", () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const back = fromStored(JSON.parse(JSON.stringify(toStored(value))));
        expect(back).toEqual(value);
        if (isObject(value)) expect(Object.keys(back as object)).toEqual(Object.keys(value));
      }),
    );
  });

  it("are never unknown", () => {
    expect(() => toStored([objectOf([["a", UNKNOWN]])])).toThrow("unknown");
  });
});
