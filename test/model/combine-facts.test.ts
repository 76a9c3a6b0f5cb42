import { combineFacts } from "../../src/model/combine-facts";
import type { RiskRule } from "../../src/model/risk";

const rule = (id: string, ...types: readonly string[]): RiskRule => ({
  id,
  risk: "downtime",
  actions: ["delete"],
  reason: "It goes.",
  ...(types.length > 0 ? { types } : {}),
});

describe("facts of several", () => {
  test("stand beside each other", () => {
    const facts = combineFacts([
      {
        holdsData: { a: "a table" },
        billed: ["a"],
        fileEntries: [{ path: "as.*", label: "a" }],
        fileEntryOfType: { a: "as.*" },
      },
      { holdsData: { b: "a queue" }, billed: ["b"], judgedTogether: ["b"], readsFrom: { c: ["url"] } },
    ]);

    expect(facts).toMatchObject({
      holdsData: { a: "a table", b: "a queue" },
      billed: ["a", "b"],
      fileEntries: [{ path: "as.*" }],
      fileEntryOfType: { a: "as.*" },
      judgedTogether: ["b"],
      readsFrom: { c: ["url"] },
      rules: [],
      irreversible: [],
    });
  });

  test("have words for one type together", () => {
    const { fieldLabels } = combineFacts([
      { fieldLabels: { a: { size: { field: "size" } } } },
      { fieldLabels: { a: { count: { field: "copies" } }, b: {} } },
    ]);

    expect(fieldLabels).toEqual({ a: { size: { field: "size" }, count: { field: "copies" } }, b: {} });
  });

  test("that state one rule state it for all their types, where it was stated first", () => {
    const { rules } = combineFacts([
      { rules: [rule("downtime/gone", "a"), rule("downtime/other", "a")] },
      { rules: [rule("downtime/gone", "b", "a")] },
    ]);

    expect(rules).toEqual([rule("downtime/gone", "a", "b"), rule("downtime/other", "a")]);
  });

  test("are silent where another knows better", () => {
    const unless = { path: "namespace", was: ["jobs"] } as const;
    const { rules } = combineFacts([
      { exceptions: [{ rule: "downtime/gone", unless }] },
      { rules: [rule("downtime/gone"), rule("downtime/other")] },
    ]);

    expect(rules).toEqual([{ ...rule("downtime/gone"), unless: [unless] }, rule("downtime/other")]);
  });
});
