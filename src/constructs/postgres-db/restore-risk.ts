/** What `restore` does to a configuration beside its plan, and what of that does no harm. */
import { isDeepStrictEqual } from "node:util";
import type { Judge } from "../../model/risk";

export interface RestoreGuards {
  /** The type of the servers. */
  readonly type: string;
  /** The conditions that a restored server is given, as they are written, and no others. */
  readonly conditions: RegExp;
  /** What is ignored of a server since it was restored. */
  readonly ignored: readonly string[];
}

/**
 * Where `restore` was taken out, nothing is left that its conditions could refuse: a server's source cannot change, and another key
 * is a replacement, which the plan tells. And what is ignored for it no cloud changes on a server that exists.
 */
export const harmlessOfRestore =
  ({ type: server, conditions, ignored: harmless }: RestoreGuards): Judge =>
  ({ type, before, after }) => {
    if (type !== server) return { holds: false };
    const [was, is] = [before, after].map((side) => lifecycleOf(side));
    const gone = ["precondition", "postcondition"].flatMap((kind) =>
      listOf(was?.[kind]).filter((one) => !listOf(is?.[kind]).some((other) => isDeepStrictEqual(one, other))),
    );
    const ignored = listOf(is?.["ignore_changes"]).filter((one) => !listOf(was?.["ignore_changes"]).includes(one));
    return {
      holds:
        gone.every((one) => conditions.test(String((one as { condition?: unknown }).condition))) &&
        ignored.every((one) => harmless.includes(String(one))),
    };
  };

type Map = Readonly<Record<string, unknown>>;

const lifecycleOf = (side: Map | null | undefined): Map | undefined => side?.["lifecycle"] as Map | undefined;

const listOf = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
