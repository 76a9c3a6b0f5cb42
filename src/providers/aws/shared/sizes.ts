/** Which of two sizes costs more: the order alone, no prices. */
import { valuesAt } from "../../../model/plan-values";
import { type Condition, NOT_HELD } from "../../../model/risk";
import { shortText } from "../../../model/risk-conditions";

/** Of EC2, RDS and ElastiCache alike; from xlarge on, a number in front multiplies. */
const STEPS: readonly string[] = ["nano", "micro", "small", "medium", "large", "xlarge"];
const XLARGE = STEPS.indexOf("xlarge");
/** Metal is a whole host: more than any of its family's parts. */
const METAL = 1000;

/** The instance size at that path goes up or down within its family. */
export function resized(path: string, way: "larger" | "smaller"): Condition {
  return {
    judge: (change) => {
      const [before, after] = [valuesAt(change.before, path), valuesAt(change.after, path)];
      const [a, b] = [before[0], after[0]];
      const order = typeof a === "string" && typeof b === "string" ? compareSizes(a, b) : undefined;
      const holds = order === (way === "larger" ? -1 : 1);
      return holds ? { holds, before: shortText(before), after: shortText(after) } : NOT_HELD;
    },
  };
}

/**
 * -1, 0 or 1, as `sort` wants it; undefined where the two are of different families (`db.t4g` and `db.m7g`), which only a
 * price list could compare.
 */
export function compareSizes(a: string, b: string): number | undefined {
  const [left, right] = [parse(a), parse(b)];
  if (!left || !right || left.family !== right.family) return undefined;
  return Math.sign(left.rank - right.rank);
}

function parse(text: string): { readonly family: string; readonly rank: number } | undefined {
  const match = /^(.+)\.(\d+)?(nano|micro|small|medium|large|xlarge|metal)(?:-\d+xl)?$/.exec(text);
  if (!match) return undefined;
  const [, family = "", factor, name = ""] = match;
  if (name === "metal") return { family, rank: METAL };
  const step = STEPS.indexOf(name);
  return { family, rank: step === XLARGE ? XLARGE + Number(factor ?? 1) : step };
}
