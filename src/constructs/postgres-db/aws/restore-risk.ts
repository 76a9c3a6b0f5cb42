/** What `restore` does to a configuration beside its plan, and what of that does no harm. */
import { isDeepStrictEqual } from "node:util";
import type { Judge } from "../../../model/risk";
import { CREATION_ONLY, OF_THE_SOURCE } from "./rds-facts";

const SERVER = "aws_db_instance";

/** The conditions that `rds-restore.ts` writes ask for nothing else. */
const RESTORED = /self\.(?:restore_to_point_in_time|snapshot_identifier|kms_key_id)\b/;

/**
 * Where `restore` was taken out, nothing is left that its conditions could refuse: a server's source cannot change, and another key
 * is a replacement, which the plan tells. And what is ignored for it no cloud changes on a server that exists.
 */
export const harmlessOfRestore: Judge = ({ type, before, after }) => {
  if (type !== SERVER) return { holds: false };
  const [was, is] = [before, after].map((side) => lifecycleOf(side));
  const gone = listOf(was?.["postcondition"]).filter(
    (one) => !listOf(is?.["postcondition"]).some((other) => isDeepStrictEqual(one, other)),
  );
  const ignored = listOf(is?.["ignore_changes"]).filter((one) => !listOf(was?.["ignore_changes"]).includes(one));
  return {
    holds:
      gone.every((one) => RESTORED.test(String((one as { condition?: unknown }).condition))) &&
      ignored.every((one) => [...CREATION_ONLY, ...OF_THE_SOURCE].includes(String(one))) &&
      listOf(was?.["precondition"]).every((one) =>
        listOf(is?.["precondition"]).some((other) => isDeepStrictEqual(one, other)),
      ),
  };
};

type Map = Readonly<Record<string, unknown>>;

const lifecycleOf = (side: Map | null | undefined): Map | undefined => side?.["lifecycle"] as Map | undefined;

const listOf = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
