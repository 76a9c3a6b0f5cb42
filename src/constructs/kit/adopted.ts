/** What exists already, and is named instead of being made. */
import type { EnvironmentFacts } from "../../model/component";
import { factsOf } from "../../targets";

/**
 * Whether the block of the chosen target names something that exists: then nothing of the section is made.
 * @param section as written, or after defaults
 */
export function isAdopted(section: object, { target }: Pick<EnvironmentFacts, "target">): boolean {
  const block = (section as Readonly<Record<string, unknown>>)[factsOf(target)?.block ?? ""];
  return typeof block === "object" && block !== null && (block as { existing?: unknown }).existing !== undefined;
}
