import { load, problemsOf, SMALLEST } from "./made-up";

const NETS = "nets:\n  - {name: new, depth: 1}\n  - {name: other, depth: 1}\n";
/** The file with two nets, and these renames from line 11 on. */
const moved = (...entries: readonly string[]): string =>
  `${SMALLEST}${NETS}moved:\n${entries.map((entry) => `  - ${entry}\n`).join("")}`;

describe("moved", () => {
  test.each<[what: string, text: string, problems: readonly string[]]>([
    ["a rename", moved("{from: nets.old, to: nets.new}"), []],
    ["a chain of renames", moved("{from: nets.first, to: nets.second}", "{from: nets.second, to: nets.new}"), []],
    [
      "a rename in a list within a section",
      `${SMALLEST}crew: {version: "1.34", fishers: [{name: bia, task: {kind: steer}}]}\nmoved: [{from: crew.fishers.ana, to: crew.fishers.bia}]\n`,
      [],
    ],
    ["a rename to what is not there", moved("{from: nets.old, to: nets.newe}"), ["12:26 moved[0].to ENV_MOVED_TO"]],
    [
      "a rename from what is still there",
      moved("{from: nets.other, to: nets.new}"),
      ["12:12 moved[0].from ENV_MOVED_FROM"],
    ],
    ["a rename to itself", moved("{from: nets.new, to: nets.new}"), ["12:26 moved[0].to ENV_MOVED_TO"]],
    [
      "a rename from another list",
      moved("{from: crew.fishers.new, to: nets.new}"),
      ["12:12 moved[0].from ENV_MOVED_KIND"],
    ],
    [
      "a rename of what has no name",
      moved("{from: sails.cloth, to: sails.area}"),
      ["12:29 moved[0].to ENV_MOVED_KIND"],
    ],
    ["a position instead of a name", moved("{from: 'nets[0]', to: nets.new}"), ["12:12 moved[0].from ENV_VALUE"]],
    [
      "two renames of one thing",
      moved("{from: nets.old, to: nets.new}", "{from: nets.old, to: nets.other}"),
      ["13:12 moved[1].from ENV_MOVED_TWICE"],
    ],
    [
      "two renames to one name",
      moved("{from: nets.a, to: nets.new}", "{from: nets.b, to: nets.new}"),
      ["13:24 moved[1].to ENV_MOVED_TWICE"],
    ],
    [
      "the same rename twice",
      moved("{from: nets.old, to: nets.new}", "{from: nets.old, to: nets.new}"),
      ["13:12 moved[1].from ENV_MOVED_TWICE"],
    ],
    [
      "two renames of one thing, each of them to what another is renamed to",
      moved("{from: nets.a, to: nets.new}", "{from: nets.b, to: nets.other}", "{from: nets.a, to: nets.other}"),
      ["14:12 moved[2].from ENV_MOVED_TWICE", "14:24 moved[2].to ENV_MOVED_TWICE"],
    ],
    [
      "a circle behind another rename",
      moved("{from: nets.old, to: nets.new}", "{from: nets.a, to: nets.b}", "{from: nets.b, to: nets.a}"),
      ["13:24 moved[1].to ENV_MOVED_CYCLE"],
    ],
    [
      "renames in a circle",
      moved("{from: nets.a, to: nets.b}", "{from: nets.b, to: nets.a}"),
      ["12:24 moved[0].to ENV_MOVED_CYCLE"],
    ],
    ["a rename without `to`", moved("{from: nets.old}"), ["12:5 moved[0].to ENV_MISSING"]],
  ])("given %s", (_, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
  });

  test("given a name that nearly fits, suggests it", () => {
    expect(load(moved("{from: nets.old, to: nets.newe}")).problems[0]?.remedy).toBe("Did you mean 'nets.new'?");
  });

  test("given a name that fits nothing, says what there is", () => {
    const remedy = (text: string): string | undefined => load(text).problems[0]?.remedy;

    expect(remedy(moved("{from: nets.old, to: nets.elsewhere}"))).toBe("In 'nets' there are: new, other.");
    expect(remedy(`${SMALLEST}nets: []\nmoved: [{from: nets.old, to: nets.elsewhere}]\n`)).toBe(
      "In 'nets' there are: none.",
    );
    expect(remedy(moved("{from: sails.cloth, to: sails.area}"))).toMatch(/^Renamed can be: .*\bnets\.<name>/);
  });
});

describe("physicalName", () => {
  const { environment } = load(moved("{from: nets.first, to: nets.second}", "{from: nets.second, to: nets.new}"));

  test("of a renamed thing is the oldest name", () => {
    expect(environment?.physicalName("nets.new", "new")).toBe("first");
  });

  test("of anything else is its name", () => {
    expect(environment?.physicalName("nets.other", "other")).toBe("other");
  });
});
