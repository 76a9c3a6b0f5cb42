import * as fs from "node:fs";
import * as path from "node:path";
import { newRecord, type RunRecord, stateOf } from "../../../src/operations/runs/record";
import { NOTE, Recorded, STACK } from "./runs";

let recorded: Recorded;
beforeEach(() => {
  recorded = new Recorded();
});
afterEach(() => recorded.close());

const own = (): RunRecord =>
  newRecord(NOTE, { stack: STACK, pid: process.pid, version: "1.11.4", log: recorded.log, left: [] });
const NOBODY = { pid: 2 ** 22 + 1, start: "1" };

describe("Runs", () => {
  test("keeps a record that only its owner can read, and nothing beside it", () => {
    recorded.runs.begin(own(), undefined);

    const file = recorded.runs.file("dev", STACK);
    expect(fs.statSync(file).mode & 0o777).toBe(0o600);
    expect(fs.statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
    expect(fs.readdirSync(path.dirname(file))).toEqual([`${STACK}.json`]);
    expect(recorded.read()).toMatchObject({ stack: STACK, kind: "apply", terraform: { pid: process.pid } });
  });

  test("given two that begin at the same time, lets one of them", () => {
    recorded.runs.begin(own(), undefined);
    expect(() => recorded.runs.begin(own(), undefined)).toThrow("STATE_LOCKED");
  });

  test("given two that replace the same record, lets one of them", () => {
    recorded.runs.begin(own(), undefined);
    const earlier = recorded.read();
    recorded.runs.remove(own());

    expect(() => recorded.runs.begin(own(), earlier)).toThrow("STATE_LOCKED");
  });

  test.each(["", "{", "[]", '{"schemaVersion":2}', "null"])(
    "given a record that holds '%s', takes it for none",
    (text) => {
      recorded.runs.begin(own(), undefined);
      fs.writeFileSync(recorded.runs.file("dev", STACK), text);
      expect(recorded.read()).toBeUndefined();
      expect(recorded.runs.all(() => true)).toEqual([]);
    },
  );
});

describe("stateOf", () => {
  test.each([
    ["that has ended", { ended: { at: "", status: 0 } }, "ended"],
    ["whose command lives", {}, "alive"],
    ["whose command lives, between two steps", { terraform: { ...NOBODY, version: "1.11.4" } }, "alive"],
    ["whose command is gone", { jangada: NOBODY }, "orphaned"],
    ["of which nothing lives", { jangada: NOBODY, terraform: { ...NOBODY, version: "1.11.4" } }, "gone"],
    ["of another machine", { host: "elsewhere.example.org" }, "elsewhere"],
  ])("a run %s", (_which, more, expected) => {
    expect(stateOf({ ...own(), ...more })).toBe(expected);
  });
});
