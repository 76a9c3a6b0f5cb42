/** Edits of an environment file's text. */
import { type Edit, lineEdits, setInText } from "../../../src/operations/drift/edit-yaml";

const orders = (more: Partial<Edit> = {}): Edit => ({
  within: ["databases", "orders"],
  field: "storage",
  value: 50,
  ...more,
});

describe("setting a value in a file", () => {
  it.each<[string, string, Edit, string | undefined]>([
    [
      "a block",
      "databases:\n  - name: orders # the first\n    version: '17'\nowner: me\n",
      orders(),
      "databases:\n  - name: orders # the first\n    version: '17'\n    storage: 50\nowner: me\n",
    ],
    [
      "a block at the file's end",
      "databases:\n  - name: orders",
      orders(),
      "databases:\n  - name: orders\n    storage: 50",
    ],
    [
      "brackets",
      "databases: [{ name: orders }] # all\n",
      orders(),
      "databases: [{ name: orders, storage: 50 }] # all\n",
    ],
    [
      "a value that is there",
      "databases:\n  - { name: orders, storage: 20 } # small\n",
      orders(),
      "databases:\n  - { name: orders, storage: 50 } # small\n",
    ],
    [
      "the second of two",
      "databases:\n  - name: billing\n  - name: orders\n",
      orders(),
      "databases:\n  - name: billing\n  - name: orders\n    storage: 50\n",
    ],
    [
      "a text that would be a number",
      'cluster:\n  version: "1.35"\n',
      { within: ["cluster"], field: "version", value: "1.36" },
      'cluster:\n  version: "1.36"\n',
    ],
    [
      "a field of a map that is not there",
      "databases:\n  - name: orders\n    size: small # cheap\n",
      orders({ field: "aws.instanceClass", value: "db.m7g.large" }),
      "databases:\n  - name: orders\n    size: small # cheap\n    aws: { instanceClass: db.m7g.large }\n",
    ],
    [
      "a field of a map in brackets that is there",
      "databases: [{ name: orders, aws: { insights: standard } }]\n",
      orders({ field: "aws.instanceClass", value: "db.m7g.large" }),
      "databases: [{ name: orders, aws: { insights: standard, instanceClass: db.m7g.large } }]\n",
    ],
    [
      "a field of a block that is there",
      "databases:\n  - name: orders\n    aws:\n      insights: standard # of AWS\n    size: small\n",
      orders({ field: "aws.instanceClass", value: "db.m7g.large" }),
      "databases:\n  - name: orders\n    aws:\n      insights: standard # of AWS\n      instanceClass: db.m7g.large\n    size: small\n",
    ],
    [
      "a field of a map that is there, with another value",
      "databases:\n  - name: orders\n    aws:\n      instanceClass: db.t4g.medium # cheap\n",
      orders({ field: "aws.instanceClass", value: "db.m7g.large" }),
      "databases:\n  - name: orders\n    aws:\n      instanceClass: db.m7g.large # cheap\n",
    ],
    [
      "a field of a map that holds nothing",
      "databases: [{ name: orders, aws: {} }]\n",
      orders({ field: "aws.instanceClass", value: "db.m7g.large" }),
      "databases: [{ name: orders, aws: { instanceClass: db.m7g.large } }]\n",
    ],
    [
      "a field of a block that holds nothing",
      "databases:\n  - name: orders\n    aws:\n    size: small\n",
      orders({ field: "aws.instanceClass", value: "db.m7g.large" }),
      "databases:\n  - name: orders\n    aws: { instanceClass: db.m7g.large }\n    size: small\n",
    ],
    [
      "empty brackets",
      "cluster: {}\n",
      { within: ["cluster"], field: "version", value: "1.36" },
      'cluster: { version: "1.36" }\n',
    ],
    ["what is not there", "databases: [{ name: billing }]\n", orders(), undefined],
    ["a list of nothing", "databases: []\n", orders(), undefined],
    ["an empty file", "", orders(), undefined],
  ])("%s", (_, text, edit, expected) => {
    expect(setInText(text, edit)).toBe(expected);
  });

  it("is told by line: what is new, and what is other", () => {
    const before = "a\nb\nc\n";
    expect(lineEdits(before, "a\nB\nc\n")).toEqual([{ line: 2, before: "b", after: "B" }]);
    expect(lineEdits(before, "a\nb\nnew\nc\n")).toEqual([{ line: 3, after: "new" }]);
    expect(lineEdits(before, "A\nb\nnew\nc\n")).toEqual([
      { line: 1, before: "a", after: "A" },
      { line: 3, after: "new" },
    ]);
    expect(lineEdits(before, before)).toEqual([]);
  });
});
