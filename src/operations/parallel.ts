/** How many stacks are worked on at once. */
import * as os from "node:os";
import { JangadaError } from "../errors";

/** Each is a Terraform of its own, with its providers: more than this no machine is helped by. */
export const MOST_PARALLEL = 64;

/**
 * @param wanted @default the number of processors, from 2 to 4
 * @throws JangadaError BAD_PARALLEL unless it is a whole number from 1 to 64
 */
export function parallelOf(wanted?: number): number {
  const limit = wanted ?? Math.min(Math.max(os.availableParallelism(), 2), 4);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MOST_PARALLEL) return limit;
  throw new JangadaError({
    code: "BAD_PARALLEL",
    message: `${String(limit)} stacks at once cannot be.`,
    remedy: `Give a whole number from 1 to ${MOST_PARALLEL}, or none.`,
  });
}
