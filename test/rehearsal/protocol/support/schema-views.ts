/** A block as the schema file has it and as `terraform providers schema -json` prints it, brought to one form. */
import type { AttributeSchema, BlockSchema } from "../../../../src/schemas/provider-schema";

interface ReadAttribute {
  readonly type?: unknown;
  readonly nested_type?: {
    readonly attributes: { readonly [name: string]: ReadAttribute };
    readonly nesting_mode: string;
  };
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly sensitive?: boolean;
  readonly deprecated?: boolean;
  readonly write_only?: boolean;
}

interface ReadBlock {
  readonly attributes?: { readonly [name: string]: ReadAttribute };
  readonly block_types?: {
    readonly [name: string]: { nesting_mode: string; block: ReadBlock; min_items?: number; max_items?: number };
  };
}

interface ReadSchema {
  readonly version: number;
  readonly block: ReadBlock;
}

export interface ReadProvider {
  readonly provider: ReadSchema;
  readonly resource_schemas?: { readonly [type: string]: ReadSchema };
  readonly data_source_schemas?: { readonly [type: string]: ReadSchema };
}

const FLAGS = ["required", "optional", "computed", "sensitive", "deprecated"] as const;

/** Terraform's print of a block. */
export function readBlock({ attributes = {}, block_types: blocks = {} }: ReadBlock = {}): object {
  return {
    attributes: mapped(attributes, readAttribute),
    blocks: mapped(blocks, ({ nesting_mode: nesting, min_items: min = 0, max_items: max = 0, block }) => ({
      nesting,
      min,
      max,
      block: readBlock(block),
    })),
  };
}

function readAttribute(attribute: ReadAttribute): object {
  const nested = attribute.nested_type;
  return {
    type: attribute.type,
    nested: nested && { nesting: nested.nesting_mode, attributes: mapped(nested.attributes, readAttribute) },
    writeOnly: attribute.write_only ?? false,
    ...Object.fromEntries(FLAGS.map((flag) => [flag, attribute[flag] ?? false])),
  };
}

/** The file's block, without the facts. */
export function fileBlock({ attributes, blocks }: BlockSchema): object {
  return {
    attributes: mapped(attributes, fileAttribute),
    blocks: mapped(blocks, ({ nesting, min = 0, max = 0, block }) => ({ nesting, min, max, block: fileBlock(block) })),
  };
}

function fileAttribute(attribute: AttributeSchema): object {
  const { nested } = attribute;
  return {
    type: attribute.type,
    nested: nested && { nesting: nested.nesting, attributes: mapped(nested.attributes, fileAttribute) },
    writeOnly: attribute.writeOnly ?? false,
    ...Object.fromEntries(FLAGS.map((flag) => [flag, attribute[flag] ?? false])),
  };
}

function mapped<T>(entries: { readonly [name: string]: T }, convert: (each: T) => object): object {
  return Object.fromEntries(Object.entries(entries).map(([name, each]) => [name, convert(each)]));
}
