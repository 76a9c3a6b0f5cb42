/**
 * Random valid configurations of a resource type, from its schema and facts: what a person could write that the provider
 * lets through. What only the cloud or a behaviour asks beyond the facts is told by `fixed`.
 */
import fc from "fast-check";
import type { CtyType } from "../../../src/schemas/cty";
import { decodeValue, encodeValue } from "../../../src/rehearsal/protocol/codec";
import { Dynamic, isObject, objectOf, type Value, type ValueObject } from "../../../src/rehearsal/protocol/value";
import { awsFormats } from "../../../src/providers/aws/shared/formats";
import { nestedIn, type Container, type Nesting } from "../../../src/rehearsal/engine/attribute-container";
import { validate } from "../../../src/rehearsal/engine/validate";
import { LEGACY } from "../../../src/rehearsal/engine/diagnostic-wording";
import type { AttributeSchema, ResourceSchema } from "../../../src/schemas/provider-schema";
import { impliedType } from "../../../src/schemas/types";
import { arbitraryText } from "./arbitrary-text";

export interface ArbitraryConfigOptions {
  /** By dotted path: values for an argument or block, instead of those by its schema. `fc.constant(null)` leaves it out. */
  readonly fixed?: { readonly [path: string]: fc.Arbitrary<Value> };
  /** Blocks deeper than this are written only where they must be. @default 4 */
  readonly depth?: number;
}

/** Configurations as Terraform sends them: complete, sets in canonical order, nothing unknown. */
export function arbitraryConfig(
  schema: ResourceSchema,
  options: ArbitraryConfigOptions = {},
): fc.Arbitrary<ValueObject> {
  const type = impliedType(schema);
  const language = { wording: LEGACY, formats: awsFormats };
  return fc
    .tuple(full(schema, "", options, 0), fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }))
    .map(([everything, bits]) => {
      const kept = pruned(schema, everything, bits, "", options);
      for (let round = 0; round < 8 && repair(schema, kept, everything); round++);
      return decodeValue(encodeValue(kept, type), type) as ValueObject;
    })
    .filter((config) => validate(schema, config, language).length === 0);
}

/** Every argument that can be written, written. */
function full(
  container: Container,
  path: string,
  options: ArbitraryConfigOptions,
  depth: number,
): fc.Arbitrary<ValueObject> {
  const parts: { [name: string]: fc.Arbitrary<Value> } = {};
  for (const [name, schema] of Object.entries(container.attributes)) {
    const at = `${path}${name}`;
    parts[name] =
      options.fixed?.[at] ??
      (schema.required || schema.optional ? attribute(schema, at, options, depth) : fc.constant(null));
  }
  for (const [name, { nesting, block, min = 0, max }] of Object.entries(container.blocks)) {
    const at = `${path}${name}`;
    const many = nesting === "list" || nesting === "set";
    const most = depth >= (options.depth ?? 4) ? min : Math.max(min, Math.min(max || 2, 2));
    const held = { nesting, container: block };
    parts[name] =
      options.fixed?.[at] ??
      (most === 0
        ? fc.constant(many ? [] : nesting === "map" ? objectOf() : null)
        : nest(held, at, options, depth, { min: Math.max(min, 1), max: most }));
  }
  return fc
    .tuple(...Object.entries(parts).map(([name, part]) => part.map((value) => [name, value] as const)))
    .map((entries) => objectOf(entries));
}

function nest(
  { nesting, container }: { nesting: Nesting; container: Container },
  path: string,
  options: ArbitraryConfigOptions,
  depth: number,
  { min, max }: { min: number; max: number },
): fc.Arbitrary<Value> {
  const one = full(container, `${path}.`, options, depth + 1);
  if (nesting === "list" || nesting === "set") return fc.array(one, { minLength: min, maxLength: max });
  if (nesting === "map")
    return fc.dictionary(key(), one, { minKeys: min, maxKeys: max }).map((map) => objectOf(Object.entries(map)));
  return one;
}

function attribute(
  schema: AttributeSchema,
  path: string,
  options: ArbitraryConfigOptions,
  depth: number,
): fc.Arbitrary<Value> {
  if (!schema.nested) return ofType(schema.type ?? "dynamic", schema);
  const { nesting, attributes } = schema.nested;
  return nest({ nesting, container: { attributes, blocks: {} } }, path, options, depth, {
    min: schema.required ? 1 : 0,
    max: 2,
  });
}

