/** The type of the value that a block or a nested attribute holds: what the codec reads and writes it by. */
import type { CtyType } from "./cty";
import type { AttributeSchema, BlockSchema } from "./provider-schema";

const impliedTypes = new WeakMap<BlockSchema, CtyType>();

/** The object type of a block: its attributes and its nested blocks. Worked out once for each block. */
export function impliedType(block: BlockSchema): CtyType {
  const before = impliedTypes.get(block);
  if (before !== undefined) return before;
  const attributes: { [name: string]: CtyType } = {};
  for (const [name, attribute] of Object.entries(block.attributes)) attributes[name] = attributeType(attribute);
  for (const [name, { nesting, block: nested }] of Object.entries(block.blocks)) {
    attributes[name] = nestedType(nesting, impliedType(nested));
  }
  const type: CtyType = ["object", attributes];
  impliedTypes.set(block, type);
  return type;
}

/** The type of an attribute: its own, or that of the attributes nested in it. */
export function attributeType({ type, nested }: AttributeSchema): CtyType {
  if (nested) return nestedType(nested.nesting, impliedType({ attributes: nested.attributes, blocks: {} }));
  if (type === undefined) throw new TypeError("an attribute has neither a type nor nested attributes");
  return type;
}

function nestedType(nesting: "list" | "set" | "single" | "map" | "group", type: CtyType): CtyType {
  if (nesting === "single" || nesting === "group") return type;
  // Elements of different types make no list or map, so Terraform leaves the type of such a collection open.
  if (nesting !== "set" && isDynamic(type)) return "dynamic";
  return [nesting, type];
}

/** Whether something inside the type is decided only by the value. */
function isDynamic(type: CtyType): boolean {
  if (typeof type === "string") return type === "dynamic";
  if (type[0] === "object") return Object.values(type[1]).some(isDynamic);
  if (type[0] === "tuple") return type[1].some(isDynamic);
  return isDynamic(type[1] as CtyType);
}
