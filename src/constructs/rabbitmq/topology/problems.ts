/** What the checks of the topology have in common. Paths are within an entry of `rabbitmq`. */
import type { SectionProblem } from "../../../model/component";
import { regularExpressionProblem } from "./regular-expression";

export type Path = readonly (string | number)[];

/** One problem for each value that stands there a second time. */
export function twice<T>(
  list: readonly T[],
  path: Path,
  keyOf: (entry: T) => string,
  wording: { readonly what: string; readonly at: string; readonly remedy: string },
): readonly SectionProblem[] {
  const seen = new Set<string>();
  return list.flatMap((entry, index): SectionProblem[] => {
    const key = keyOf(entry);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    return [
      {
        path: wording.at === "" ? [...path, index] : [...path, index, wording.at],
        code: "RABBITMQ_TWICE",
        message: `There are two ${wording.what} '${key}'.`,
        remedy: wording.remedy,
      },
    ];
  });
}

/** @param known Names that there are. */
export function unknown(path: Path, what: string, name: string, known: readonly string[]): SectionProblem {
  return {
    path,
    code: "RABBITMQ_UNKNOWN",
    message: `There is no ${what} '${name}'.`,
    remedy: `There are: ${known.join(", ") || "none"}.`,
  };
}

export function checkPattern(pattern: string, path: Path): readonly SectionProblem[] {
  const reason = regularExpressionProblem(pattern);
  if (reason === undefined) return [];
  return [
    {
      path,
      code: "RABBITMQ_PATTERN",
      message: `'${pattern}' is no regular expression that a broker can read: ${reason}.`,
      remedy:
        "Patterns are Perl's (PCRE), and are found anywhere in a name: '^orders\\.' is whatever begins with 'orders.'.",
    },
  ];
}
