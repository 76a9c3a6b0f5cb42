/**
 * Brings state that an older version of a provider wrote to today's schema: what the schema no longer has is dropped,
 * what it has anew is null, and what merely changed its form is brought into the new one.
 */
import type { CtyType } from "../../schemas/cty";
import { fromJson } from "../protocol/codec";
import { numberFromText } from "../protocol/numbers";
import { BigNumber, objectOf, type Value, type ValueObject } from "../protocol/value";
import type { BlockSchema } from "../../schemas/provider-schema";
import { attributeType, impliedType } from "../../schemas/types";
import { normalObject } from "./normalize";

/**
 * @param change What only the type itself knows of its older versions
 * @throws JangadaError when a value cannot be made into what the schema asks for
 */
export function upgradeState(
  schema: BlockSchema,
  state: unknown,
  change: (old: Json) => Json = (old) => old,
): ValueObject | null {
  if (state === null || state === undefined) return null;
  const old = change(isRecord(state) ? state : {});
  const values = objectOf();
  for (const [name, attribute] of Object.entries(schema.attributes)) {
    values[name] = attribute.writeOnly ? null : coerced(old[name], attributeType(attribute));
  }
  for (const [name, { nesting, block }] of Object.entries(schema.blocks)) {
    const type = impliedType(block);
    const whole: CtyType = nesting === "single" || nesting === "group" ? type : [nesting, type];
    values[name] = coerced(old[name], whole);
  }
  return normalObject(schema, values);
}

type Json = { readonly [name: string]: unknown };

const isRecord = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function coerced(json: unknown, type: CtyType): Value {
  if (json === null || json === undefined) return null;
  if (type === "string") return asText(json);
  if (type === "number") return asNumber(json);
  if (type === "bool") return asBool(json);
  if (typeof type === "string") return fromJson(json, type);
  switch (type[0]) {
    case "list":
    case "set": {
      // What was one object or value is now a collection of one.
      const items = Array.isArray(json) ? json : [json];
      return items.map((item) => coerced(item, type[1]));
    }
    case "map": {
      const record = single(json);
      return isRecord(record)
        ? objectOf(Object.entries(record).map(([key, item]) => [key, coerced(item, type[1])]))
        : null;
    }
    case "object": {
      const record = single(json);
      if (!isRecord(record)) return null;
      return objectOf(Object.entries(type[1]).map(([name, of]) => [name, coerced(record[name], of)]));
    }
    case "tuple":
      return fromJson(json, type);
  }
}

/** A former collection of one element becomes that element. */
const single = (json: unknown): unknown => (Array.isArray(json) ? json[0] : json);

function asText(json: unknown): Value {
  const value = single(json);
  if (value instanceof BigNumber) return value.text;
  if (value === null || value === undefined) return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function asNumber(json: unknown): Value {
  const value = single(json);
  if (value instanceof BigNumber || typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  // An unset number was an empty text.
  return typeof value === "string" && value !== "" ? numberFromText(value) : null;
}

function asBool(json: unknown): Value {
  const value = single(json);
  if (typeof value === "string") return value === "" ? null : value === "true" || value === "1";
  return value === null || value === undefined ? null : Boolean(value);
}
