import { stringify } from "yaml";
import { documentOf, documentsOf } from "../../../src/providers/helm/yaml-text";

const map = { a: { "b.c": [1, "two", null, 1.5e3, "---"], d: "line\n---\n{" } };

describe("documentOf", () => {
  test.each([
    ["JSON", JSON.stringify(map)],
    ["JSON over several lines", JSON.stringify(map, null, 2)],
    ["block style", stringify(map)],
    ["flow style", "{a: {b.c: [1, two, ~, 1500, '---'], d: \"line\\n---\\n{\"}}"],
  ])("reads %s", (_, text) => expect(documentOf(text)).toEqual(map));

  test("finds nothing in an empty text", () => expect(documentOf("")).toBeNull());

  test("refuses what is no YAML, and more than one document", () => {
    expect(() => documentOf("{a: [1}")).toThrow();
    expect(() => documentOf("{}\n---\n{}")).toThrow();
  });
});

describe("documentsOf", () => {
  test.each([
    ["JSON", `---\n${JSON.stringify(map)}\n---\n{}\n`],
    ["JSON, ended as Windows does", `---\r\n${JSON.stringify(map)}\r\n---\r\n{}\r\n`],
    ["both styles", `${stringify(map)}---\n{}\n`],
    ["empty ones between", `---\n# nothing\n---\n${JSON.stringify(map)}\n---\n---\n{}\n`],
  ])("reads %s", (_, text) => expect(documentsOf(text)).toEqual([map, {}]));

  test("answers the same text with the same documents, which nobody can change", () => {
    const [first] = documentsOf(JSON.stringify(map));
    expect(documentsOf(JSON.stringify(map))[0]).toBe(first);
    expect(() => ((first as typeof map).a.d = "changed")).toThrow(TypeError);
  });
});
