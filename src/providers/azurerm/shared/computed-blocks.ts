/** Blocks that are left out and that the provider fills in: a plan says that they are known after apply. */
import { isObject, UNKNOWN, type Value, type ValueObject } from "../../../rehearsal/protocol/value";
import { COMPUTED_BLOCKS } from "./resource-ids";

/** Marks them in the plan, or keeps what they were. */
export function planComputedBlocks(
  type: string,
  planned: ValueObject,
  prior: ValueObject | null,
  config: ValueObject,
): void {
  for (const path of COMPUTED_BLOCKS[type] ?? []) fill(path.split("."), planned, prior, config);
}

function fill(
  [name = "", ...rest]: readonly string[],
  planned: ValueObject,
  prior: ValueObject | null,
  config: ValueObject,
): void {
  const written = config[name];
  if (!Array.isArray(written)) return;
  if (rest.length > 0) {
    const [inner, before, given] = [planned[name], prior?.[name], written].map(firstObject);
    if (inner && given) fill(rest, inner, before ?? null, given);
  } else if (written.length === 0) planned[name] = prior ? (prior[name] ?? []) : UNKNOWN;
}

const firstObject = (value: Value | undefined): ValueObject | undefined =>
  Array.isArray(value) && isObject(value[0]) ? value[0] : undefined;
