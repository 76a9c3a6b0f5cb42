/** Where no cloud is, nothing is managed by one. */
import type { SectionProblem } from "../../model/component";
import type { Runs } from "../../model/runs";

/** One problem for each entry of a list that is to be managed. */
export function managedRefused(entries: readonly { readonly runs: Runs }[]): readonly SectionProblem[] {
  return entries.flatMap(({ runs }, index): readonly SectionProblem[] =>
    runs === "managed"
      ? [
          {
            path: [index, "runs"],
            code: "TARGET_CANNOT",
            message: "Nobody manages it: bare hosts stand in no cloud.",
            remedy: "Write `runs: in-cluster`, or leave it out.",
          },
        ]
      : [],
  );
}
