/** Which custom resource definitions a chart brings: `assets/charts/crds.json`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../package-root";
import { valueAt, type Values } from "./chart-values";

interface Table {
  readonly charts: { readonly [chart: string]: ChartDefinitions };
  /** By group and kind: the versions that are served, and `cluster` at the end for what stands outside namespaces. */
  readonly kinds: { readonly [group: string]: { readonly [kind: string]: string } };
}

interface ChartDefinitions {
  /** Its `crds/` folder (left out by `skip_crds`), its templates (turned on and off by values), or nowhere. */
  readonly from: "directory" | "templates" | "none";
  readonly groups: readonly string[];
  /** Value paths, one of which must be true. @default always */
  readonly switches?: readonly string[];
  /** What the switches are when nobody sets them. */
  readonly default?: boolean;
  /** Value paths of single kinds, which are there unless theirs is false. @default none */
  readonly kindSwitches?: { readonly [kind: string]: string };
}

let table: Table | undefined;

const load = (): Table =>
  (table ??= JSON.parse(readFileSync(join(packageRoot(), "assets", "charts", "crds.json"), "utf8")) as Table);

/** A definition of a custom resource. */
export interface Definition {
  readonly group: string;
  readonly kind: string;
  /** Served. */
  readonly versions: readonly string[];
  readonly clusterWide: boolean;
}

/** Whether the table says anything of the chart. */
export const isKnownChart = (chart: string): boolean => Object.hasOwn(load().charts, chart);

/** What a release of the chart with these values brings. */
export function definitionsOf(chart: string, values: Values, skipCrds: boolean): readonly Definition[] {
  const { charts, kinds } = load();
  const found = Object.hasOwn(charts, chart) ? charts[chart] : undefined;
  if (!found || found.from === "none" || (found.from === "directory" && skipCrds)) return [];
  if (found.from === "templates" && found.switches && !isOn(found.switches, values, found.default ?? false)) return [];
  const isOff = (kind: string): boolean => {
    const path = found.kindSwitches?.[kind];
    return path !== undefined && valueAt(values, path) === false;
  };
  return found.groups.flatMap((group) =>
    Object.entries(kinds[group] ?? {}).flatMap(([kind, text]) => {
      if (isOff(kind)) return [];
      const words = text.split(" ");
      const clusterWide = words.at(-1) === "cluster";
      return { group, kind, versions: clusterWide ? words.slice(0, -1) : words, clusterWide };
    }),
  );
}

function isOn(switches: readonly string[], values: Values, otherwise: boolean): boolean {
  const set = switches.map((path) => valueAt(values, path)).filter((value) => value !== undefined);
  return set.length === 0 ? otherwise : set.some((value) => value === true || value === "true");
}
