/** A problem before it has a place in the text: the loader adds file, line and column. */
import type { Path } from "./path";
import type { Position } from "./source-map";

export interface Finding {
  readonly path: Path;
  readonly code: string;
  readonly message: string;
  readonly remedy?: string;
  /** What the place is: the value, the key, or an exact position. @default "value" */
  readonly at?: "value" | "key" | Position;
}
