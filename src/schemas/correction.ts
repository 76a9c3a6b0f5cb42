import type { AttributeSchema } from "./provider-schema";

/** A fact of a schema file that is known to be wrong. */
export interface Correction {
  readonly types: readonly string[];
  /** Dotted path of the argument. */
  readonly path: string;
  readonly allow: AttributeSchema["allow"];
  /** How it came to be wrong, and where it stands right. */
  readonly reason: string;
}
