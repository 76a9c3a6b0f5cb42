/**
 * Values for what no behaviour computed, so that nothing stays unknown after an apply: believable by the attribute's
 * name and type, and the same every time, since all of it derives from the object's digest.
 */
import type { CtyType } from "../../schemas/cty";
import { isObject, isWhollyKnown, objectOf, Unknown, type Value, type ValueObject } from "../protocol/value";
import { nestedIn, type Container, type Nesting } from "./attribute-container";
import { believableNumber, believableText, type BelievableSubject } from "./believable-texts";

/** The object with everything filled in that is unknown. */
export function believableObject(
  container: Container,
  value: ValueObject,
  subject: BelievableSubject,
  path = "",
): ValueObject {
  const known = objectOf();
  for (const name of [...Object.keys(container.attributes), ...Object.keys(container.blocks)]) {
    const item = value[name] ?? null;
    const at = path ? `${path}.${name}` : name;
    const held = nestedIn(container, name);
    const type = container.attributes[name]?.type ?? "dynamic";
    known[name] = isWhollyKnown(item) ? item : held ? nested(held, item, subject, at) : typed(type, item, subject, at);
  }
  return known;
}

function nested(
  held: { nesting: Nesting; container: Container },
  value: Value,
  subject: BelievableSubject,
  path: string,
): Value {
  const { nesting, container } = held;
  const believableItem = (item: Value, at: string): Value =>
    isObject(item) || item instanceof Unknown
      ? believableObject(container, isObject(item) ? item : allUnknown(container), subject, at)
      : item;
  if (Array.isArray(value)) return value.map((item, index) => believableItem(item, `${path}.${index}`));
  if (value instanceof Unknown) {
    // One of a list, so that an expression into it finds something; none of what is told apart by its content.
    if (nesting === "set") return [];
    if (nesting === "map") return objectOf();
    return nesting === "list" ? [believableItem(value, `${path}.0`)] : believableItem(value, path);
  }
  if (nesting !== "map" || !isObject(value)) return believableItem(value, path);
  return objectOf(Object.entries(value).map(([key, item]) => [key, believableItem(item, `${path}.${key}`)] as const));
}

/** Arguments of a computed object are left out; what the provider computes is to be made up. */
function allUnknown(container: Container): ValueObject {
  const object = objectOf();
  for (const [name, schema] of Object.entries(container.attributes))
    object[name] = schema.computed ? new Unknown() : null;
  for (const [name, { nesting }] of Object.entries(container.blocks)) {
    object[name] = nesting === "list" || nesting === "set" ? [] : nesting === "map" ? objectOf() : null;
  }
  return object;
}

function typed(type: CtyType, value: Value, subject: BelievableSubject, path: string): Value {
  if (isWhollyKnown(value)) return value;
  if (Array.isArray(value)) {
    return value.map((item, index) => typed(elementOf(type, String(index)), item, subject, `${path}.${index}`));
  }
  if (isObject(value)) {
    return objectOf(
      Object.entries(value).map(
        ([key, item]) => [key, typed(elementOf(type, key), item, subject, `${path}.${key}`)] as const,
      ),
    );
  }
  if (type === "string") return believableText(path, subject);
  if (type === "number") return believableNumber(path);
  if (type === "bool") return false;
  if (typeof type === "string") return null;
  if (type[0] === "tuple") return type[1].map((item, index) => typed(item, value, subject, `${path}.${index}`));
  if (type[0] === "object") {
    return objectOf(
      Object.entries(type[1]).map(([name, item]) => [name, typed(item, value, subject, `${path}.${name}`)] as const),
    );
  }
  const ofObjects = Array.isArray(type[1]) && type[1][0] === "object";
  if (type[0] === "map") return objectOf();
  return type[0] === "list" && ofObjects ? [typed(type[1], value, subject, `${path}.0`)] : [];
}

function elementOf(type: CtyType, key: string): CtyType {
  if (typeof type === "string") return "dynamic";
  if (type[0] === "object") return type[1][key] ?? "dynamic";
  return type[0] === "tuple" ? (type[1][Number(key)] ?? "dynamic") : type[1];
}
