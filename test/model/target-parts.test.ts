/** What holds everywhere and what a target adds, as one. */
import type { SectionProblem } from "../../src/model/component";
import { preferTargetProblems } from "../../src/model/target-parts";

const problem = (field: string, message: string, severity?: "warning"): SectionProblem => ({
  path: [0, field],
  code: "ANY",
  message,
  ...(severity ? { severity } : {}),
});

const told = (general: readonly SectionProblem[], special: readonly SectionProblem[]): readonly string[] =>
  preferTargetProblems(general, special).map(({ message }) => message);

test("given both refuse a field, then the target's bound is told alone", () => {
  expect(told([problem("most", "at least 100"), problem("name", "twice")], [problem("most", "at least 110")])).toEqual([
    "twice",
    "at least 110",
  ]);
});

test("given a target's warning of a field that is refused, then both are told", () => {
  expect(told([problem("most", "at least 100")], [problem("most", "costly", "warning")])).toEqual([
    "at least 100",
    "costly",
  ]);
});

test("given only one of them finds something, then that is told", () => {
  expect(told([problem("most", "at least 100")], [])).toEqual(["at least 100"]);
  expect(told([], [problem("most", "at least 110")])).toEqual(["at least 110"]);
});
