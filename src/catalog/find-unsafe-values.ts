/** Looks for chart values that undo a protection: in what a user wrote, and in what a plan holds. */
import { AddressSet } from "../model/address-set";
import { type ChartName, charts } from "./charts";
import { type KnownValue, recordedValues } from "./recorded-values";
import type { Unsafe, UnsafeValue } from "./unsafe-value-model";
import { UNSAFE_VALUES } from "./unsafe-values";

export interface FoundUnsafe {
  readonly what: UnsafeValue;
  readonly path: readonly (string | number)[];
}

/** The catalog's name of a chart, by the name within its repository. */
export function chartNamed(name: unknown): ChartName | undefined {
  return (Object.keys(charts) as ChartName[]).find((chart) => charts[chart].chart === name);
}

/**
 * In the order of `values`. What the chart has by default is its own choice, and is not told; of a chart that is not in the
 * catalog that is not known.
 */
export function findUnsafeValues(values: unknown, chart?: ChartName): readonly FoundUnsafe[] {
  const found: FoundUnsafe[] = [];
  visit(values, [], chart && recordedValues(chart), (path, value, known) => {
    const place = pathOf(path, values);
    for (const what of UNSAFE_VALUES) {
      if (what.charts && !what.charts.includes(chart ?? "")) continue;
      if (!what.at.some((end) => end.test(place)) || !what.when.some((unsafe) => isUnsafe(value, unsafe))) continue;
      if (!what.thoughDefault && known?.default !== undefined && same(known.default, value)) continue;
      found.push({ what, path });
    }
  });
  return found;
}

type Path = readonly (string | number)[];

function visit(
  value: unknown,
  path: Path,
  known: KnownValue | undefined,
  tell: (path: Path, value: unknown, known: KnownValue | undefined) => void,
): void {
  if (path.length > 0) tell(path, value, known);
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    const next = typeof key === "string" ? (known?.children.get(key) ?? known?.others) : known?.entries;
    visit(inner, [...path, key], next ?? partOfDefault(known, key), tell);
  }
}

/** Within a default that is recorded as a whole, such as that of a security context. */
function partOfDefault(known: KnownValue | undefined, key: string | number): KnownValue | undefined {
  const whole = known?.default;
  if (typeof whole !== "object" || whole === null) return undefined;
  const part = (whole as Readonly<Record<string, unknown>>)[String(key)];
  return part === undefined ? undefined : { types: [], children: new Map(), required: false, default: part };
}

/** Keys with dots between; the value of a container's variable stands at the variable's name. */
function pathOf(path: Path, values: unknown): string {
  const [last] = path.slice(-1);
  const entry = path.slice(0, -1).reduce<unknown>(within, values);
  if (last === "value" && typeof path.at(-2) === "number" && isMap(entry) && typeof entry["name"] === "string") {
    return [...path.slice(0, -2).map(step), "{env}", entry["name"]].join(".");
  }
  return path.map(step).join(".");
}

const step = (key: string | number): string => (typeof key === "number" ? "[]" : key);

function within(value: unknown, key: string | number): unknown {
  return typeof value === "object" && value !== null
    ? (value as Readonly<Record<string | number, unknown>>)[key]
    : undefined;
}

function isUnsafe(value: unknown, unsafe: Unsafe): boolean {
  if ("text" in unsafe) return typeof value === "string" && unsafe.text.test(value);
  if ("atLeast" in unsafe) return typeof value === "number" && value >= unsafe.atLeast;
  if ("lacks" in unsafe) return Array.isArray(value) && !value.some((entry) => unsafe.lacks.test(String(entry)));
  if ("entryOtherThan" in unsafe) {
    return Array.isArray(value) && value.some((entry) => !unsafe.entryOtherThan.test(String(entry)));
  }
  if (unsafe.is === "set") return isSet(value);
  if (unsafe.is === "everybody") return isEverybody(value, unsafe.emptyToo ?? false);
  return (unsafe.is as readonly unknown[]).includes(value);
}

function isSet(value: unknown): boolean {
  if (typeof value === "object" && value !== null) return Object.keys(value).length > 0;
  return value !== null && value !== undefined && value !== "" && value !== false;
}

/** A list of ranges, or a text with commas between. */
function isEverybody(value: unknown, emptyToo: boolean): boolean {
  const list: unknown = typeof value === "string" ? value.split(",") : value;
  if (!Array.isArray(list)) return false;
  const ranges = list.filter((entry): entry is string => typeof entry === "string");
  return (emptyToo && list.length === 0) || AddressSet.of(ranges).isWorld;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
