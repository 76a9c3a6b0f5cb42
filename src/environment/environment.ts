/** One environment, checked and complete: what stacks are built from. */
import type { SectionInputs, Sections } from "../components";
import type { EnvironmentFacts } from "../model/component";
import type { Addition } from "../model/target-facts";
import type { Problem } from "../errors";
import { parsePath, type Path } from "./path";
import type { Acknowledgement, BaseInput, CompatibilityMode, IgnoredDrift, Move, StateBackend } from "./file-schema";
import { childOf } from "./schema-walk";
import type { Position, SourceMap } from "./source-map";

export type { Acknowledgement, CompatibilityMode, IgnoredDrift, Move, StateBackend } from "./file-schema";
export type { Position } from "./source-map";

/** An environment file as a person writes it: fields that the profile fills in may be left out, at any depth. */
export type EnvironmentFile = BaseInput & DeepPartial<SectionInputs>;

type DeepPartial<T> = T extends readonly (infer Entry)[]
  ? readonly DeepPartial<Entry>[]
  : T extends object
    ? { readonly [Key in keyof T]?: DeepPartial<T[Key]> }
    : T;

export interface EnvironmentParts {
  readonly facts: EnvironmentFacts;
  readonly sections: Readonly<Record<string, unknown>>;
  /** What the target added to the sections of the file, as whole sections without defaults. */
  readonly added: Addition;
  readonly state: StateBackend;
  readonly compatibility: CompatibilityMode;
  readonly moved: readonly Move[];
  readonly acknowledge: readonly Acknowledgement[];
  readonly ignoreDrift: readonly IgnoredDrift[];
  readonly warnings: readonly Problem[];
  /** What the file holds, without defaults. */
  readonly written: unknown;
  readonly map: SourceMap;
}

export class Environment {
  public readonly facts: EnvironmentFacts;
  /** The environment file, relative to the project's root. */
  public readonly file: string;
  /** By component; what the file leaves out and no profile fills in is undefined. */
  public readonly sections: Sections & Readonly<Record<string, unknown>>;
  public readonly state: StateBackend;
  public readonly compatibility: CompatibilityMode;
  /** Renames, as the file lists them. */
  public readonly moved: readonly Move[];
  /** Risks of reviews that the file accepts (`acknowledge`). */
  public readonly acknowledge: readonly Acknowledgement[];
  /** Drift that the file tells to ignore (`ignoreDrift`). */
  public readonly ignoreDrift: readonly IgnoredDrift[];
  /** Problems that do not refuse the file. */
  public readonly warnings: readonly Problem[];
  private readonly added: Addition;
  private readonly written: unknown;
  private readonly map: SourceMap;

  constructor(parts: EnvironmentParts) {
    this.facts = parts.facts;
    this.file = parts.facts.file;
    this.sections = parts.sections as Sections & Readonly<Record<string, unknown>>;
    this.state = parts.state;
    this.compatibility = parts.compatibility;
    this.moved = parts.moved;
    this.acknowledge = parts.acknowledge;
    this.ignoreDrift = parts.ignoreDrift;
    this.warnings = parts.warnings;
    this.added = parts.added;
    this.written = parts.written;
    this.map = parts.map;
  }

  /** What the file itself holds under one of its keys, without defaults; undefined if nothing. */
  public given(key: string): unknown {
    return childOf(this.written, key) ?? undefined;
  }

  /** The same, with what the target added to it. */
  public completed(key: string): unknown {
    return this.added[key] ?? this.given(key);
  }

  /**
   * Where a path stands in the file. List entries by name (`databases.orders`) or position (`databases[0]`). For what is
   * not in the file (the profile filled it in, or it is gone), the nearest thing around it.
   */
  public locate(path: string): Position {
    return this.map.keyAt(byPosition(this.written, parsePath(path)));
  }

  /**
   * The name that the physical names of a thing derive from: of a renamed one (`path` is its path now, such as
   * `databases.purchases`) the oldest that `moved` knows, else `name` itself.
   */
  public physicalName(path: string, name: string): string {
    const oldest = oldestPath(this.moved, path);
    return oldest === path ? name : oldest.slice(oldest.lastIndexOf(".") + 1);
  }
}

/** Follows renames backwards. */
export function oldestPath(moved: readonly Move[], path: string): string {
  const seen = new Set<string>();
  let oldest = path;
  for (let move; !seen.has(oldest) && (move = moved.find((candidate) => candidate.to === oldest));) {
    seen.add(oldest);
    oldest = move.from;
  }
  return oldest;
}

/** Replaces the names of list entries by their positions. */
function byPosition(data: unknown, path: Path): Path {
  const found: (string | number)[] = [];
  let value = data;
  for (const part of path) {
    const index = Array.isArray(value) && typeof part === "string" ? indexOf(value, part) : -1;
    const key = index >= 0 ? index : part;
    found.push(key);
    value = childOf(value, key);
  }
  return found;
}

function indexOf(list: readonly unknown[], name: string): number {
  return list.findIndex((entry) => entry === name || childOf(entry, "name") === name);
}
