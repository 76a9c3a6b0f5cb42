/**
 * Checks chart values against what was recorded of each pinned chart version (assets/charts/values/): a chart ignores a key
 * that it does not know, or refuses a value of the wrong type when its release is installed, which is the middle of an apply.
 */
import { distance } from "fastest-levenshtein";
import type { ChartName } from "./charts";
import { isNumberOf, isOfType, typeWords, type ValueType } from "./chart-value-types";
import { type KnownValue, kubernetesKind, recordedValues } from "./recorded-values";

export interface ChartValueProblem {
  /** Keys down to the wrong one; entries of lists by their index. */
  readonly path: readonly (string | number)[];
  readonly code: "CHART_UNKNOWN_VALUE" | "CHART_VALUE_TYPE" | "CHART_VALUE_NOT_ALLOWED" | "CHART_VALUE_MISSING";
  readonly message: string;
  readonly remedy?: string;
}

export interface ChartValueOptions {
  /** What is known only later, such as a Terraform expression, and is of no known type. @default what is no plain data */
  readonly isOpaque?: (value: unknown) => boolean;
}

interface Check {
  readonly chart: ChartName;
  readonly isOpaque: (value: unknown) => boolean;
  readonly problems: ChartValueProblem[];
}

type Path = readonly (string | number)[];

/**
 * Everything in `values` that the chart does not know, or that is of the wrong type, in the order of `values`. `null` is
 * allowed everywhere, since it removes a default; where nothing is known of a value, anything is.
 */
export function checkChartValues(
  chart: ChartName,
  values: object,
  options: ChartValueOptions = {},
): readonly ChartValueProblem[] {
  const check: Check = { chart, isOpaque: options.isOpaque ?? isNoData, problems: [] };
  checkMap(check, values, recordedValues(chart), [], false);
  return check.problems;
}

/** `open`: keys that are not known are no problem, as in what is a kind of Kubernetes'. */
function checkMap(check: Check, values: object, known: KnownValue, at: Path, open: boolean): void {
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const next = known.children.get(key) ?? known.others;
    if (next) checkValue(check, value, next, [...at, key], open);
    else if (!open) check.problems.push(unknownKeyProblem(check.chart, key, known, at));
  }
  // Elsewhere than in a list, Helm lays the map over the chart's own, which may have what is asked for.
  if (!open || !at.some((key) => typeof key === "number")) return;
  for (const [key, { required }] of known.children) {
    const value: unknown = (values as Readonly<Record<string, unknown>>)[key];
    if (!required || (value !== undefined && value !== null)) continue;
    const message = `${name(at)} of the chart '${check.chart}' has no '${key}', which Kubernetes asks for.`;
    check.problems.push({ path: at, code: "CHART_VALUE_MISSING", message });
  }
}

function checkValue(check: Check, value: unknown, known: KnownValue, at: Path, open: boolean): void {
  if (value === null || value === undefined || check.isOpaque(value)) return;
  const { types } = known;
  if (isMap(value)) {
    const mapLike = types.filter((type) => type.is === "map" || type.is === "kind");
    const kind = mapLike.find((type) => type.is === "kind");
    if (kind) return checkKind(check, value, kind.name, known, at);
    // A list of what is known key by key takes no map; a value that is nothing but its keys does.
    const closed =
      (types.length === 0 || mapLike.length > 0) && (known.children.size > 0 || known.others !== undefined);
    if (closed) return checkMap(check, value, known, at, open);
    const [map] = mapLike;
    if (map?.is === "map") return checkEntries(check, Object.entries(value), map.of, at);
  } else if (Array.isArray(value)) {
    const list = types.find((type) => type.is === "list");
    if (list?.is === "list") {
      const entries = [...value.entries()] as readonly (readonly [number, unknown])[];
      for (const [index, entry] of entries) {
        if (known.entries && isMap(entry)) checkMap(check, entry, known.entries, [...at, index], true);
      }
      return checkEntries(check, entries, list.of, at);
    }
  }
  if (types.length === 0 && (known.children.size > 0 || known.others)) {
    check.problems.push(wrongTypeProblem(check.chart, value, at, "a map", []));
  } else if (!types.some((type) => isOfType(value, type))) {
    check.problems.push(wrongTypeProblem(check.chart, value, at, typeWords(types), types));
  }
}

