/** A provider's schema as the answer that Terraform gets when it asks for it. */
import type {
  AttributeSchema,
  BlockSchema,
  NestedBlockSchema,
  ProviderSchemaFile,
} from "../../schemas/provider-schema";
import { messages, type ProtocolVersion } from "./messages";
import type { WireAttribute, WireBlock, WireNestedBlock, WireSchema } from "./wire";

const NESTING = { single: 1, list: 2, set: 3, map: 4, group: 5 } as const;
const DYNAMIC = Buffer.from('"dynamic"');

const encoded = new WeakMap<ProviderSchemaFile, Map<string, Buffer>>();

/** What the server tells Terraform about itself and its types. */
export interface Served {
  /**
   * Whether Terraform may keep the schema of its first question. It then asks once a command instead of up to five times.
   * @default true
   */
  readonly schemaOptional?: boolean;
  /**
   * Serves only these resource types and data sources (names that the schema lacks are no harm), where it is known what
   * a configuration and its state use. Terraform spends half a second a command on reading all of the largest schema.
   * @default all
   */
  readonly types?: ReadonlySet<string>;
}

/**
 * The encoded answer to `GetProviderSchema`, made at the first call for a schema and kept: the largest has 3.5 MB, and every
 * Terraform command asks for it.
 */
export function schemaResponse(schema: ProviderSchemaFile, version: ProtocolVersion, served: Served = {}): Buffer {
  const { schemaOptional = true, types } = served;
  if (types) return encode(schema, version, schemaOptional, types);
  const variants = encoded.get(schema) ?? new Map<string, Buffer>();
  encoded.set(schema, variants);
  const key = `${version} ${schemaOptional}`;
  let bytes = variants.get(key);
  if (!bytes) {
    bytes = encode(schema, version, schemaOptional);
    variants.set(key, bytes);
  }
  return bytes;
}

function encode(
  schema: ProviderSchemaFile,
  version: ProtocolVersion,
  schemaOptional: boolean,
  types?: ReadonlySet<string>,
): Buffer {
  const response = {
    provider: { block: block(schema.config, version) },
    resource_schemas: all(schema.resources, types, (resource) => ({
      version: resource.version,
      block: block(resource, version),
    })),
    data_source_schemas: all(schema.dataSources, types, (source) => ({ block: block(source, version) })),
    ephemeral_resource_schemas: all(schema.ephemeral ?? {}, types, (each) => ({ block: block(each, version) })),
    functions: wireFunctions(schema),
    server_capabilities: {
      plan_destroy: true,
      get_provider_schema_optional: schemaOptional,
      move_resource_state: true,
    },
  };
  const bytes = messages(version).lookupType("GetProviderSchema.Response").encode(response).finish();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * The provider's functions. Their signatures are not part of the schema files, so each takes anything and returns
 * anything: a call then fails with the rehearsal's own message, instead of "no such function".
 */
export function wireFunctions(schema: ProviderSchemaFile): { [name: string]: object } {
  const anything = { name: "arguments", type: DYNAMIC, allow_null_value: true };
  const entries = (schema.functions ?? []).map((name) => [
    name,
    { variadic_parameter: anything, return: { type: DYNAMIC } },
  ]);
  return Object.fromEntries(entries) as { [name: string]: object };
}

function all<T>(
  schemas: { readonly [type: string]: T },
  types: ReadonlySet<string> | undefined,
  convert: (schema: T) => WireSchema,
): { [type: string]: WireSchema } {
  const chosen = Object.entries(schemas).filter(([type]) => !types || types.has(type));
  return Object.fromEntries(chosen.map(([type, schema]) => [type, convert(schema)]));
}

function block({ attributes, blocks }: BlockSchema, version: ProtocolVersion): WireBlock {
  return {
    attributes: Object.entries(attributes).map(([name, schema]) => attribute(name, schema, version)),
    block_types: Object.entries(blocks).map(([name, schema]) => nestedBlock(name, schema, version)),
  };
}

function nestedBlock(
  name: string,
  { nesting, min, max, block: inner }: NestedBlockSchema,
  version: ProtocolVersion,
): WireNestedBlock {
  return {
    type_name: name,
    block: block(inner, version),
    nesting: NESTING[nesting],
    ...(min ? { min_items: min } : {}),
    ...(max ? { max_items: max } : {}),
  };
}

function attribute(name: string, schema: AttributeSchema, version: ProtocolVersion): WireAttribute {
  const { type, nested } = schema;
  if (nested && version === 5) throw new TypeError(`"${name}" has nested attributes, which protocol 5 cannot express`);
  return {
    name,
    ...(nested
      ? {
          nested_type: {
            attributes: Object.entries(nested.attributes).map(([inner, each]) => attribute(inner, each, version)),
            nesting: NESTING[nested.nesting],
          },
        }
      : { type: typeBytes(type) }),
    ...(schema.required ? { required: true } : {}),
    ...(schema.optional ? { optional: true } : {}),
    ...(schema.computed ? { computed: true } : {}),
    ...(schema.sensitive ? { sensitive: true } : {}),
    ...(schema.deprecated ? { deprecated: true } : {}),
    ...(schema.writeOnly ? { write_only: true } : {}),
  };
}

const primitives = new Map<unknown, Buffer>();

function typeBytes(type: unknown): Buffer {
  if (typeof type !== "string") return Buffer.from(JSON.stringify(type));
  let bytes = primitives.get(type);
  if (!bytes) primitives.set(type, (bytes = Buffer.from(JSON.stringify(type))));
  return bytes;
}
