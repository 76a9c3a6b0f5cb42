/** A problem before it has a place in the text: the loader adds file, line and column. */
import type { Path } from "./path";
import type { Position } from "./source-map";

export interface Finding {
  readonly path: Path;
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
  /** Those of one cause are told as one, with all of their places. */
  readonly cause?: string;
  /** What it is judged by: if something is wrong there, that is told, and not this. */
  readonly reliesOn?: Path;
  /** What the place is: the value, the key, or an exact position. @default "value" */
  readonly at?: "value" | "key" | Position;
}
