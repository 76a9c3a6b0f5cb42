/**
 * What the provider refuses before anything is planned. Terraform itself refuses unknown arguments and wrong types by
 * the schema; the rest is the provider's: required arguments that are null, block counts, and the facts. What is
 * unknown yet is let through.
 */
import type { CtyType } from "../../schemas/cty";
import type { Diagnostic } from "../protocol/handlers";
import { Dynamic, isObject, Unknown, type Value, type ValueObject } from "../protocol/value";
import type { AttributeSchema, BlockSchema, NestedBlockSchema, ResourceSchema } from "../../schemas/provider-schema";
import { nestedContainer, type Container, type Nesting } from "./attribute-container";
import { allowProblems } from "./allowed-values";
import type { ProviderFormats } from "./formats";
import { groupProblems } from "./argument-groups";
import { dotted, diagnosticAt, type Path } from "./value-paths";
import type { Wording } from "./diagnostic-wording";

/** How a provider words its errors, and its own checks of text formats. */
export interface Language {
  readonly wording: Wording;
  readonly formats?: ProviderFormats;
}

/** Every problem of a configuration, each with the path of the argument. */
export function validate(
  schema: BlockSchema & Partial<ResourceSchema>,
  config: ValueObject,
  language: Language,
): readonly Diagnostic[] {
  return [...objectProblems(schema, config, [], language), ...groupProblems(schema, schema, config, language.wording)];
}

function objectProblems(
  container: Container,
  config: ValueObject,
  path: Path,
  language: Language,
): readonly Diagnostic[] {
  const attributes = Object.entries(container.attributes).flatMap(([name, schema]) =>
    attributeProblems(schema, config[name] ?? null, [...path, { attribute: name }], language),
  );
  const blocks = Object.entries(container.blocks).flatMap(([name, schema]) =>
    blockProblems(schema, config[name] ?? null, [...path, { attribute: name }], language),
  );
  return [...attributes, ...blocks];
}

function attributeProblems(
  schema: AttributeSchema,
  value: Value,
  path: Path,
  language: Language,
): readonly Diagnostic[] {
  const { wording } = language;
  if (value === null) return schema.required ? [diagnosticAt(wording.missing(dotted(path)), path)] : [];
  if (!schema.required && !schema.optional) return [diagnosticAt(wording.readOnly(dotted(path)), path)];
  const nested = nestedContainer(schema);
  if (nested) return nestingProblems(nested, value, path, language);
  return schema.allow
    ? leaves(schema.type ?? "dynamic", value, path).flatMap(([leaf, at]) =>
        allowProblems(schema.allow ?? {}, leaf, dotted(path), wording, language.formats).map((words) =>
          diagnosticAt(words, at),
        ),
      )
    : [];
}

function blockProblems(schema: NestedBlockSchema, value: Value, path: Path, language: Language): readonly Diagnostic[] {
  const name = dotted(path);
  const count = Array.isArray(value) ? value.length : isObject(value) ? 1 : 0;
  const problems: Diagnostic[] = [];
  if (!(value instanceof Unknown)) {
    // A single block that must be there is told by the schema as `min: 1`.
    if (schema.min !== undefined && count < schema.min)
      problems.push(diagnosticAt(language.wording.tooFew(name, schema.min, count), path));
    if (schema.max && count > schema.max)
      problems.push(diagnosticAt(language.wording.tooMany(name, schema.max, count), path));
  }
  return [...problems, ...nestingProblems({ nesting: schema.nesting, container: schema.block }, value, path, language)];
}

function nestingProblems(
  { nesting, container }: { nesting: Nesting; container: Container },
  value: Value,
  path: Path,
  language: Language,
): readonly Diagnostic[] {
  const itemProblems = (item: Value, at: Path): readonly Diagnostic[] =>
    isObject(item) ? objectProblems(container, item, at, language) : [];
  // An element of a set has no path that Terraform could show: the set is named.
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => itemProblems(item, nesting === "set" ? path : [...path, { index }]));
  }
  if (nesting !== "map" || !isObject(value)) return itemProblems(value, path);
  return Object.entries(value).flatMap(([key, item]) => itemProblems(item, [...path, { key }]));
}

/** The known primitive values in a value, each with the path that a diagnostic about it carries. */
function leaves(type: CtyType, value: Value, path: Path): readonly (readonly [Value, Path])[] {
  if (value === null || value instanceof Unknown || value instanceof Dynamic) return [];
  if (Array.isArray(value)) {
    const isSet = Array.isArray(type) && type[0] === "set";
    return value.flatMap((item, index) => leaves("dynamic", item, isSet ? path : [...path, { index }]));
  }
  if (isObject(value))
    return Object.entries(value).flatMap(([key, item]) => leaves("dynamic", item, [...path, { key }]));
  return [[value, path]];
}
