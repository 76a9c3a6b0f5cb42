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

/** `<type>` or `<type> = <default>`; a type may hold texts in quotes. */
const DECLARATION = /^((?:'[^']*'|[^\s'])+)(?: = (.+))?$/;

/** Of a line only as much is read as is asked for: most of a file nobody asks for. */
class Known implements KnownValue {
  public required = false;
  /** Lines about what is below: the path from here, and the declaration. */
  private readonly unread: string[] = [];
  private readonly byKey = new Map<string, Known>();
  private ofOthers?: Known;
  private ofEntries?: Known;
  private declaration = "";
  private parsed?: readonly ValueType[];

  public get children(): ReadonlyMap<string, Known> {
    this.read();
    return this.byKey;
  }

  public get others(): Known | undefined {
    this.read();
    return this.ofOthers;
  }

  public get entries(): Known | undefined {
    this.read();
    return this.ofEntries;
  }

  public get types(): readonly ValueType[] {
    const [, type] = DECLARATION.exec(this.declaration) ?? [];
    return (this.parsed ??= type === undefined ? [] : parseTypes(type));
  }

  public get default(): unknown {
    const [, , fallback] = DECLARATION.exec(this.declaration) ?? [];
    return fallback === undefined ? undefined : (JSON.parse(fallback) as unknown);
  }

  /** A line: `<path> <declaration>`. A path that ends in `!` is required; a dot within a key is `\.`. */
  public add(line: string): void {
    this.unread.push(line);
  }

  private read(): void {
    for (const line of this.unread.splice(0)) {
      const space = line.indexOf(" ");
      const end = endOfKey(line, space);
      const required = end === space && line[space - 1] === "!";
      const child = this.step(line.slice(0, required ? end - 1 : end).replaceAll("\\.", "."));
      if (end < space) child.add(line.slice(end + 1));
      else {
        child.declaration = line.slice(space + 1);
        child.required = required;
      }
    }
  }

  /** The one at a path's step: a key, `*` for any other, `[]` for a list's entries. */
  private step(key: string): Known {
    if (key === "*") return (this.ofOthers ??= new Known());
    if (key === "[]") return (this.ofEntries ??= new Known());
    const known = this.byKey.get(key) ?? new Known();
    this.byKey.set(key, known);
    return known;
  }
}

/** Where the first key of a line's path ends: at a dot of the path, or with it. */
function endOfKey(line: string, space: number): number {
  let dot = line.indexOf(".");
  while (dot > 0 && dot < space && line[dot - 1] === "\\") dot = line.indexOf(".", dot + 1);
  return dot < 0 || dot > space ? space : dot;
}

const charts = new Map<ChartName, Known>();
let kinds: Known | undefined;

/** Everything that is known of a chart's values. */
export function recordedValues(chart: ChartName): KnownValue {
  const before = charts.get(chart);
  if (before) return before;
  const known = read(join("values", `${chart}.txt`));
  // In every chart: Helm hands it to subcharts.
  if (!known.children.has("global")) known.add("global map");
  charts.set(chart, known);
  return known;
}

/** A kind of Kubernetes', such as `Toleration`. */
export function kubernetesKind(name: string): KnownValue | undefined {
  kinds ??= read("kubernetes-kinds.txt");
  return kinds.children.get(name);
}

/** One value a line; the others are comments. */
function read(file: string): Known {
  const root = new Known();
  const text = readFileSync(join(packageRoot(), "assets", "charts", file), "utf8");
  for (const line of text.split("\n")) {
    if (/^[^#\s]\S* /.test(line)) root.add(line);
  }
  return root;
}
