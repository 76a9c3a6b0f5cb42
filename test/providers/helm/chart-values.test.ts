import { mergedValues } from "../../../src/providers/helm/chart-values";
import type { ValueObject } from "../../../src/rehearsal/protocol/value";
import { value } from "../support/simulated";

const merged = (state: object): ReturnType<typeof mergedValues> => mergedValues(value(state) as ValueObject);

describe("values of a release", () => {
  it("are merged in order: maps key by key, lists whole, null removes", () => {
    const { values } = merged({
      values: ["a: {b: 1, c: 2}\nlist: [1, 2]\ngone: 1", "a: {c: 3}\nlist: [9]\ngone: null"],
    });
    expect(values).toEqual({ a: { b: 1, c: 3 }, list: [9] });
  });

  it("are set by path, with types by the look of the text", () => {
    const set = [
      { name: "a.b[1].c", value: "5" },
      { name: "on", value: "true" },
      { name: "text", value: "5", type: "string" },
      { name: "annotations.example\\.com/x", value: "y" },
    ];
    const { values } = merged({ set, set_list: [{ name: "hosts", value: ["a", "b"] }] });
    expect(values).toEqual({
      a: { b: [null, { c: 5 }] },
      on: true,
      text: "5",
      annotations: { "example.com/x": "y" },
      hosts: ["a", "b"],
    });
  });

  it("hide what is sensitive", () => {
    const { values, masked } = merged({ values: ["a: 1"], set_sensitive: [{ name: "password", value: "hidden" }] });
    expect(values.password).toBe("hidden");
    expect(masked).toEqual({ a: 1, password: "(sensitive value)" });
  });

  it("must be YAML, and a map", () => {
    expect(merged({ values: ["a: [1"] }).problems[0]).toContain("error converting YAML to JSON");
    expect(merged({ values: ["- a"] }).problems[0]).toContain("cannot unmarshal array");
    expect(merged({ values: [""] }).problems).toEqual([]);
  });
});
