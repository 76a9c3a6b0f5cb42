import { facts } from "../../../src/facts";
import { compareConfigurations } from "../../../src/operations/review/configuration/compare";
import { assess } from "../../../src/operations/risk";
import { externalFacts } from "../../../src/providers/external/facts";

const reading = (values: object) => ({ data: { external: { who: values } } });

test("another program that is run when planning is told, and its query is not", () => {
  const judge = (before: object, after: object): readonly string[] => {
    const changes = compareConfigurations("dev-data", reading(before) as never, reading(after) as never, { facts });
    return changes.flatMap((change) => assess(change, { changes }, facts).map(({ rule }) => rule));
  };

  const [rule] = externalFacts.rules ?? [];
  expect(judge({ program: ["bash", "a.sh"] }, { program: ["bash", "b.sh"] })).toEqual([rule?.id]);
  expect(judge({ program: ["bash", "a.sh"], query: { a: "1" } }, { program: ["bash", "a.sh"] })).toEqual([]);
});
