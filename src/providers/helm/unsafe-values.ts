/** The values of a Helm release in a plan, and what in them undoes a protection. */
import { chartNamed, findUnsafeValues } from "../../catalog/find-unsafe-values";
import type { ResourceChange, Value } from "../../model/plan";
import { type Condition, type Judgement, NOT_HELD } from "../../model/risk";
import { shortList } from "../../model/risk-conditions";

type Values = { readonly [attribute: string]: Value };

/** The release has something of `UNSAFE_VALUES` that it lacked. */
export function settingUnsafe(id: string): Condition {
  return { judge: (change) => judged(change, id) };
}

function judged(change: ResourceChange, id: string): Judgement {
  const before = new Set(unsafeIn(change.before, id));
  const more = unsafeIn(change.after, id).filter((place) => !before.has(place));
  const places = more.map((place) => place.slice(0, place.indexOf("=")));
  return more.length > 0 ? { holds: true, before: "", after: shortList(places) } : NOT_HELD;
}

/** Where something of that id stands in the release's values, each with what it is: `api.insecure=true`. */
function unsafeIn(release: Values | undefined, id: string): readonly string[] {
  if (!release) return [];
  const chart = chartNamed(release["chart"]);
  return valuesOf(release).flatMap((values) =>
    findUnsafeValues(values, chart)
      .filter(({ what }) => what.id === id)
      .map(({ path }) => `${path.join(".")}=${JSON.stringify(path.reduce<unknown>(within, values))}`),
  );
}

/** Its documents, and what is set beside them by path. */
function valuesOf(release: Values): readonly unknown[] {
  const documents = listOf(release["values"]);
  const set = [...listOf(release["set"]), ...listOf(release["set_list"])].filter(isMap).map(({ name, value }) => {
    const keys = String(name)
      .split(/(?<!\\)\./)
      .map((key) => key.replaceAll("\\.", "."));
    return keys.reduceRight<unknown>((inner, key) => ({ [key]: inner }), typed(value));
  });
  return [...documents, ...set];
}

/** Helm takes a text for what it looks like. */
function typed(value: Value | undefined): unknown {
  if (typeof value !== "string" || !/^(true|false|null|-?\d{1,15})$/.test(value)) return value;
  return JSON.parse(value.replace(/^(-?)0+(?=\d)/, "$1")) as unknown;
}

function within(value: unknown, key: string | number): unknown {
  return typeof value === "object" && value !== null
    ? (value as Readonly<Record<string | number, unknown>>)[key]
    : undefined;
}

function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? (value as readonly Value[]) : [];
}

function isMap(value: Value): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
