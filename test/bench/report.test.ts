import { replaceTable } from "../../bench/page";
import { markdownTable } from "../../bench/result";

describe("markdownTable", () => {
  test("given a ratio with its target, then the row tells the spread and whether the target is met", () => {
    const table = markdownTable([
      {
        measured: "ours",
        value: "1.00 s",
        against: "theirs",
        baseline: "5.00 s",
        ratio: { median: 0.2, least: 0.1, most: 0.3 },
        target: "at most 1",
        met: true,
      },
      { measured: "alone", value: "2.00 s", target: "below 1 s", met: false },
    ]);
    const rows = table.split("\n").map((row) => row.split("|").map((cell) => cell.trim()));
    expect(rows[2]).toEqual(["", "ours", "1.00 s", "theirs", "5.00 s", "0.20 (0.10 to 0.30)", "at most 1", "met", ""]);
    expect(rows[3]).toEqual(["", "alone", "2.00 s", "", "", "", "below 1 s", "**missed**", ""]);
  });
});

describe("replaceTable", () => {
  const page = "Before\n<!-- bench:a -->\nold\n<!-- /bench:a -->\nAfter\n<!-- bench:b -->\n<!-- /bench:b -->\n";

  test("given a page with a table of last time, then the new one takes its place and nothing else changes", () => {
    const once = replaceTable(page, "a", "new");
    expect(once).toBe(page.replace("\nold\n", "\n\nnew\n\n"));
    expect(replaceTable(once, "a", "new")).toBe(once);
  });

  test("given a page without a place for the bench, then it says which", () => {
    expect(() => replaceTable(page, "c", "new")).toThrow("<!-- bench:c -->");
  });
});
