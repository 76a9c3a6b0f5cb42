/** The lines of assets/charts/values/<chart>.txt, from a chart's defaults and its schema. */
import { isOfType, parseTypes, type ValueType } from "../../src/catalog/chart-value-types";
import type { ChartName } from "../../src/catalog/charts";
import { kubernetesKind } from "../../src/catalog/recorded-values";
import { type Shape, typeByName } from "./by-name";
import { corrections } from "./corrections";

/** What is read of a JSON Schema. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

type Values = Readonly<Record<string, unknown>>;

const isMap = (value: unknown): value is Values => typeof value === "object" && value !== null && !Array.isArray(value);

/** Sorted by path. */
export function recordLines(chart: ChartName, defaults: Values, schema: Schema | undefined): readonly string[] {
  const known = corrections[chart] ?? {};
  const lines = new Map<string, string>();
  const root = schema ?? {};
  const put = (path: string, type: string, fallback?: unknown): void => {
    const end = fallback === undefined || fallback === null ? "" : ` = ${JSON.stringify(fallback)}`;
    lines.set(path, `${path} ${known[path] ?? type}${end}`);
  };

  function walk(path: string, fallback: unknown, rawSchema: Schema | undefined): void {
    const own = rawSchema && resolve(rawSchema, root);
    const shape = shapeOf(fallback, own);
    // A schema that closes a map says itself what is in it.
    const closed = own?.additionalProperties === false && own.properties !== undefined;
    const named = known[path] ?? (closed ? undefined : typeByName(path, shape));
    if (named && shape !== "scalar" && (shape !== "unknown" || known[path])) {
      put(path, named, fallback);
      if (isMap(fallback)) beyondKind(path, named, fallback, own);
    } else if (shape === "map") walkMap(path, isMap(fallback) ? fallback : {}, own);
    else if (shape === "list") walkList(path, fallback, own);
    else put(path, scalarType(path, fallback, own), fallback);
  }

  /** Keys that a chart adds to a kind of Kubernetes', such as `securityContext.enabled`. */
  function beyondKind(path: string, type: string, fallback: Values, own: Schema | undefined): void {
    const kind = kubernetesKind(type);
    if (!kind) return;
    for (const [key, value] of Object.entries(fallback)) {
      if (!kind.children.has(key)) walk(`${path}.${pathStep(key)}`, value, own?.properties?.[key]);
    }
  }

  function walkMap(path: string, fallback: Values, own: Schema | undefined): void {
    const properties = own?.properties ?? {};
    const keys = [...new Set([...Object.keys(fallback), ...Object.keys(properties)])];
    const others = own?.additionalProperties;
    const more = typesOf(own)
      .filter((type) => type !== "object" && type !== "null")
      .map((type) => (type === "array" ? (own?.items?.type === "string" ? "list(string)" : "list") : type));
    if (path !== "" && (keys.length === 0 || more.length > 0)) {
      put(path, keys.length === 0 && isMap(others) ? "map" : ["map", ...more].join("|"));
    }
    for (const key of keys) {
      const below = properties[key] ?? (isMap(others) ? (others as Schema) : undefined);
      walk(path === "" ? pathStep(key) : `${path}.${pathStep(key)}`, fallback[key], below);
    }
    if (isMap(others)) walk(`${path}.*`, undefined, others as Schema);
    else if (others === true && path !== "" && keys.length > 0) put(`${path}.*`, "any");
  }

  function walkList(path: string, fallback: unknown, own: Schema | undefined): void {
    const items = own?.items && resolve(own.items, root);
    const strings = Array.isArray(fallback) && fallback.length > 0 && fallback.every((one) => typeof one === "string");
    const maps = typesOf(own).includes("object") ? "|map" : "";
    if (items?.properties) {
      put(path, "list(map)", fallback);
      for (const [key, one] of Object.entries(items.properties)) walk(`${path}.[].${key}`, undefined, one);
    } else if (items?.type === "string") {
      put(path, `list(${items.enum ? literals(items.enum) : "string"})${maps}`, fallback);
    } else if (items?.type === "object") put(path, `list(map)${maps}`, fallback);
    else put(path, (strings && !own ? "list(string)" : "list") + maps, fallback);
  }

  walkMap("", defaults, schema && resolve(schema, root));
  // Corrections of values that have no default stand in no file of the chart's.
  for (const path of Object.keys(known)) if (!lines.has(path)) put(path, known[path] as string);
  return [...lines.values()].sort();
}

