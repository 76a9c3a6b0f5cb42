/** Each kind of condition, with lists of which only some entries are what is looked for. */
import { type AnyOf, type Condition, type RiskContext } from "../../../src/model/risk";
import { readPlan, type ResourceChange } from "../../../src/operations/plan-model";
import { judge } from "../../../src/operations/risk/conditions";
import { type ChangeParts, planOf } from "../plan-model/plans";
import { change, create } from "./changes";

const ALONE: RiskContext = { changes: [] };
const changesOf = (...parts: readonly ChangeParts[]): readonly ResourceChange[] => readPlan(planOf(parts)).changes;

const of = (before: unknown, after: unknown): ResourceChange => {
  const [only] = changesOf(change("t", { id: "x", marker: 1, list: before }, { id: "x", marker: 2, list: after }));
  return only as ResourceChange;
};
const judged = (condition: Condition, before: unknown, after: unknown) => judge(condition, of(before, after), ALONE);

const list = (rest: object): Condition => ({ path: "list", ...rest }) as Condition;

describe("some of several entries are enough", () => {
  test.each<[what: string, condition: Condition, before: unknown, after: unknown, holds: boolean]>([
    ["was", list({ was: ["a"] }), ["a", "b"], [], true],
    ["was not", list({ was: ["a"] }), ["b", "c"], ["a"], false],
    ["will be", list({ will: ["a"] }), [], ["b", "a"], true],
    ["will not be", list({ will: ["a"] }), ["a"], ["b"], false],
    ["becomes", list({ becomes: ["a"] }), ["b"], ["b", "a"], true],
    ["was so already, beside others", list({ becomes: ["a"] }), ["a", "b"], ["a"], false],
    ["is removed", list({ is: "removed" }), ["a", ""], [""], true],
    ["is removed but for one", list({ is: "removed" }), ["a", "b"], ["", "b"], false],
    ["was never set", list({ is: "removed" }), ["", false], [], false],
    ["gains what the pattern finds", list({ gains: "^a" }), ["b"], ["b", "ab"], true],
    ["had what the pattern finds", list({ gains: "^a" }), ["ab"], ["ab", "b"], false],
    ["is more in sum", list({ is: "more" }), [1, 5], [4, 3], true],
    ["is the same in sum", list({ is: "more" }), [1, 5], [5, 1], false],
    ["is set anew, and was no number before", list({ is: "more" }), [], [3], false],
    ["is gone, and is no number any more", list({ is: "less" }), [3], [], false],
    ["is less in sum", list({ is: "less" }), [4, 3], [1, 5], true],
    ["is no less in sum", list({ is: "less" }), [1, 5], [5, 1], false],
    ["is open to the world without entries", list({ is: "opening", absent: "world" }), ["10.0.0.0/8"], [], true],
    ["was open to the world without entries", list({ is: "opening", absent: "world" }), [], ["10.0.0.0/8"], false],
    ["has no entries, and had none", list({ is: "opening", absent: "world" }), [], [], false],
    ["lets nobody in without entries", list({ is: "opening" }), ["10.0.0.0/8"], [], false],
    ["gains", list({ is: "gaining" }), ["a"], ["a", "b"], true],
    ["loses", list({ is: "losing" }), ["a", "b"], ["a"], true],
    ["loses nothing", list({ is: "losing" }), ["a"], ["a", "b"], false],
    ["is changed", list({ is: "changed" }), ["a"], ["b"], true],
    ["is set anew", list({ is: "changed" }), [], ["b"], false],
  ])("%s", (_, condition, before, after, holds) => {
    expect(judged(condition, before, after).holds).toBe(holds);
  });
});

test("who gets in anew is told, and everybody only where that is new", () => {
  const opened = (before: unknown, after: unknown) => judged(list({ is: "opening" }), before, after).after;

  expect(opened(["10.0.0.0/8"], ["10.0.0.0/8", "11.0.0.0/8"])).toBe("11.0.0.0/8");
  expect(opened(["10.0.0.0/8"], ["0.0.0.0/0"])).toBe("everybody");
});

describe("one of several paths", () => {
  const any = (is: AnyOf): Condition => ({ anyOf: ["absent", "list"], is });

  test.each<[is: AnyOf, before: unknown, after: unknown, holds: boolean]>([
    ["gaining", ["a"], ["a", "b"], true],
    ["gaining", ["a", "b"], ["b"], false],
    ["fewer", ["a", "b"], ["c"], true],
    ["fewer", ["a"], ["c"], false],
    ["removed", ["a", ""], [""], true],
    ["removed", ["a", "b"], ["", "b"], false],
    ["switched-on", [false], [false, true], true],
    ["switched-on", [true, false], [true], false],
    ["different", ["a"], ["b"], true],
    ["different", ["a"], ["a"], false],
  ])("is %s from %j to %j: %j is not, or is, enough", (is, before, after, holds) => {
    expect(judged(any(is), before, after).holds).toBe(holds);
  });

  test("tells of the first that holds, and of what was gained alone", () => {
    expect(judged(any("gaining"), ["a"], ["a", "b"])).toEqual({ holds: true, before: "a", after: "b" });
    expect(judged(any("different"), ["a"], ["a", "b"])).toEqual({ holds: true, before: "a", after: "a, b" });
  });
});

describe("anything but some keys", () => {
  const but = (...except: readonly string[]): Condition => ({ except, is: "different" });

  test("tells the key with its value", () => {
    expect(judged(but("marker"), ["a"], ["b"])).toEqual({ holds: true, before: "list a", after: "list b" });
    expect(judged(but("list"), ["a"], ["b"])).toEqual({ holds: true, before: "marker 1", after: "marker 2" });
  });

  test("leaves those keys alone", () => {
    expect(judged(but("list", "marker"), ["a"], ["b"]).holds).toBe(false);
  });
});

describe("a resource that is there already", () => {
  const named: Condition = { path: "list", existing: "aws_thing" };
  const beside = (after: unknown, ...others: readonly ChangeParts[]): boolean => {
    const changes = changesOf({ ...change("t", {}, { list: after }), name: "own" }, ...others);
    return judge(named, changes[0] as ResourceChange, { changes }).holds;
  };

  test.each<[what: string, after: unknown, others: readonly ChangeParts[], holds: boolean]>([
    ["that nothing here makes", ["x"], [], true],
    ["made here, by its name", ["y", "x"], [create("aws_thing", { name: "x" })], false],
    ["made here, by its id", ["x"], [create("aws_thing", { id: "x" })], false],
    ["of another type", ["x"], [create("aws_other", { name: "x" })], true],
    ["that is only changed here", ["x"], [change("aws_thing", { name: "x", a: 1 }, { name: "x", a: 2 })], true],
    ["none", [], [], false],
  ])("%s", (_, after, others, holds) => {
    expect(beside(after, ...others)).toBe(holds);
  });

  test("of which one is only known later is made here", () => {
    const [own] = changesOf({
      ...change("t", {}, { list: ["x", null] }),
      unknown: { list: [false, true] },
    } as ChangeParts);
    expect(judge(named, own as ResourceChange, ALONE).holds).toBe(false);
  });
});
