/** Where every value of an environment file stands in its text. */
import { formatPath, type Path } from "./path";

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units as editors count. */
  readonly column: number;
}

export interface Mark {
  /** Position of the key, for a value in a map. */
  readonly key?: Position;
  readonly value: Position;
  /** The scalar as it was written, before YAML made a number or a boolean of it. */
  readonly written?: string;
  /** Offsets in the text. */
  readonly start: number;
  readonly end: number;
}

const TOP: Position = { line: 1, column: 1 };

export class SourceMap {
  private readonly marks = new Map<string, Mark>();
  private readonly paths: { readonly path: Path; readonly mark: Mark }[] = [];

  public add(path: Path, mark: Mark): void {
    this.marks.set(formatPath(path), mark);
    this.paths.push({ path, mark });
  }

  public mark(path: Path): Mark | undefined {
    return this.marks.get(formatPath(path));
  }

  /** Position of the value at a path; if there is none, of the nearest value around it. */
  public valueAt(path: Path): Position {
    return this.mark(path)?.value ?? this.nearestAround(path);
  }

  /** Position of the key at a path (of a list's entry, its beginning); if there is none, of the nearest value around it. */
  public keyAt(path: Path): Position {
    const mark = this.mark(path);
    return mark ? (mark.key ?? mark.value) : this.nearestAround(path);
  }

  /** The innermost path whose text holds this offset. */
  public pathAt(offset: number): Path {
    let best: { path: Path; size: number } = { path: [], size: Infinity };
    for (const { path, mark } of this.paths) {
      const size = mark.end - mark.start;
      if (mark.start <= offset && offset < mark.end && size <= best.size && path.length >= best.path.length) {
        best = { path, size };
      }
    }
    return best.path;
  }

  private nearestAround(path: Path): Position {
    return path.length === 0 ? TOP : this.keyAt(path.slice(0, -1));
  }
}
