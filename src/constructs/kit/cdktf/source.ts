/** Where in the environment file a construct comes from; reviews and errors point there. */
import type { IConstruct } from "constructs";

export interface EnvironmentSource {
  /** The environment file, relative to the project's root. */
  readonly file: string;
  /** The path within it, such as `databases.orders` (list entries by their name) or `cluster`. */
  readonly path: string;
}

const SOURCE = Symbol.for("jangada.EnvironmentSource");

/** Says that a construct, and all below it, comes from there. */
export function setSource(construct: IConstruct, source: EnvironmentSource): void {
  Object.defineProperty(construct, SOURCE, { value: source, configurable: true });
}

/** The source of the nearest construct upwards that has one. */
export function sourceOf(construct: IConstruct): EnvironmentSource | undefined {
  for (const ancestor of [...construct.node.scopes].reverse()) {
    const source = (ancestor as { [SOURCE]?: EnvironmentSource })[SOURCE];
    if (source) return source;
  }
  return undefined;
}
