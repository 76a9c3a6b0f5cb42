/** Values in normal form: every attribute is there, no collection of blocks is null, sets are in canonical order. */
import type { CtyType } from "../../schemas/cty";
import { canonicalSet } from "../protocol/sets";
import { Dynamic, isObject, objectOf, type Value, type ValueObject } from "../protocol/value";
import { nestedContainer, type Container, type Nesting } from "./attribute-container";

/** A copy in normal form. What the schema does not know is left out. */
export function normalObject(container: Container, value: { readonly [name: string]: Value | undefined }): ValueObject {
  const normal = objectOf();
  for (const [name, schema] of Object.entries(container.attributes)) {
    const nested = nestedContainer(schema);
    const item = value[name] ?? null;
    normal[name] = nested ? normalNesting(nested, item) : normalValue(schema.type ?? "dynamic", item);
  }
  for (const [name, { nesting, block }] of Object.entries(container.blocks)) {
    normal[name] = normalBlock({ nesting, container: block }, value[name] ?? null);
  }
  return normal;
}

function normalBlock(held: { nesting: Nesting; container: Container }, value: Value): Value {
  if (value !== null || held.nesting === "single") return normalNesting(held, value);
  if (held.nesting === "group") return normalObject(held.container, {});
  return held.nesting === "map" ? objectOf() : [];
}

function normalNesting({ nesting, container }: { nesting: Nesting; container: Container }, value: Value): Value {
  const normalItem = (item: Value): Value => (isObject(item) ? normalObject(container, item) : item);
  if (Array.isArray(value)) return nesting === "set" ? canonicalSet(value.map(normalItem)) : value.map(normalItem);
  if (!isObject(value)) return value;
  if (nesting !== "map") return normalItem(value);
  return objectOf(Object.entries(value).map(([key, item]) => [key, normalItem(item)] as const));
}

/** A copy of a value of this type, its sets in canonical order and its objects complete. */
export function normalValue(type: CtyType, value: Value): Value {
  if (value instanceof Dynamic) return new Dynamic(value.type, normalValue(value.type, value.value));
  if (Array.isArray(value)) {
    if (typeof type === "string") return value.map((item) => normalValue(type, item));
    const items = value.map((item, index) => normalValue(elementType(type, index), item));
    return type[0] === "set" ? canonicalSet(items) : items;
  }
  if (!isObject(value)) return value;
  if (typeof type === "string" || type[0] !== "object") {
    const element = typeof type === "string" ? type : elementType(type, 0);
    return objectOf(Object.entries(value).map(([key, item]) => [key, normalValue(element, item)] as const));
  }
  return objectOf(
    Object.entries(type[1]).map(([name, attribute]) => [name, normalValue(attribute, value[name] ?? null)] as const),
  );
}

function elementType(type: Exclude<CtyType, string>, index: number): CtyType {
  if (type[0] === "tuple") return type[1][index] ?? "dynamic";
  return type[0] === "object" ? "dynamic" : type[1];
}
