/** Blocks and nested attributes of a schema in one form, so that code walking through values handles both alike. */
import type { AttributeSchema, BlockSchema, NestedBlockSchema } from "../../schemas/provider-schema";
import { isObject, type Value, type ValueObject } from "../protocol/value";

/** What has attributes: a block, or the object of a nested attribute. */
export type Container = BlockSchema;

/** How the objects of a block or a nested attribute are held. */
export type Nesting = NestedBlockSchema["nesting"];

const NO_BLOCKS: BlockSchema["blocks"] = {};

/** The object type of a nested attribute; undefined for an attribute of a plain type. */
export function nestedContainer(schema: AttributeSchema): { nesting: Nesting; container: Container } | undefined {
  if (!schema.nested) return undefined;
  return { nesting: schema.nested.nesting, container: { attributes: schema.nested.attributes, blocks: NO_BLOCKS } };
}

/** The nested schema of the block or nested attribute with this name; undefined for a plain attribute or an unknown name. */
export function nestedIn(container: Container, name: string): { nesting: Nesting; container: Container } | undefined {
  const block = container.blocks[name];
  if (block) return { nesting: block.nesting, container: block.block };
  const attribute = container.attributes[name];
  return attribute && nestedContainer(attribute);
}

/** The objects that a block or nested attribute holds, each with its place; none where it is null or unknown. */
export function objectsOf(
  nesting: Nesting,
  value: Value | undefined,
): readonly (readonly [number | string | null, ValueObject])[] {
  if (nesting === "list" || nesting === "set") {
    if (!Array.isArray(value)) return [];
    return value.flatMap((item, index) => (isObject(item) ? [[nesting === "list" ? index : null, item] as const] : []));
  }
  if (!isObject(value)) return [];
  if (nesting !== "map") return [[null, value]];
  return Object.entries(value).flatMap(([key, item]) => (isObject(item) ? [[key, item] as const] : []));
}

/** The value of a block type of which the configuration has no block. */
export function emptyBlock(nesting: Nesting): Value {
  return nesting === "list" || nesting === "set" ? [] : nesting === "map" ? (Object.create(null) as ValueObject) : null;
}
