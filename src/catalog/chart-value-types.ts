/**
 * The types of recorded chart values (assets/charts/values/README.md): `boolean`, `string`, `integer(0..)`, `number(0..1)`,
 * `'one'|'of'|'these'`, `list(T)`, `map(T)`, `any`, and names that begin with a capital: a format, or a kind of Kubernetes'.
 */
import { valueFormats } from "./chart-value-formats";

export type ValueType =
  | { readonly is: "any" | "boolean" | "string" }
  | { readonly is: "integer" | "number"; readonly min?: number; readonly max?: number }
  | { readonly is: "literal"; readonly value: string | number | boolean }
  | { readonly is: "list" | "map"; readonly of: readonly ValueType[] }
  | { readonly is: "format"; readonly name: string }
  | { readonly is: "kind"; readonly name: string };

const ANY: readonly ValueType[] = [{ is: "any" }];

/** @throws Error for what is no type: a fault of a recorded file. */
export function parseTypes(text: string): readonly ValueType[] {
  return splitAlternatives(text).map(parseType);
}

/** At `|`, but not within quotes or brackets. */
function splitAlternatives(text: string): readonly string[] {
  const parts = [""];
  let depth = 0;
  let quoted = false;
  for (const letter of text) {
    if (letter === "'") quoted = !quoted;
    if (!quoted && letter === "(") depth++;
    if (!quoted && letter === ")") depth--;
    if (letter === "|" && !quoted && depth === 0) parts.push("");
    else parts[parts.length - 1] += letter;
  }
  return parts;
}

function parseType(text: string): ValueType {
  if (text.startsWith("'") && text.endsWith("'") && text.length > 1) return { is: "literal", value: text.slice(1, -1) };
  if (/^-?\d+$/.test(text)) return { is: "literal", value: Number(text) };
  if (text === "true" || text === "false") return { is: "literal", value: text === "true" };
  const [, name = "", inner] = /^([A-Za-z]+)(?:\((.*)\))?$/.exec(text) ?? [];
  switch (name) {
    case "any":
    case "boolean":
    case "string":
      return { is: name };
    case "integer":
    case "number":
      return { is: name, ...parseRange(inner) };
    case "list":
    case "map":
      return { is: name, of: inner === undefined ? ANY : parseTypes(inner) };
  }
  if (name in valueFormats) return { is: "format", name };
  if (/^[A-Z]/.test(name)) return { is: "kind", name };
  throw new Error(`'${text}' is no type of a chart value`);
}

function parseRange(text: string | undefined): { readonly min?: number; readonly max?: number } {
  const [, min, max] = /^(-?[\d.]*?)\.\.(-?[\d.]*)$/.exec(text ?? "..") ?? [];
  return { ...(min ? { min: Number(min) } : {}), ...(max ? { max: Number(max) } : {}) };
}

/** Whether a scalar is of a type; maps, lists and kinds are looked into elsewhere. */
export function isOfType(value: unknown, type: ValueType): boolean {
  switch (type.is) {
    case "any":
      return true;
    case "boolean":
    case "string":
      return typeof value === type.is;
    case "integer":
    case "number":
      return (
        isNumberOf(value, type.is) &&
        Number(value) >= (type.min ?? -Infinity) &&
        Number(value) <= (type.max ?? Infinity)
      );
    case "literal":
      return value === type.value;
    case "format":
      return valueFormats[type.name]?.matches(value) ?? false;
    case "list":
    case "map":
    case "kind":
      return false;
  }
}

/** Whether a number is of the type, without its range. */
export function isNumberOf(value: unknown, type: "integer" | "number"): boolean {
  return type === "integer" ? Number.isInteger(value) : typeof value === "number" && Number.isFinite(value);
}

/** `a whole number from 1 to 65535, or a text`. */
export function typeWords(types: readonly ValueType[]): string {
  const literals = types.filter((type) => type.is === "literal");
  const choice =
    literals.length > 0 ? [`${literals.length > 1 ? "one of " : ""}${literals.map(literalWords).join(", ")}`] : [];
  const others = types.filter((type) => type.is !== "literal").map(words);
  return [...choice, ...new Set(others)].join(", or ");
}

function literalWords({ value }: ValueType & { is: "literal" }): string {
  return typeof value === "string" ? `'${value}'` : String(value);
}

function words(type: Exclude<ValueType, { is: "literal" }>): string {
  switch (type.is) {
    case "any":
      return "anything";
    case "boolean":
      return "true or false";
    case "string":
      return "a text";
    case "integer":
    case "number":
      return `${type.is === "integer" ? "a whole number" : "a number"}${rangeWords(type)}`;
    case "list":
    case "map":
      return type.of.some(({ is }) => is === "any")
        ? `a ${type.is}`
        : `a ${type.is} of which each is ${typeWords(type.of)}`;
    case "format":
      return valueFormats[type.name]?.words ?? type.name;
    case "kind":
      return `a map (${type.name} of Kubernetes)`;
  }
}

function rangeWords({ min, max }: { readonly min?: number; readonly max?: number }): string {
  return `${min === undefined ? "" : ` from ${min}`}${max === undefined ? "" : ` to ${max}`}`;
}
