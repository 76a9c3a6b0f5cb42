/** Types as JSON: checking one that came from outside, and guessing one for a value that has none. */
import { JangadaError } from "../../errors";
import type { CtyType } from "../../schemas/cty";
import { BigNumber, Dynamic, Unknown, type Value } from "./value";

const PRIMITIVES: readonly unknown[] = ["string", "number", "bool", "dynamic"];
const COLLECTIONS: readonly unknown[] = ["list", "set", "map"];
/** No provider's type comes near it; a hostile one must not exhaust the stack. */
const DEEPEST = 200;

/**
 * Checks that parsed JSON is a type.
 * @throws JangadaError `REHEARSAL_TYPE` when it is none
 */
export function ctyTypeFrom(json: unknown): CtyType {
  if (!isCtyType(json, 0)) {
    const text = JSON.stringify(json) ?? String(json);
    throw new JangadaError({ code: "REHEARSAL_TYPE", message: `${text.slice(0, 120)} is not a Terraform type` });
  }
  return json;
}

function isCtyType(json: unknown, depth: number): json is CtyType {
  if (PRIMITIVES.includes(json)) return true;
  if (!Array.isArray(json) || depth > DEEPEST) return false;
  const [kind, of, optional] = json as unknown[];
  if (COLLECTIONS.includes(kind)) return json.length === 2 && isCtyType(of, depth + 1);
  if (kind === "tuple") return json.length === 2 && Array.isArray(of) && of.every((type) => isCtyType(type, depth + 1));
  if (kind !== "object" || typeof of !== "object" || of === null || Array.isArray(of)) return false;
  if (json.length > 3 || (json.length === 3 && !isStrings(optional))) return false;
  return Object.values(of).every((type) => isCtyType(type, depth + 1));
}

function isStrings(json: unknown): boolean {
  return Array.isArray(json) && json.every((name) => typeof name === "string");
}

/** The type that a value has by itself: arrays are tuples, objects are objects; null and unknown leave it open. */
export function typeOf(value: Value): CtyType {
  if (value === null || value instanceof Unknown || value instanceof Dynamic) return "dynamic";
  if (typeof value === "string") return "string";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number" || value instanceof BigNumber) return "number";
  if (Array.isArray(value)) return ["tuple", value.map(typeOf)];
  const attributes = Object.create(null) as { [name: string]: CtyType };
  for (const [name, each] of Object.entries(value)) attributes[name] = typeOf(each);
  return ["object", attributes];
}
