/** The recorded values of charts, and the kinds of Kubernetes' that stand within them: files under assets/charts. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../package-root";
import { parseTypes, type ValueType } from "./chart-value-types";
import type { ChartName } from "./charts";

/** What is known of one value. */
export interface KnownValue {
  /** Empty for a map of which only the keys are known. */
  readonly types: readonly ValueType[];
  readonly children: ReadonlyMap<string, KnownValue>;
  /** What every key that is not in `below` is. */
  readonly others?: KnownValue;
  /** What each entry of the list is. */
  readonly entries?: KnownValue;
  /** Whether its map cannot do without it. */
  readonly required: boolean;
  /** The chart's own; undefined where it has none. */
  readonly default?: unknown;
}

/** Being built. A type is parsed only when it is asked for: most of a file never is. */
class Known implements KnownValue {
  public readonly children = new Map<string, Known>();
  public others?: Known;
  public entries?: Known;
  public required = false;
  public typeText?: string;
  public defaultText?: string;
  private parsed?: readonly ValueType[];

  public get types(): readonly ValueType[] {
    return (this.parsed ??= this.typeText === undefined ? [] : parseTypes(this.typeText));
  }

  public get default(): unknown {
    return this.defaultText === undefined ? undefined : (JSON.parse(this.defaultText) as unknown);
  }

  /** The one at a path's step: a key, `*` for any other, `[]` for a list's entries. */
  public step(key: string): Known {
    if (key === "*") return (this.others ??= new Known());
    if (key === "[]") return (this.entries ??= new Known());
    const known = this.children.get(key) ?? new Known();
    this.children.set(key, known);
    return known;
  }
}

const charts = new Map<ChartName, Known>();
let kinds: Known | undefined;

/** Everything that is known of a chart's values. */
export function recordedValues(chart: ChartName): KnownValue {
  const before = charts.get(chart);
  if (before) return before;
  const known = read(join("values", `${chart}.txt`));
  // In every chart: Helm hands it to subcharts.
  if (!known.children.has("global")) known.step("global").typeText = "map";
  charts.set(chart, known);
  return known;
}

/** A kind of Kubernetes', such as `Toleration`. */
export function kubernetesKind(name: string): KnownValue | undefined {
  kinds ??= read("kubernetes-kinds.txt");
  return kinds.children.get(name);
}

/** One value a line: `path type`, `path type = default`; a path that ends in `!` is required, a dot within a key is `\\.`. */
function read(file: string): Known {
  const root = new Known();
  const text = readFileSync(join(packageRoot(), "assets", "charts", file), "utf8");
  for (const line of text.split("\n")) {
    const match = /^([^#\s]\S*?)(!)? ((?:'[^']*'|[^\s'])+)(?: = (.+))?$/.exec(line);
    if (!match) continue;
    const [, path = "", required, type, fallback] = match;
    const known = keysOf(path).reduce((parent, key) => parent.step(key), root);
    known.typeText = type;
    known.required = required !== undefined;
    known.defaultText = fallback;
  }
  return root;
}

function keysOf(path: string): readonly string[] {
  return path.includes("\\") ? path.split(/(?<!\\)\./).map((key) => key.replaceAll("\\.", ".")) : path.split(".");
}
