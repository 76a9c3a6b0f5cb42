/** A cluster that exists, which the block of the chosen target names: then nothing of a cluster is made. */
import type { TargetName } from "../../model/target";
import { factsOf } from "../../targets";

/** @param section as written, or after defaults */
export function isAdopted(section: object, { target }: { readonly target: TargetName }): boolean {
  const block: unknown = (section as Readonly<Record<string, unknown>>)[factsOf(target)?.block ?? ""];
  return (
    typeof block === "object" && block !== null && (block as { readonly existing?: unknown }).existing !== undefined
  );
}
