/** A parsed YAML document to plain data: objects without prototype, aliases followed within limits, positions kept. */
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Finding } from "./finding";
import { MAX_DEPTH, MAX_NODES } from "./limits";
import { type Path } from "./path";
import { type Position, SourceMap } from "./source-map";

export interface YamlResult {
  /** Maps are objects without prototype. Undefined if the text cannot be read at all. */
  readonly data?: unknown;
  readonly map?: SourceMap;
  readonly findings: readonly Finding[];
}

/** Keys that reach an object's prototype in careless code. */
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

class LimitReached extends Error {
  constructor(public readonly finding: Finding) {
    super(finding.message);
  }
}

export function toData(document: Document.Parsed, lines: LineCounter): YamlResult {
  const converter = new Converter(document, lines);
  try {
    const data = converter.convert(document.contents, [], undefined);
    return { data, map: converter.map, findings: converter.findings };
  } catch (error) {
    if (error instanceof LimitReached) return { findings: [...converter.findings, error.finding] };
    throw error;
  }
}

class Converter {
  public readonly map = new SourceMap();
  public readonly findings: Finding[] = [];
  private nodes = 0;
  /** Finding an anchor walks the document: once per alias is enough. */
  private readonly targets = new Map<Alias, Node | undefined>();

  constructor(
    private readonly document: Document.Parsed,
    private readonly lines: LineCounter,
  ) {}

  public convert(node: Node | null, path: Path, key: Node | undefined): unknown {
    this.checkLimits(node, path);
    const range = node?.range ?? key?.range ?? [0, 0];
    const value = this.position(range[0]);
    this.map.add(path, {
      value,
      ...(key?.range ? { key: this.position(key.range[0]) } : {}),
      ...(isScalar(node) && typeof node.source === "string" ? { written: node.source } : {}),
      start: key?.range?.[0] ?? range[0],
      end: range[1],
    });
    return this.content(node, path);
  }

  private content(node: Node | null, path: Path): unknown {
    if (isAlias(node)) {
      const target = this.target(node);
      if (target === undefined) {
        this.refuse(
          node,
          path,
          "ENV_YAML_ALIAS",
          "There is no such anchor before this alias.",
          "Put a value that begins with `*` in quotes.",
        );
        return null;
      }
      this.checkLimits(target, path);
      return this.content(target, path);
    }
    if (isMap(node)) return this.mapping(node, path);
    if (isSeq(node)) return this.list(node, path);
    return isScalar(node) ? node.value : null;
  }

  private target(alias: Alias): Node | undefined {
    if (!this.targets.has(alias)) this.targets.set(alias, alias.resolve(this.document));
    return this.targets.get(alias);
  }

  private mapping(node: YAMLMap, path: Path): unknown {
    const data = Object.create(null) as Record<string, unknown>;
    const seen = new Map<string, number>();
    for (const pair of node.items) {
      const key = pair.key as Node | null;
      if (!isScalar(key) || key.value === null) {
        this.refuse(
          key ?? node,
          path,
          "ENV_YAML_KEY",
          "A key must be a plain word.",
          "Write `key: value`; a value in braces needs quotes.",
        );
        continue;
      }
      const name = key.source ?? String(key.value);
      if (name === "<<") {
        this.refuse(
          key,
          path,
          "ENV_YAML_MERGE_KEY",
          "Merge keys (`<<`) are not supported.",
          "Write the values out, or let the profile fill them in.",
        );
      } else if (FORBIDDEN.has(name)) {
        this.refuse(key, path, "ENV_YAML_FORBIDDEN_KEY", `The key '${name}' is not allowed.`, "Remove it.");
      } else if (seen.has(name)) {
        const first = this.position(seen.get(name) ?? 0).line;
        this.refuse(
          key,
          [...path, name],
          "ENV_YAML_DUPLICATE_KEY",
          `The key '${name}' is here twice; the first is in line ${first}.`,
          "Keep one.",
        );
      } else {
        seen.set(name, key.range?.[0] ?? 0);
        data[name] = this.convert(pair.value as Node | null, [...path, name], key);
      }
    }
    return data;
  }

  private list(node: YAMLSeq, path: Path): unknown[] {
    return node.items.map((item, index) => this.convert(item as Node | null, [...path, index], undefined));
  }

  /** Aliases make small files big: everything is counted as often as it is used. */
  private checkLimits(node: Node | null, path: Path): void {
    const limit =
      ++this.nodes > MAX_NODES
        ? `The file has more than ${MAX_NODES} values, its aliases followed.`
        : path.length > MAX_DEPTH
          ? `The file is nested deeper than ${MAX_DEPTH} levels, its aliases followed.`
          : undefined;
    if (limit) {
      const at = this.position(node?.range?.[0] ?? 0);
      throw new LimitReached({
        path: [],
        code: "ENV_YAML_LIMIT",
        message: limit,
        remedy: "Write the values out, and keep to settings.",
        at,
      });
    }
  }

  private refuse(node: Node, path: Path, code: string, message: string, remedy: string): void {
    this.findings.push({ path, code, message, remedy, at: this.position(node.range?.[0] ?? 0) });
  }

  private position(offset: number): Position {
    const { line, col } = this.lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}