function ofType(type: CtyType, schema: AttributeSchema): fc.Arbitrary<Value> {
  const { allow = {} } = schema;
  if (type === "bool") return fc.boolean();
  if (type === "number") {
    if (allow.oneOf) return fc.constantFrom(...allow.oneOf.map(Number));
    const min = Math.ceil(allow.min ?? Math.min(0, allow.max ?? 0));
    return fc.integer({ min, max: Math.min(Math.floor(allow.max ?? min + 1000), min + 2 ** 40) });
  }
  if (type === "string") return arbitraryText(allow);
  if (typeof type === "string")
    return fc.constant(new Dynamic(["object", { kind: "string" }], objectOf([["kind", "Thing"]])));
  const min = schema.required ? 1 : 0;
  switch (type[0]) {
    case "list":
      return fc.array(ofType(type[1], schema), { minLength: min, maxLength: 3 });
    case "set":
      return fc.array(ofType(type[1], schema), { minLength: min, maxLength: 3 });
    case "map":
      return fc
        .dictionary(key(), ofType(type[1], schema), { minKeys: min, maxKeys: 3 })
        .map((map) => objectOf(Object.entries(map)));
    case "object":
      return fc
        .tuple(...Object.entries(type[1]).map(([name, of]) => ofType(of, {}).map((value) => [name, value] as const)))
        .map((entries) => objectOf(entries));
    case "tuple":
      return fc.tuple(...type[1].map((of) => ofType(of, {}))).map((items) => [...items]);
  }
}

const key = (): fc.Arbitrary<string> => fc.stringMatching(/^[a-z][a-z0-9._/-]{0,12}$/);

/** Leaves out about half of what may be left out, by the bits: the same path falls the same way. */
function pruned(
  container: Container,
  object: ValueObject,
  bits: readonly boolean[],
  path: string,
  options: ArbitraryConfigOptions,
): ValueObject {
  const keeps = (at: string): boolean => {
    if (options.fixed && at in options.fixed) return true;
    const sum = [...at].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 65_521, 7);
    return bits[sum % bits.length] ?? true;
  };
  return objectOf(
    Object.entries(object).map(([name, value]) => {
      const at = `${path}${name}`;
      const held = nestedIn(container, name);
      const must = container.attributes[name]?.required || (container.blocks[name]?.min ?? 0) > 0;
      if (!must && !keeps(at)) return [name, absent(container, name)] as const;
      if (!held) return [name, value] as const;
      const one = (item: Value): Value =>
        isObject(item) ? pruned(held.container, item, bits, `${at}.`, options) : item;
      if (Array.isArray(value)) return [name, value.map(one)] as const;
      if (held.nesting !== "map" || !isObject(value)) return [name, one(value)] as const;
      return [name, objectOf(Object.entries(value).map(([each, item]) => [each, one(item)] as const))] as const;
    }),
  );
}

function absent(container: Container, name: string): Value {
  const nesting = container.blocks[name]?.nesting;
  return nesting === "list" || nesting === "set" ? [] : nesting === "map" ? objectOf() : null;
}

/** Makes groups of arguments agree, in place. Whether anything had to change. */
function repair(schema: ResourceSchema, config: ValueObject, everything: ValueObject): boolean {
  let changed = false;
  const drop = (path: string): void => void (changed = unset(schema, config, path.split(".")) || changed);
  const add = (path: string): void => void (changed = restore(schema, config, everything, path.split(".")) || changed);
  const set = (path: string): boolean => isSet(config, path.split("."));
  for (const group of schema.conflicts ?? []) for (const path of group.filter(set).slice(1)) drop(path);
  for (const group of schema.exactlyOneOf ?? []) {
    group.filter(set).slice(1).forEach(drop);
    if (!group.some(set)) add(group[0] as string);
  }
  for (const group of schema.atLeastOneOf ?? []) if (!group.some(set)) add(group[0] as string);
  for (const [first = "", ...rest] of schema.requiredWith ?? []) {
    if (!set(first) || rest.every(set)) continue;
    if (
      rest.some((path) =>
        (schema.conflicts ?? []).some(
          (group) => group.includes(path) && group.some((other) => other !== path && set(other)),
        ),
      )
    )
      drop(first);
    else rest.forEach(add);
  }
  return changed;
}

const objectsIn = (value: Value | undefined): readonly ValueObject[] =>
  Array.isArray(value) ? value.filter(isObject) : isObject(value) ? [value] : [];

function isSet(object: ValueObject, [name = "", ...rest]: readonly string[]): boolean {
  const value = object[name] ?? null;
  if (rest.length === 0) return value !== null && !(Array.isArray(value) && value.length === 0);
  return objectsIn(value).some((inner) => isSet(inner, rest));
}

function unset(container: Container, object: ValueObject, [name = "", ...rest]: readonly string[]): boolean {
  const held = nestedIn(container, name);
  if (rest.length > 0)
    return held
      ? objectsIn(object[name])
          .map((inner) => unset(held.container, inner, rest))
          .some(Boolean)
      : false;
  const must = container.attributes[name]?.required || (container.blocks[name]?.min ?? 0) > 0;
  if (must || !isSet(object, [name])) return false;
  object[name] = absent(container, name);
  return true;
}

/** Inside a block only where the block is written: where it is not, the group is not asked for. */
function restore(
  container: Container,
  object: ValueObject,
  everything: ValueObject,
  [name = "", ...rest]: readonly string[],
): boolean {
  if (rest.length === 0) {
    const value = everything[name] ?? null;
    if (value === null || isSet(object, [name])) return false;
    object[name] = value;
    return true;
  }
  const held = nestedIn(container, name);
  const sources = objectsIn(everything[name]);
  return held
    ? objectsIn(object[name])
        .map((inner, index) => restore(held.container, inner, sources[index] ?? objectOf(), rest))
        .some(Boolean)
    : false;
}
