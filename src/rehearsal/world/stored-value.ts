/**
 * Terraform values as JSON on disk and back, without loss. What JSON has no word for is written as an object with one
 * key that begins with `$`; a user's own object that looks like that is written as `$object`.
 *
 * | value            | JSON                              |
 * |------------------|-----------------------------------|
 * | BigNumber        | `{"$number":"18446744073709551617"}` |
 * | Dynamic          | `{"$dynamic":[type, value]}`      |
 * | `{"$x": …}`      | `{"$object":[["$x", …]]}`         |
 */
import type { CtyType } from "../../schemas/cty";
import { BigNumber, Dynamic, isObject, objectOf, Unknown, type Value, type ValueObject } from "../protocol/value";

export type Json = null | boolean | string | number | readonly Json[] | { readonly [key: string]: Json };

/** @throws TypeError when the value is unknown at any depth: what exists is known. */
export function toStored(value: Value): Json {
  if (value instanceof Unknown) throw new TypeError("An unknown value cannot be stored.");
  if (value instanceof BigNumber) return { $number: value.text };
  if (value instanceof Dynamic) return { $dynamic: [value.type as Json, toStored(value.value)] };
  if (Array.isArray(value)) return value.map(toStored);
  if (typeof value === "number" && !isPlainNumber(value)) return { $number: numberText(value) };
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([name, item]) => [name, toStored(item)] as const);
  if (entries.some(([name]) => name.startsWith("$"))) return { $object: entries };
  return Object.fromEntries(entries);
}

export function fromStored(json: Json): Value {
  if (json === null || typeof json !== "object") return json;
  if (isJsonArray(json)) return json.map(fromStored);
  const { $number: number, $dynamic: dynamic, $object: object } = json;
  if (typeof number === "string") return parseNumber(number);
  if (dynamic !== undefined && isJsonArray(dynamic)) {
    return new Dynamic(dynamic[0] as CtyType, fromStored(dynamic[1] ?? null));
  }
  if (object !== undefined && isJsonArray(object)) {
    return objectOf(object.map((entry) => fromStoredEntry(entry as readonly [string, Json])));
  }
  return objectOf(Object.entries(json).map(fromStoredEntry));
}

export function fromStoredObject(json: Json): ValueObject {
  const value = fromStored(json);
  if (!isObject(value)) throw new TypeError("An object was expected.");
  return value;
}

const fromStoredEntry = ([name, item]: readonly [string, Json]): readonly [string, Value] => [name, fromStored(item)];

const isJsonArray = (json: Json): json is readonly Json[] => Array.isArray(json);

/** JSON has neither infinities nor a negative zero. */
const isPlainNumber = (value: number): boolean => Number.isFinite(value) && !Object.is(value, -0);

const numberText = (value: number): string => (Object.is(value, -0) ? "-0" : String(value));

function parseNumber(text: string): Value {
  return text === "Infinity" || text === "-Infinity" || text === "-0" ? Number(text) : new BigNumber(text);
}
