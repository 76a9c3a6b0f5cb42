/** The values of a release as a state, or a stack, has them: texts in YAML. */
import { parse } from "yaml";

/** Undefined of what is no YAML: whoever wrote it is told by Helm. */
export function parsedValues(text: string): unknown {
  try {
    return parse(text) as unknown;
  } catch {
    return undefined;
  }
}
