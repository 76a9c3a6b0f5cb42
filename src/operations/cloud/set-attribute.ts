/** Sets one attribute of a simulated object, by its path, as its schema allows. */
import { JangadaError } from "../../errors";
import { nearest } from "../../environment/nearest";
import { formatPath, parsePath, type Path } from "../../environment/path";
import type { CtyType } from "../../schemas/cty";
import { fromJson } from "../../rehearsal/protocol/json";
import { isObject, objectOf, type Value, type ValueObject } from "../../rehearsal/protocol/value";
import { nestedIn, type Container } from "../../rehearsal/engine/attribute-container";
import { normalObject } from "../../rehearsal/engine/normalize";

/** A copy of the object's attributes in which the one at the path has the value that the text means for its type. */
export function setAttribute(schema: Container, attributes: ValueObject, path: string, text: string): ValueObject {
  const parts = parsePath(path);
  const [name] = parts;
  const changed = inContainer(schema, attributes, parts, text, path);
  // What the schema does not know (the simulation's own marks) stays; sets are put in order again.
  const normal = normalObject(schema, changed);
  return objectOf([...Object.entries(attributes), [String(name), normal[String(name)] ?? null]]);
}

function inContainer(container: Container, value: ValueObject, parts: Path, text: string, path: string): ValueObject {
  const [name, ...rest] = parts;
  const known = [...Object.keys(container.attributes), ...Object.keys(container.blocks)];
  if (typeof name !== "string" || !known.includes(name)) throw unknownAttribute(path, String(name ?? ""), known);
  const current = value[name] ?? null;
  const child = nestedIn(container, name);
  const item = child
    ? inNesting(child.container, current, rest, text, path)
    : inType(container.attributes[name]?.type ?? "dynamic", current, rest, text, path);
  return objectOf([...Object.entries(value), [name, item]]);
}

/** Of a list of blocks an entry, by position; of one block the position may be left out. */
function inNesting(container: Container, value: Value, parts: Path, text: string, path: string): Value {
  if (parts.length === 0) throw badValue(path, "it is a block: set an attribute within it.");
  if (!Array.isArray(value)) {
    return inContainer(container, isObject(value) ? value : objectOf(), parts, text, path);
  }
  const [first, ...rest] = parts;
  const index = typeof first === "number" ? first : value.length <= 1 ? 0 : undefined;
  if (index === undefined) throw badValue(path, `it has ${value.length} entries: say which, as in [0].`);
  if (index > value.length) throw badValue(path, `it has ${value.length} entries.`);
  const entry = value[index];
  const inner = typeof first === "number" ? rest : parts;
  const changed = inContainer(container, isObject(entry) ? entry : objectOf(), inner, text, path);
  return value.length === index ? [...value, changed] : value.map((item, at) => (at === index ? changed : item));
}

function inType(type: CtyType, value: Value, parts: Path, text: string, path: string): Value {
  const [first, ...rest] = parts;
  if (first === undefined) return parse(type, text, path);
  if (typeof type === "string") throw badValue(path, `${formatPath([first])} leads into a ${type}.`);
  const [kind, inner] = type;
  if (kind === "map" || kind === "object") {
    const key = String(first);
    const of = kind === "map" ? (inner as CtyType) : (inner as { readonly [name: string]: CtyType })[key];
    if (of === undefined) throw unknownAttribute(path, key, Object.keys(inner as object));
    const entries = new Map(isObject(value) ? Object.entries(value) : []);
    const item = inType(of, entries.get(key) ?? null, rest, text, path);
    if (item === null && kind === "map") entries.delete(key);
    else entries.set(key, item);
    return objectOf(entries);
  }
  const list = Array.isArray(value) ? value : [];
  if (typeof first !== "number" || first > list.length) throw badValue(path, `it has ${list.length} entries.`);
  const of = kind === "tuple" ? ((inner as readonly CtyType[])[first] ?? "dynamic") : (inner as CtyType);
  const item = inType(of, list[first] ?? null, rest, text, path);
  const changed = [...list];
  changed[first] = item;
  return changed;
}

function parse(type: CtyType, text: string, path: string): Value {
  if (text === "null") return null;
  try {
    return fromJson(typeof type === "string" ? text : JSON.parse(text), type);
  } catch {
    const wanted = typeof type === "string" ? `a ${type}` : `JSON of a ${type[0]}`;
    throw badValue(path, `'${text}' is not ${wanted}.`);
  }
}

function badValue(path: string, what: string): JangadaError {
  return new JangadaError({ code: "CLOUD_DRIFT_VALUE", message: `'${path}' cannot be set so: ${what}` });
}

function unknownAttribute(path: string, name: string, known: readonly string[]): JangadaError {
  const meant = nearest(name, known);
  return new JangadaError({
    code: "CLOUD_DRIFT_ATTRIBUTE",
    message: `There is no '${name}'${path === name ? "" : ` (in '${path}')`}.`,
    remedy: meant ? `Did you mean '${meant}'?` : `Known are: ${[...known].sort().slice(0, 40).join(", ")}.`,
  });
}
