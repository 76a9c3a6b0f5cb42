/**
 * Checks chart values against the value paths that were recorded of each pinned chart version (assets/charts/values/): most
 * charts ignore a key that they do not know, and a mistyped `replicas` then shows only in production.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { distance } from "fastest-levenshtein";
import { packageRoot } from "../package-root";
import { freeFormValues } from "./chart-free-form";
import type { ChartName } from "./charts";

export interface ChartValueProblem {
  /** Keys down to the unknown one. */
  readonly path: readonly string[];
  readonly message: string;
  /** The known path that is most like it, if one is. */
  readonly nearest?: string;
}

/** One key of a chart's values, with the keys below it. */
interface Known {
  /**
   * `open`: whatever is below it is the user's own. `named`: the same, but the keys that are known are checked. `closed`:
   * the keys below are all that it has. `leaf`: no keys below.
   */
  shape: "open" | "named" | "closed" | "leaf";
  readonly below: Map<string, Known>;
}

const recorded = new Map<ChartName, Known>();

/**
 * Every key of `values` that the chart does not know, in the order of `values`. Elements of lists are not checked, nor what
 * stands below free-form maps; `null` is allowed everywhere, since it removes a default.
 */
export function checkChartValues(chart: ChartName, values: object): readonly ChartValueProblem[] {
  const problems: ChartValueProblem[] = [];
  compare(chart, values, knownValues(chart), [], problems);
  return problems;
}

function compare(
  chart: ChartName,
  values: object,
  known: Known,
  at: readonly string[],
  problems: ChartValueProblem[],
): void {
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) continue;
    const path = [...at, key];
    const next = known.below.get(key);
    if (!next && known.shape === "named") continue;
    if (!next) {
      const where = at.length > 0 ? `'${at.join(".")}' of the chart '${chart}'` : `The chart '${chart}'`;
      const nearest = nearestKey(key, [...known.below.keys()]);
      problems.push({
        path,
        message: `${where} has no value '${key}'.`,
        ...(nearest ? { nearest: [...at, nearest].join(".") } : {}),
      });
    } else if (isMap(value)) {
      if (next.shape === "closed" || next.shape === "named") compare(chart, value, next, path, problems);
      else if (next.shape === "leaf" && Object.keys(value).length > 0) {
        problems.push({ path, message: `'${path.join(".")}' of the chart '${chart}' is not a map.` });
      }
    } else if ((next.shape === "closed" || next.shape === "named") && value !== null && !isOpaque(value)) {
      problems.push({ path, message: `'${path.join(".")}' of the chart '${chart}' is a map.` });
    }
  }
}

/** What another library put there, such as a Terraform expression: of no known type. */
function isOpaque(value: unknown): boolean {
  return typeof value === "object" && !Array.isArray(value);
}

/** Plain objects only. */
function isMap(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * The recorded values of a chart: one path a line, with `{}` after an open map, `[]` after a list, `?` after what has no
 * default and may be anything.
 */
function knownValues(chart: ChartName): Known {
  const before = recorded.get(chart);
  if (before) return before;
  const root: Known = { shape: "closed", below: new Map() };
  const text = readFileSync(join(packageRoot(), "assets", "charts", "values", `${chart}.txt`), "utf8");
  for (const line of text.split("\n")) {
    const match = /^([^#\s]+?)(\{\}|\[\]|\?)?$/.exec(line);
    if (match?.[1]) add(root, match[1], match[2] === "{}" || match[2] === "?" ? "open" : "leaf");
  }
  // In every chart: Helm hands it to subcharts.
  if (!root.below.has("global")) add(root, "global", "open");
  for (const path of freeFormValues[chart]) {
    if (path.endsWith(".*")) add(root, path.slice(0, -2), "named");
    else add(root, path, "open");
  }
  recorded.set(chart, root);
  return root;
}

function add(root: Known, path: string, shape: Known["shape"]): void {
  const keys = path.split(".");
  keys.reduce((parent, key, index) => {
    const last = index === keys.length - 1;
    let child = parent.below.get(key);
    if (!child) {
      child = { shape: last ? shape : "closed", below: new Map() };
      parent.below.set(key, child);
    }
    if (last) child.shape = shape;
    return child;
  }, root);
}

/** The known key nearest to what was written: at most one wrong letter in three, case not counted. */
function nearestKey(written: string, known: readonly string[]): string | undefined {
  const wanted = written.toLowerCase();
  const [best] = known
    .filter((key) => Math.abs(key.length - written.length) <= 4)
    .map((key) => ({ key, apart: distance(wanted, key.toLowerCase()) }))
    .sort((a, b) => a.apart - b.apart);
  return best && best.apart <= Math.max(1, Math.floor(wanted.length / 3)) ? best.key : undefined;
}
