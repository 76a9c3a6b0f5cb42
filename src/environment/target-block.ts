/** What the chosen target itself says of its block at the top of the file. */
import { z } from "zod";
import type { SectionProblem } from "../model/component";
import type { BlockCheckContext, TargetFacts } from "../model/target-facts";
import type { Finding } from "./finding";

/** The target's own fields of the block after defaults, if all of them are right. */
export function settingsIn(
  fields: z.ZodRawShape,
  written: Readonly<Record<string, unknown>>,
): { readonly settings?: unknown } {
  const own = Object.fromEntries(Object.keys(fields).flatMap((key) => (key in written ? [[key, written[key]]] : [])));
  const parsed = z.object(fields).safeParse(own);
  return parsed.success ? { settings: parsed.data } : {};
}

export function checkTargetBlock(
  chosen: TargetFacts | undefined,
  data: Readonly<Record<string, unknown>>,
  { sections, root, simulated }: Pick<BlockCheckContext, "sections"> & Partial<BlockCheckContext>,
): { readonly findings: readonly Finding[]; readonly warnings: readonly Finding[] } {
  // Of a block that is not there, or is none, the schema tells.
  if (!chosen?.check || data[chosen.block] === undefined) return { findings: [], warnings: [] };
  const context = {
    sections,
    root: root ?? process.cwd(),
    simulated: simulated ?? false,
    today: new Date().toISOString().slice(0, 10),
  };
  const problems = chosen.check(data[chosen.block], context);
  const of = (warning: boolean): readonly Finding[] =>
    problems
      .filter(({ severity }) => (severity === "warning") === warning)
      .map((problem) => toFinding(chosen.block, problem));
  return { findings: of(false), warnings: of(true) };
}

const toFinding = (block: string, { severity: _, fromTop, path, ...finding }: SectionProblem): Finding => ({
  ...finding,
  path: fromTop === true ? path : [block, ...path],
});