/** Entries of a list or a map whose types are known. */
function checkEntries(
  check: Check,
  entries: readonly (readonly [string | number, unknown])[],
  types: readonly ValueType[],
  at: Path,
): void {
  const known: KnownValue = { types, children: new Map(), required: false };
  for (const [key, entry] of entries) checkValue(check, entry, known, [...at, key], true);
}

/** A kind of Kubernetes', and the keys that the chart adds to it. */
function checkKind(check: Check, value: object, kind: string, own: KnownValue, at: Path): void {
  const known = kubernetesKind(kind);
  if (!known) throw new Error(`There is no kind '${kind}' among the recorded ones.`);
  const children = new Map([...known.children, ...own.children]);
  checkMap(check, value, { ...own, types: [], children, required: false }, at, true);
}

function unknownKeyProblem(chart: ChartName, key: string, known: KnownValue, at: Path): ChartValueProblem {
  const where = at.length > 0 ? `${name(at)} of the chart '${chart}'` : `The chart '${chart}'`;
  const nearest = nearestOf(key, [...known.children.keys()]);
  return {
    path: [...at, key],
    code: "CHART_UNKNOWN_VALUE",
    message: `${where} has no value '${key}'.`,
    ...(nearest ? { remedy: `Did you mean '${[...at, nearest].join(".")}'?` } : {}),
  };
}

function wrongTypeProblem(
  chart: ChartName,
  value: unknown,
  path: Path,
  wanted: string,
  types: readonly ValueType[],
): ChartValueProblem {
  const right = types.some((type) => isOfRightKind(value, type));
  const remedy = remedyFor(value, types);
  return {
    path,
    code: right ? "CHART_VALUE_NOT_ALLOWED" : "CHART_VALUE_TYPE",
    message: `${name(path)} of the chart '${chart}' is ${valueText(value)}, where ${wanted} is wanted.`,
    ...(remedy ? { remedy } : {}),
  };
}

/** Whether only its range, or which text it is, is wrong. */
function isOfRightKind(value: unknown, type: ValueType): boolean {
  switch (type.is) {
    case "integer":
    case "number":
      return isNumberOf(value, type.is);
    case "literal":
      return typeof value === typeof type.value;
    case "format":
      return typeof value === "string" || typeof value === "number";
    default:
      return false;
  }
}

/** A value that would be right in another form, or the nearest of those that are allowed. */
function remedyFor(value: unknown, types: readonly ValueType[]): string | undefined {
  const takes = (other: unknown): boolean => types.some((type) => isOfType(other, type));
  if (typeof value === "string") {
    const bare = /^(true|false|-?\d+(\.\d+)?)$/.test(value)
      ? (JSON.parse(value.replace(/^(-?)0+(?=\d)/, "$1")) as unknown)
      : undefined;
    if (bare !== undefined && takes(bare)) return `Write ${String(bare)} without quotes.`;
    const texts = types.flatMap((type) =>
      type.is === "literal" && typeof type.value === "string" ? [type.value] : [],
    );
    const nearest = nearestOf(value, texts);
    return nearest === undefined || nearest === "" ? undefined : `Did you mean '${nearest}'?`;
  }
  if ((typeof value === "number" || typeof value === "boolean") && takes(String(value))) {
    return `Write it in quotes: "${String(value)}".`;
  }
  return undefined;
}

/** At most one wrong letter in three, case not counted. */
function nearestOf(written: string, known: readonly string[]): string | undefined {
  const wanted = written.toLowerCase();
  const [best] = known
    .filter((key) => Math.abs(key.length - written.length) <= 4)
    .map((key) => ({ key, apart: distance(wanted, key.toLowerCase()) }))
    .sort((a, b) => a.apart - b.apart);
  return best && best.apart <= Math.max(1, Math.floor(wanted.length / 3)) ? best.key : undefined;
}

function name(path: Path): string {
  return `'${path.join(".")}'`;
}

/** Longer texts may be anybody's: their kind is enough. */
function valueText(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  if (typeof value === "string") return value.length <= 40 ? `the text '${value}'` : "a text";
  return String(value);
}

/** What another library put there, such as a Terraform expression. */
function isNoData(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !isMap(value);
}

function isMap(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
