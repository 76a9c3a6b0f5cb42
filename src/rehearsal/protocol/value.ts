/**
 * Terraform values as the rehearsal holds them in memory, after decoding from the wire and before encoding to it.
 *
 * | Terraform               | here                                                        |
 * |-------------------------|-------------------------------------------------------------|
 * | null                    | `null`                                                      |
 * | unknown                 | an `Unknown` (with its refinements, kept as they came)      |
 * | string, bool            | `string`, `boolean`                                         |
 * | number                  | `number` where it prints as the same decimal (numbers.ts), else a `BigNumber` |
 * | list, set, tuple        | array (sets in canonical order)                             |
 * | map, object, block      | plain object without prototype                              |
 * | dynamic                 | a `Dynamic` with its type                                   |
 */
import type { CtyType } from "../../schemas/cty";

export type Value = null | boolean | string | number | BigNumber | Unknown | Dynamic | Value[] | ValueObject;

export interface ValueObject {
  [name: string]: Value;
}

/** A value that is not known before apply. */
export class Unknown {
  constructor(
    /** The refinements as they came on the wire (MessagePack), or undefined: a wholly unknown value. */
    public readonly refinements?: Uint8Array,
  ) {}
}

/** The unknown value without refinements. */
export const UNKNOWN = new Unknown();

/** A number that no JavaScript `number` prints as (numbers.ts), by its decimal text. */
export class BigNumber {
  constructor(public readonly text: string) {}
}

/** A value of an attribute whose schema type is `dynamic`. */
export class Dynamic {
  constructor(
    public readonly type: CtyType,
    public readonly value: Value,
  ) {}
}

export function isObject(value: Value | undefined): value is ValueObject {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof BigNumber) &&
    !(value instanceof Dynamic)
  );
}

/** An object without prototype, so that no key of a user's can meet one of JavaScript's. */
export function objectOf(entries: Iterable<readonly [string, Value]> = []): ValueObject {
  const object = Object.create(null) as ValueObject;
  for (const [name, value] of entries) object[name] = value;
  return object;
}

/** Whether the value holds nothing unknown, at any depth. */
export function isWhollyKnown(value: Value): boolean {
  if (value instanceof Unknown) return false;
  if (value instanceof Dynamic) return isWhollyKnown(value.value);
  if (Array.isArray(value)) return value.every(isWhollyKnown);
  if (isObject(value)) return Object.values(value).every(isWhollyKnown);
  return true;
}
