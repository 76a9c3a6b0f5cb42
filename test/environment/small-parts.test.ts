import { mergeSectionDefaults } from "../../src/environment/merge";
import { nearest } from "../../src/environment/nearest";
import { formatPath, parsePath } from "../../src/environment/path";

describe("nearest", () => {
  test.each([
    ["regoin", ["region", "account"], "region"],
    ["aera", ["area", "cloth"], "area"],
    ["KMSKey", ["kmsKey", "bucket"], "kmsKey"],
    ["min-size", ["minSize", "maxSize"], "minSize"],
    ["zanzibar", ["area", "cloth"], undefined],
    ["x", ["a", "b"], "a"],
    ["x", [], undefined],
    ["x".repeat(100_000), ["area"], undefined],
  ])("to %s among %j is %s", (written, known, expected) => {
    expect(nearest(written, known)).toBe(expected);
  });
});

describe("paths", () => {
  test.each([
    [["databases", 0, "name"], "databases[0].name"],
    [["cluster", "values", "a.b"], 'cluster.values["a.b"]'],
    [[0], "[0]"],
    [[], ""],
    [["x", 'say "hi"', "y-z"], 'x["say \\"hi\\""].y-z'],
  ])("%j is %s, and back", (path, text) => {
    expect(formatPath(path)).toBe(text);
    expect(parsePath(text)).toEqual(path);
  });
});

describe("underSection", () => {
  test.each([
    ["maps, key by key", { a: { x: 1 } }, { a: { x: 2, y: 3 }, b: 4 }, { a: { x: 1, y: 3 }, b: 4 }],
    ["lists within, as they are", { a: [1] }, { a: [2, 3] }, { a: [1] }],
    ["a false, as it is", { a: false }, { a: true }, { a: false }],
    ["a null, as it is", { a: null }, { a: { b: 1 } }, { a: null }],
    [
      "a section that is a list, entry by entry",
      [{ n: 1 }, { n: 2 }],
      [{ m: 5 }, { n: 9, m: 6 }],
      [
        { n: 1, m: 5 },
        { n: 2, m: 6 },
      ],
    ],
    ["a list of another length, as it is", [{ n: 1 }], [{ m: 5 }, { m: 6 }], [{ n: 1 }]],
    ["nothing", undefined, { a: 1 }, { a: 1 }],
  ])("given %s", (_, given, defaults, expected) => {
    expect(mergeSectionDefaults(given, defaults)).toEqual(expected);
  });
});