/** A key as a step of a path: a dot within it is written otherwise than the one between two. */
function pathStep(key: string): string {
  return key.replaceAll(".", "\\.");
}

function resolve(schema: Schema, root: Schema): Schema {
  const name = schema.$ref?.split("/").at(-1);
  const target = name === undefined ? undefined : root.$defs?.[name];
  return target ? { ...resolve(target, root), ...schema } : schema;
}

function typesOf(schema: Schema | undefined): readonly string[] {
  return typeof schema?.type === "string" ? [schema.type] : (schema?.type ?? []);
}

function shapeOf(fallback: unknown, schema: Schema | undefined): Shape {
  if (Array.isArray(fallback)) return "list";
  if (isMap(fallback)) return "map";
  if (fallback !== undefined && fallback !== null) return "scalar";
  const types = typesOf(schema);
  if (types.includes("array")) return "list";
  if (types.includes("object")) return "map";
  return types.length > 0 || schema?.enum || schema?.const !== undefined ? "scalar" : "unknown";
}

function scalarType(path: string, fallback: unknown, schema: Schema | undefined): string {
  const said = schemaType(schema);
  // Some schemas say `number` of whatever their generator found a number in.
  const told =
    said === undefined || (said === "number" && Number.isInteger(fallback)) ? (defaultType(fallback) ?? said) : said;
  const named = typeByName(path, told === undefined ? "unknown" : "scalar");
  const type = schema?.enum === undefined && named && fits(named, told, fallback) ? named : (told ?? "any");
  return passes(fallback, type) ? type : `${type}|${literals([fallback])}`;
}

function schemaType(schema: Schema | undefined): string | undefined {
  if (!schema) return undefined;
  if (schema.enum) return literals(schema.enum);
  if (schema.const !== undefined) return literals([schema.const]);
  const types = typesOf(schema).filter((type) => type !== "null");
  if (types.length === 0) return undefined;
  const { minimum, maximum } = schema;
  const range = minimum === undefined && maximum === undefined ? "" : `(${minimum ?? ""}..${maximum ?? ""})`;
  return types
    .map((type) => (type === "integer" || type === "number" ? `${type}${range}` : type))
    .map((type) => (type === "array" ? "list" : type === "object" ? "map" : type))
    .join("|");
}

/** The JSON type of a default; `null` and nothing tell nothing. */
function defaultType(fallback: unknown): string | undefined {
  if (typeof fallback === "boolean" || typeof fallback === "string") return typeof fallback;
  if (typeof fallback === "number") return Number.isInteger(fallback) && fallback >= 0 ? "integer(0..)" : "number";
  return undefined;
}

/** Whether what the name tells is a narrower form of what the chart tells. */
function fits(named: string, told: string | undefined, fallback: unknown): boolean {
  if (told === undefined) return true;
  const numeric = /^integer/.test(named);
  if (numeric) return /^(integer|number)/.test(told) && !/\|/.test(told);
  if (told.startsWith("boolean")) return false;
  return passes(fallback, named) || fallback === "";
}

function passes(fallback: unknown, type: string): boolean {
  if (fallback === undefined || fallback === null) return true;
  return parseTypes(type).some((one: ValueType) => isOfType(fallback, one));
}

function literals(values: readonly unknown[]): string {
  return values
    .filter((value) => value !== null)
    .map((value) => (typeof value === "string" ? `'${value}'` : JSON.stringify(value)))
    .join("|");
}
