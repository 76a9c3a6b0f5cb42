/** Which argument names an object of which type: the one table that apply and delete are checked against. */

export interface ReferenceRule {
  /** The type that refers. */
  readonly from: string;
  /** Dotted path of the argument; collections and blocks on the way are walked into. */
  readonly path: string;
  /** The type referred to. Several where the argument may name any of them. */
  readonly to: string | readonly string[];
  /** The attribute of the object referred to that the argument holds. @default "id" */
  readonly attribute?: string;
  /** The cloud's own words when it is missing; `{value}` and `{type}` are filled in. */
  readonly missing: { readonly code: string; readonly message: string };
  /**
   * Whether the object referred to cannot be deleted while this reference stands, and the cloud's words then.
   * @default undefined: it can
   */
  readonly inUse?: { readonly code: string; readonly message: string };
  /** Values that need no object: names that a cloud keeps for itself, ids of things made outside, … */
  readonly except?: RegExp;
}
