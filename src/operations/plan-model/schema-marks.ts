/** The second net: what the provider's schema says is sensitive, also where a plan has lost the mark. */
import type { AttributeSchema, BlockSchema } from "../../schemas/provider-schema";
import { loadSchema, schemaNames } from "../../schemas/load";
import type { Marks } from "./marks";

const known = new Map<string, Marks>();

/** The marks of a resource's or a data source's type; none for a type whose schema the package does not carry. */
export function schemaMarks(type: string, mode: "managed" | "data" = "managed"): Marks {
  const key = `${mode}.${type}`;
  if (known.has(key)) return known.get(key);
  const provider = type.split("_")[0] ?? "";
  const schemas = schemaNames().includes(provider) ? loadSchema(provider) : undefined;
  const schema = mode === "data" ? schemas?.dataSources[type] : schemas?.resources[type];
  const marks = schema ? ofBlock(schema) : undefined;
  known.set(key, marks);
  return marks;
}

function ofBlock(block: BlockSchema): Marks {
  const keys = new Map<string, Marks>();
  for (const [name, attribute] of Object.entries(block.attributes)) {
    const marks = ofAttribute(attribute);
    if (marks !== undefined) keys.set(name, marks);
  }
  for (const [name, { block: inner }] of Object.entries(block.blocks ?? {})) {
    const marks = ofBlock(inner);
    if (marks !== undefined) keys.set(name, both(marks));
  }
  return keys.size > 0 ? { keys } : undefined;
}

function ofAttribute(attribute: AttributeSchema): Marks {
  if (attribute.sensitive || attribute.writeOnly) return true;
  if (!attribute.nested) return undefined;
  const marks = ofBlock({ attributes: attribute.nested.attributes, blocks: {} });
  return marks === undefined ? undefined : both(marks);
}

/** A block may be one object, or a list or a map of them. */
function both(marks: Marks): Marks {
  return marks === true || marks === undefined ? marks : { each: marks, keys: marks.keys };
}
