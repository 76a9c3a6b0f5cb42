/** A release's values: its YAML documents merged, then what `set`, `set_list` and `set_sensitive` say. */
import type { ValueObject } from "../../rehearsal/protocol/value";
import { objectsOf, textOf, textsOf } from "../../rehearsal/engine/attributes";
import { documentOf, frozen } from "./yaml-text";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type Values = { [name: string]: Json };

const isMap = (value: Json | undefined): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What stands in `metadata.values` for what is not to be seen (as the provider writes it). */
const CLOAKED = "(sensitive value)";

export interface MergedValues {
  readonly values: Values;
  /** The same, with sensitive values hidden. */
  readonly masked: Values;
  readonly problems: readonly string[];
}

/** Merges what is known of a release's arguments; documents and settings not known yet are passed over. */
export function mergedValues(state: ValueObject): MergedValues {
  const problems: string[] = [];
  let values: Values = {};
  for (const text of textsOf(state.values)) {
    const document = parsed(text);
    if (typeof document === "string") problems.push(document);
    else values = merge(values, document);
  }
  let masked = values;
  for (const item of objectsOf(state.set)) {
    const text = textOf(item.value);
    if (text !== undefined) [values, masked] = mergeBoth(values, masked, item, typed(text, textOf(item.type) ?? ""));
  }
  for (const item of objectsOf(state.set_list)) {
    [values, masked] = mergeBoth(
      values,
      masked,
      item,
      textsOf(item.value).map((text) => typed(text, "")),
    );
  }
  for (const item of objectsOf(state.set_sensitive)) {
    const text = textOf(item.value) ?? "";
    values = withPath(values, textOf(item.name) ?? "", typed(text, textOf(item.type) ?? ""));
    masked = withPath(masked, textOf(item.name) ?? "", CLOAKED);
  }
  return { values, masked, problems };
}

function mergeBoth(values: Values, shown: Values, item: ValueObject, value: Json): [Values, Values] {
  const name = textOf(item.name) ?? "";
  return [withPath(values, name, value), withPath(shown, name, value)];
}

/** Parsed documents by their text: Terraform asks for a release's values at every step, and parsing large ones is slow. */
const parsedTexts = new Map<string, Values | string>();
const MOST_KNOWN = 200;

/** The document, or why it is none. It is shared: merging copies it. */
function parsed(text: string): Values | string {
  let document = parsedTexts.get(text);
  if (document === undefined) {
    document = frozen(read(text));
    if (parsedTexts.size >= MOST_KNOWN) parsedTexts.clear();
    parsedTexts.set(text, document);
  }
  return document;
}

function read(text: string): Values | string {
  try {
    const document = documentOf(text) as Json | undefined;
    if (document === undefined || document === null) return {};
    if (isMap(document)) return document;
    const type = Array.isArray(document) ? "array" : typeof document;
    return `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${type} into Go value of type map[string]interface {}`;
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    return `error converting YAML to JSON: yaml: ${reason.replace(/:$/, "")}`;
  }
}

/** Maps key by key, everything else replaced; null removes, as Helm does. */
function merge(base: Values, over: Values): Values {
  const merged: Values = { ...base };
  for (const [name, value] of Object.entries(over)) {
    const before = merged[name];
    if (value === null) delete merged[name];
    else merged[name] = isMap(before) && isMap(value) ? merge(before, value) : value;
  }
  return merged;
}

/** The types of `set`: by the look of the text, unless it is to be a string. */
function typed(text: string, type: string): Json {
  if (type === "string" || type === "literal") return text;
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  return /^(0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

/** `a.b[0].c`, with `\.` for a dot inside a name. */
function steps(path: string): readonly (string | number)[] {
  const names = path.split(/(?<!\\)\./).map((name) => name.replaceAll("\\.", "."));
  return names.flatMap((name) => {
    const [, base = name, indexes = ""] = /^(.*?)((?:\[\d+\])*)$/s.exec(name) ?? [];
    const numbers = [...indexes.matchAll(/\[(\d+)\]/g)].map((match) => Number(match[1]));
    return [...(base ? [base] : []), ...numbers];
  });
}

function withPath(values: Values, path: string, value: Json): Values {
  const result = placeAt(values, steps(path), value);
  return isMap(result) ? result : values;
}

function placeAt(target: Json | undefined, path: readonly (string | number)[], value: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === "string") {
    const map = isMap(target) ? target : {};
    return { ...map, [step]: placeAt(map[step], rest, value) };
  }
  const list: Json[] = Array.isArray(target) ? [...(target as readonly Json[])] : [];
  while (list.length <= step) list.push(null);
  list[step] = placeAt(list[step], rest, value);
  return list;
}

/** The value at a dotted path; undefined where there is none. */
export function valueAt(values: Values, path: string): Json | undefined {
  let found: Json | undefined = values;
  for (const step of steps(path)) {
    if (typeof step === "number") found = Array.isArray(found) ? (found as readonly Json[])[step] : undefined;
    else found = isMap(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  }
  return found;
}
