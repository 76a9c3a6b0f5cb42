import type { SectionProblem } from "../../model/component";

/** Problems of an entry, told of the list that it stands in. */
export function atEntry(index: number, problems: readonly SectionProblem[]): readonly SectionProblem[] {
  return problems.map((problem) => ({ ...problem, path: [index, ...problem.path] }));
}
