/** The JSON Schema of environment files, for editors: of what a person writes, before the profile fills in the rest. */
import { z } from "zod";
import { type Component, type EnvironmentFacts, PROFILES, type Profile } from "../model/component";
import type { TargetFacts } from "../model/target-facts";
import { targets as served } from "../targets";
import { fileSchema } from "./file-schema";
import { sectionDefaults } from "./merge";
import { isMap } from "./schema-walk";

type JsonSchema = { [key: string]: unknown };

/** Draft 7, which every editor's YAML support knows. */
export function environmentJsonSchema(
  components: readonly Component[],
  targets: readonly TargetFacts[] = served,
): JsonSchema {
  const [only] = targets.length === 1 ? targets : [];
  const base = jsonSchemaOf(fileSchema(targets, undefined));
  const sections = components.map((component) => [component.name, sectionSchema(component, targets)] as const);
  const definitions = Object.assign(
    {},
    ...sections.map(([name, { definitions = {} }]) => named(name, definitions)),
  ) as JsonSchema;
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Environment",
    description: "One environment of a Jangada platform.",
    ...base,
    properties: {
      ...(base["properties"] as JsonSchema),
      ...Object.fromEntries(sections.map(([name, { definitions: _, ...section }]) => [name, referring(section, name)])),
    },
    ...(Object.keys(definitions).length > 0 ? { definitions } : {}),
    ...(only
      ? { required: [...(base["required"] as readonly string[]), only.block] }
      : { allOf: targets.map(blockNeeded) }),
  };
}

/** A reference counts from the document's root, where the definitions of all sections stand: what refers to itself has some. */
const DEFINITIONS = "#/definitions/";

/** A section's definitions, as they are called at the root. */
function named(section: string, definitions: unknown): JsonSchema {
  return Object.fromEntries(
    Object.entries(definitions as JsonSchema).map(([key, value]) => [`${section}${key}`, referring(value, section)]),
  );
}

/** With its references to the section's definitions as these are called at the root. */
function referring(value: unknown, section: string): unknown {
  if (Array.isArray(value)) return value.map((each) => referring(each, section));
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      key === "$ref" && typeof child === "string" && child.startsWith(DEFINITIONS)
        ? `${DEFINITIONS}${section}${child.slice(DEFINITIONS.length)}`
        : referring(child, section),
    ]),
  );
}

/** The block of the target that the file names. */
function blockNeeded({ name, block }: TargetFacts): JsonSchema {
  return { if: { properties: { target: { const: name } }, required: ["target"] }, then: { required: [block] } };
}

function sectionSchema(component: Component, targets: readonly TargetFacts[]): JsonSchema {
  const schema = jsonSchemaOf(component.rules().schema);
  // An entry of a list gets its defaults from what the component makes of an entry that says nothing.
  const given = schema["type"] === "array" ? [{}] : {};
  const defaults = targets.flatMap((target) =>
    PROFILES.map((profile) =>
      sectionDefaults(component, exampleFacts(target, profile), given as Record<string, unknown>),
    ),
  );
  return optionalWhere(schema, defaults);
}

function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input", target: "draft-7", unrepresentable: "any" });
  return closed(rest) as JsonSchema;
}

/** The loader refuses unknown keys everywhere; so does the editor. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (!isMap(value)) return value;
  const inner = Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, key === "default" ? child : closed(child)]),
  );
  return isMap(inner["properties"]) && inner["type"] === "object" && !("additionalProperties" in inner)
    ? { ...inner, additionalProperties: false }
    : inner;
}

/** What every profile fills in need not be written. */
function optionalWhere(schema: JsonSchema, defaults: readonly unknown[]): JsonSchema {
  if (defaults.every(Array.isArray) && isMap(schema["items"])) {
    return {
      ...schema,
      items: optionalWhere(
        schema["items"],
        defaults.map((list) => (list as readonly unknown[])[0]),
      ),
    };
  }
  if (!defaults.every(isMap) || !isMap(schema["properties"])) return schema;
  const maps = defaults as readonly Readonly<Record<string, unknown>>[];
  const filled = (key: string): boolean => maps.every((map) => map[key] !== undefined);
  const required = ((schema["required"] as readonly string[] | undefined) ?? []).filter((key) => !filled(key));
  const properties = Object.fromEntries(
    Object.entries(schema["properties"]).map(([key, property]) => [
      key,
      filled(key) && isMap(property) && !Array.isArray(maps[0]?.[key])
        ? optionalWhere(
            property,
            maps.map((map) => map[key]),
          )
        : property,
    ]),
  );
  const { required: _, ...rest } = schema;
  return { ...rest, properties, ...(required.length > 0 ? { required } : {}) };
}

function exampleFacts({ name: target, region, account }: TargetFacts, profile: Profile): EnvironmentFacts {
  return {
    name: "example",
    target,
    profile,
    protected: profile !== "minimal",
    region: region.usual,
    account: account?.example ?? "",
    admins: [],
    owner: "example",
    tags: {},
    file: "environment.yaml",
  };
}
