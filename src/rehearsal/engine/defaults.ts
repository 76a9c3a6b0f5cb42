/** The `default` facts, as values of the argument's own type. */
import type { CtyType } from "../../schemas/cty";
import { numberFromText } from "../protocol/numbers";
import { objectOf, type Value } from "../protocol/value";
import type { AttributeSchema } from "../../schemas/provider-schema";

/** What is planned when the argument is left out; undefined where nothing is known. */
export function defaultOf(schema: AttributeSchema): Value | undefined {
  if (schema.default === undefined || !schema.type) return undefined;
  return convert(schema.type, schema.default);
}

function convert(type: CtyType, fact: unknown): Value | undefined {
  if (fact === null) return null;
  if (type === "string") return String(fact);
  if (type === "number") return numberFromText(String(fact));
  if (type === "bool") return fact === true || fact === "true";
  if (typeof type === "string") return undefined;
  if (Array.isArray(fact) && (type[0] === "list" || type[0] === "set")) {
    return fact.map((item) => convert(type[1], item) ?? null);
  }
  if (typeof fact === "object" && type[0] === "map") {
    return objectOf(Object.entries(fact).map(([key, item]) => [key, convert(type[1], item) ?? null] as const));
  }
  return undefined;
}
