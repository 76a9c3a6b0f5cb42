/** What is encoded is decoded again with the same messages and compared with the schema file, field by field. */
import { codecOf } from "../../../src/rehearsal/protocol/methods";
import { schemaResponse } from "../../../src/rehearsal/protocol/schema-message";
import type { ProviderSchemaFile } from "../../../src/schemas/provider-schema";
import { loadSchema } from "../../../src/schemas/load";
import { fileBlock } from "./support/schema-views";

interface Attribute {
  name: string;
  type: Uint8Array;
  nested_type?: { attributes: Attribute[]; nesting: number } | null;
  required: boolean;
  optional: boolean;
  computed: boolean;
  sensitive: boolean;
  deprecated: boolean;
  write_only: boolean;
}
interface Block {
  attributes: Attribute[];
  block_types: { type_name: string; block: Block; nesting: number; min_items: number; max_items: number }[];
}
interface Schema {
  version: number;
  block: Block;
}
interface Response {
  provider: Schema;
  resource_schemas: { [type: string]: Schema };
  data_source_schemas: { [type: string]: Schema };
  ephemeral_resource_schemas: { [type: string]: Schema };
  functions: { [name: string]: unknown };
  server_capabilities: { [name: string]: boolean };
}

const NESTINGS = ["", "single", "list", "set", "map", "group"];
const FLAGS = ["required", "optional", "computed", "sensitive", "deprecated"] as const;

/** The message as the schema file would have it, without the facts. */
function blockOf({ attributes, block_types: blocks }: Block): object {
  return {
    attributes: Object.fromEntries(attributes.map((each) => [each.name, attributeOf(each)])),
    blocks: Object.fromEntries(
      blocks.map(({ type_name: name, block, nesting, min_items: min, max_items: max }) => [
        name,
        { nesting: NESTINGS[nesting], min, max, block: blockOf(block) },
      ]),
    ),
  };
}

function attributeOf(attribute: Attribute): object {
  const { type, nested_type: nested } = attribute;
  return {
    type: nested ? undefined : (JSON.parse(Buffer.from(type).toString()) as unknown),
    nested: nested
      ? {
          nesting: NESTINGS[nested.nesting],
          attributes: Object.fromEntries(nested.attributes.map((each) => [each.name, attributeOf(each)])),
        }
      : undefined,
    ...Object.fromEntries(FLAGS.map((flag) => [flag, attribute[flag]])),
    writeOnly: attribute.write_only,
  };
}

function decoded(schema: ProviderSchemaFile, version: 5 | 6, bytes = schemaResponse(schema, version)): Response {
  return codecOf(version, "GetProviderSchema.Response").decode(bytes) as Response;
}

describe("the schema that Terraform gets", () => {
  test.each<[string, 5 | 6]>([
    ["aws", 5],
    ["kubernetes", 5],
    ["helm", 6],
    ["tls", 5],
    ["random", 5],
  ])("of %s, on protocol %d, is the whole of the file's", (name, version) => {
    const schema = loadSchema(name);
    const response = decoded(schema, version);
    expect(blockOf(response.provider.block)).toEqual(fileBlock(schema.config));
    expect(Object.keys(response.resource_schemas).sort()).toEqual(Object.keys(schema.resources).sort());
    expect(Object.keys(response.data_source_schemas).sort()).toEqual(Object.keys(schema.dataSources).sort());
    expect(Object.keys(response.ephemeral_resource_schemas).sort()).toEqual(Object.keys(schema.ephemeral ?? {}).sort());
    expect(Object.keys(response.functions)).toEqual(schema.functions ?? []);
    // Comparing all of AWS takes long and finds nothing more.
    const sampled = Object.entries(schema.resources).filter(
      (_, index, all) => index % Math.ceil(all.length / 40) === 0,
    );
    for (const [type, resource] of sampled) {
      expect(blockOf((response.resource_schemas[type] as Schema).block)).toEqual(fileBlock(resource));
      expect(response.resource_schemas[type]?.version).toBe(resource.version);
    }
  });

  test("keeps what only some attributes have", () => {
    const helm = decoded(loadSchema("helm"), 6).resource_schemas["helm_release"] as Schema;
    const attribute = (name: string) => helm.block.attributes.find((each) => each.name === name);
    expect(attribute("set_wo")).toMatchObject({ write_only: true });
    const aws = decoded(loadSchema("aws"), 5).resource_schemas["aws_db_instance"] as Schema;
    expect(aws.block.attributes.find(({ name }) => name === "password")).toMatchObject({ sensitive: true });
    expect(aws.block.attributes.find(({ name }) => name === "password_wo")).toMatchObject({ write_only: true });
  });

  test("tells what the server can do", () => {
    const { server_capabilities: able } = decoded(loadSchema("random"), 5);
    expect(able).toEqual({ plan_destroy: true, get_provider_schema_optional: true, move_resource_state: true });
    const bytes = schemaResponse(loadSchema("random"), 5, { schemaOptional: false });
    expect(decoded(loadSchema("random"), 5, bytes).server_capabilities["get_provider_schema_optional"]).toBe(false);
  });

  test("is encoded once, and can be cut to the types in use", () => {
    const schema = loadSchema("random");
    expect(schemaResponse(schema, 5)).toBe(schemaResponse(schema, 5));
    const few = decoded(schema, 5, schemaResponse(schema, 5, { types: new Set(["random_pet", "aws_vpc"]) }));
    expect(Object.keys(few.resource_schemas)).toEqual(["random_pet"]);
  });

  test("cannot have nested attributes on protocol 5", () => {
    expect(() => schemaResponse(loadSchema("helm"), 5)).toThrow("protocol 5 cannot express");
  });
});
