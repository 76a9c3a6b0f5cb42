/** The forms that a report can take. */
import { JangadaError } from "../errors";

export const FORMATS = ["terminal", "markdown", "json", "sarif", "junit"] as const;
export type Format = (typeof FORMATS)[number];

/** What `--out` tells the format by. */
const ENDINGS: readonly (readonly [RegExp, Format])[] = [
  [/\.md$/i, "markdown"],
  [/\.sarif(\.json)?$/i, "sarif"],
  [/\.json$/i, "json"],
  [/\.xml$/i, "junit"],
];

export function formatOf(file: string): Format {
  const found = ENDINGS.find(([ending]) => ending.test(file));
  if (found) return found[1];
  throw new JangadaError({
    code: "UNKNOWN_FORMAT",
    message: `The name '${file}' does not tell in which format to write.`,
    remedy: "End it in .md (Markdown), .json, .sarif or .xml (JUnit).",
  });
}
