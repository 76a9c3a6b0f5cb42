/**
 * A contract is what a component promises on every target: one props schema, one interface, and the attributes by which
 * another stack (or the owner of something that exists already) hands an instance over. It names its own implementations.
 */
import type { Construct, IConstruct } from "constructs";
import type { TargetName } from "./target-name";

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

/** How one target serves one contract. */
export interface Implementation<Props, Instance extends IConstruct, Shape extends AttributeShape> {
  readonly create: (scope: Construct, id: string, props: Props) => Instance;
  /** From what another stack published, or from what exists already. Makes no resources. */
  readonly fromAttributes: (scope: Construct, id: string, attributes: AttributesOf<Shape>) => Instance;
}

/** Loads an implementation when it is first asked for, so that nobody pays for bindings that they do not use. */
export type ImplementationLoader<
  Props,
  Instance extends IConstruct,
  Shape extends AttributeShape,
> = () => Implementation<Props, Instance, Shape>;

/** The implementations of a contract, by target: all that says which target serves it. */
export type Implementations<Props, Instance extends IConstruct, Shape extends AttributeShape> = {
  readonly [T in TargetName]?: ImplementationLoader<Props, Instance, Shape>;
};

export interface Contract<Props, Instance extends IConstruct, Shape extends AttributeShape> {
  /** The component's name, as in its folder: `postgres-db`. */
  readonly name: string;
  /** What an instance publishes to other stacks. Output names derive from it: changing one is a breaking change. */
  readonly shape: Shape;
  readonly implementations: Implementations<Props, Instance, Shape>;
}

/** The implementations that a contract takes: `ImplementationsOf<typeof NETWORK>`. */
export type ImplementationsOf<C> =
  C extends Contract<infer Props, infer Instance, infer Shape> ? Implementations<Props, Instance, Shape> : never;

export function defineContract<Props, Instance extends IConstruct, Shape extends AttributeShape>(
  name: string,
  shape: Shape,
  implementations: Implementations<Props, Instance, Shape>,
): Contract<Props, Instance, Shape> {
  return { name, shape, implementations };
}
