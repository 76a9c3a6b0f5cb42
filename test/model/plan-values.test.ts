import { valuesAt } from "../../src/model/plan-values";

describe("values at a path", () => {
  const value = {
    a: [{ b: [1, 2] }, { b: [3] }],
    c: { "x.y/z": 4, deep: { n: [{ k: 5 }] } },
    p: [{ name: "q", v: 6 }],
  };

  test.each([
    ["a.b", [1, 2, 3]],
    ["c.x.y/z", [4]],
    ["**.k", [5]],
    ["c.*.n.k", [5]],
    ["p[name=q].v", [6]],
    ["p[name=r].v", []],
    ["nothing.here", []],
  ])("%s", (path, expected) => {
    expect(valuesAt(value, path)).toEqual(expected);
  });
});
