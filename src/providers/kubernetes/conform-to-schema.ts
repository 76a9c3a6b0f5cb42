/** Brings an object into the form of another schema: a data source often shows less than the resource has. */
import type { CtyType } from "../../schemas/cty";
import { isObject, objectOf, type Value, type ValueObject } from "../../rehearsal/protocol/value";
import type { BlockSchema } from "../../schemas/provider-schema";
import { itemsOf } from "../../rehearsal/engine/attributes";

/** The attributes and blocks that the schema has; null or empty where the object has none. */
export function conformToSchema(schema: BlockSchema, value: ValueObject): ValueObject {
  return objectOf([
    ...Object.entries(schema.attributes).map(
      ([name, { type }]) => [name, schemaObject(type ?? "dynamic", value[name])] as const,
    ),
    ...Object.entries(schema.blocks).map(([name, { block }]) => {
      const content = value[name] ?? null;
      const inner = (item: Value): Value => (isObject(item) ? conformToSchema(block, item) : item);
      return [name, Array.isArray(content) ? content.map(inner) : inner(content)] as const;
    }),
  ]);
}

function schemaObject(type: CtyType, value: Value | undefined): Value {
  if (value === undefined || value === null || typeof type === "string" || type[0] === "tuple") return value ?? null;
  if (type[0] === "object") {
    const source = isObject(value) ? value : objectOf();
    return objectOf(Object.entries(type[1]).map(([name, item]) => [name, schemaObject(item, source[name])] as const));
  }
  const element = type[1];
  if (type[0] !== "map") return (isObject(value) ? [value] : itemsOf(value)).map((item) => schemaObject(element, item));
  if (!isObject(value)) return objectOf();
  return objectOf(Object.entries(value).map(([key, item]) => [key, schemaObject(element, item)] as const));
}
