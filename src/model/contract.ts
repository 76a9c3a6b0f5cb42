/**
 * A contract is what a component promises on every target: one props schema, one interface, and the attributes by which
 * another stack (or the owner of something that exists already) hands an instance over.
 */
import type { Construct, IConstruct } from "constructs";

/** What kind of value an attribute is; it decides by which kind of token another stack reads it. */
export type AttributeKind = "string" | "number" | "list" | "map";

export type AttributeShape = { readonly [name: string]: AttributeKind };

/** The attributes of a shape, as values or as tokens. */
export type AttributesOf<S extends AttributeShape> = {
  readonly [N in keyof S]: S[N] extends "string"
    ? string
    : S[N] extends "number"
      ? number
      : S[N] extends "list"
        ? readonly string[]
        : Readonly<Record<string, string>>;
};

export interface Contract<Props, Instance extends IConstruct, Shape extends AttributeShape> {
  /** The component's name, as in its folder: `postgres-db`. */
  readonly name: string;
  /** What an instance publishes to other stacks. Output names derive from it: changing one is a breaking change. */
  readonly shape: Shape;
  /** Only carries the types; never set. */
  readonly types?: { readonly props: Props; readonly instance: Instance };
}

/** How one target serves one contract. */
export interface Implementation<Props, Instance extends IConstruct, Shape extends AttributeShape> {
  create(scope: Construct, id: string, props: Props): Instance;
  /** From what another stack published, or from what exists already. Makes no resources. */
  fromAttributes(scope: Construct, id: string, attributes: AttributesOf<Shape>): Instance;
}

export function defineContract<Props, Instance extends IConstruct, Shape extends AttributeShape>(
  name: string,
  shape: Shape,
): Contract<Props, Instance, Shape> {
  return { name, shape };
}
