/** Values as Terraform writes them in a state file, in `DynamicValue.json` and in plans: JSON, read by a type. */
import type { CtyType } from "../../schemas/cty";
import { ctyTypeFrom, typeOf } from "./cty-json";
import { mismatch, within, type Place } from "./mismatch";
import { numberFromText, numberText, quoteBigNumbers } from "./numbers";
import { canonicalSet } from "./sets";
import { BigNumber, Dynamic, objectOf, Unknown, type Value } from "./value";

/** Parses a JSON text so that `fromJson` can read numbers beyond a double from it exactly. */
export function parseJson(text: string): unknown {
  return JSON.parse(quoteBigNumbers(text)) as unknown;
}

/**
 * The value that parsed JSON means for a type. As Terraform and the providers do, it takes a primitive written as another
 * one (`"true"`, `"8080"`), takes a missing attribute as null, and drops attributes that the type does not know.
 * @throws JangadaError `REHEARSAL_VALUE`, naming the path, when the JSON does not fit the type
 */
export function fromJson(json: unknown, type: CtyType): Value {
  return read(json, type, null);
}

function read(json: unknown, type: CtyType, place: Place | null): Value {
  if (json === null || json === undefined) return null;
  if (typeof type === "string") return readPrimitive(json, type, place);
  if (type[0] === "map" || type[0] === "object") {
    if (typeof json !== "object" || Array.isArray(json)) throw mismatch(place, type, json);
    const entries = json as { [name: string]: unknown };
    if (type[0] === "map") {
      return objectOf(Object.entries(entries).map(([key, each]) => [key, read(each, type[1], within(place, key))]));
    }
    return objectOf(
      Object.entries(type[1]).map(([name, of]) => [
        name,
        read(Object.hasOwn(entries, name) ? entries[name] : null, of, within(place, name)),
      ]),
    );
  }
  if (!Array.isArray(json)) throw mismatch(place, type, json);
  const elements = json as unknown[];
  if (type[0] === "tuple") {
    const types = type[1];
    if (elements.length !== types.length) throw mismatch(place, type, json);
    return types.map((of, index) => read(elements[index], of, within(place, index)));
  }
  const of = type[1] as CtyType;
  const values = elements.map((each, index) => read(each, of, within(place, index)));
  return type[0] === "set" ? canonicalSet(values) : values;
}

function readPrimitive(json: unknown, type: CtyType, place: Place | null): Value {
  if (type === "dynamic") {
    const { type: of, value } = json as { type?: unknown; value?: unknown };
    if (of === undefined) throw mismatch(place, type, json);
    const actual = ctyTypeFrom(of);
    return new Dynamic(actual, read(value, actual, place));
  }
  if (type === "string" && typeof json !== "object") return String(json);
  if (type === "bool") {
    if (json === true || json === "true") return true;
    if (json === false || json === "false") return false;
  }
  if (type === "number") {
    if (typeof json === "number") return json;
    if (typeof json === "string") return numberFromText(json);
  }
  throw mismatch(place, type, json);
}

/**
 * A value as JSON, such that `fromJson` with the same type reads it back. Numbers that JSON would change are written as
 * strings, a dynamic value with its type.
 * @param type needed only to give a plain value its type where the schema says `dynamic`
 * @throws JangadaError `REHEARSAL_VALUE` when something in it is unknown: JSON has no unknown values
 */
export function toJson(value: Value, type?: CtyType): unknown {
  return write(value, type, null);
}

function write(value: Value, type: CtyType | undefined, place: Place | null): unknown {
  if (value === null || typeof value === "boolean" || typeof value === "string") {
    return type === "dynamic" && value !== null ? { type: typeOf(value), value } : value;
  }
  if (value instanceof Unknown) throw mismatch(place, "a known value", value);
  if (value instanceof Dynamic) return { type: value.type, value: write(value.value, value.type, place) };
  if (type === "dynamic") return write(new Dynamic(typeOf(value), value), type, place);
  if (value instanceof BigNumber) return numberText(value);
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0) ? value : numberText(value);
  if (Array.isArray(value)) {
    return value.map((each, index) => write(each, elementType(type, index), within(place, index)));
  }
  const object = Object.create(null) as { [name: string]: unknown };
  for (const [name, each] of Object.entries(value))
    object[name] = write(each, elementType(type, name), within(place, name));
  return object;
}

function elementType(type: CtyType | undefined, step: string | number): CtyType | undefined {
  if (type === undefined || typeof type === "string") return undefined;
  if (type[0] === "tuple") return type[1][step as number];
  if (type[0] === "object") return type[1][step];
  return type[1];
}
