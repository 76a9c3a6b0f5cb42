/** What a plan wants to do, in a form that everything else builds on. No value in it is a secret: those are masked before. */

import type { StepBefore } from "./apply-refusal";

/** Stands where a sensitive value was. */
export const SENSITIVE = "(sensitive)";
/** Stands in `after` where a value is known only once it was applied. */
export const UNKNOWN = "(known after apply)";

/**
 * `replace` is a deletion and a creation, in whichever order; `forget` leaves the object and drops it from the state;
 * `configure` is of no plan: the configuration changes in what no plan shows.
 */
export type Action = "no-op" | "create" | "read" | "update" | "delete" | "replace" | "forget" | "configure";

/** Anything that JSON can hold; documents that were text (JSON, YAML) are taken apart. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };

/** One value that differs. */
export interface AttributeChange {
  /** Such as `allocated_storage`, `ingress[0].cidr_blocks`, or within a document `values[0].deployment.replicas`. */
  readonly path: string;
  /** A scalar or a list of scalars, masked and cut; undefined where there was none. */
  readonly before?: Value;
  /** Likewise; undefined also where it is unknown. */
  readonly after?: Value;
  /** Whether `after` is known only once it was applied. */
  readonly unknown: boolean;
  /** Whether Terraform, the provider's schema, or its name says that it is secret, on either side. */
  readonly sensitive: boolean;
  readonly forcesReplacement: boolean;
  /** The attribute whose text is the JSON or YAML document that the path leads into. */
  readonly document?: string;
}

/** Where in an environment file something comes from. */
export interface ChangeSource {
  /** Relative to the project's root. */
  readonly file: string;
  /** Such as `databases.orders`. */
  readonly path: string;
  /** From 1. */
  readonly line?: number;
  /** From 1. */
  readonly column?: number;
}

export interface ResourceChange {
  readonly stack: string;
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly action: Action;
  /** Of a replacement: whether the new one is made before the old one goes. */
  readonly createBeforeDestroy: boolean;
  /** Terraform's own reason, such as `replace_because_cannot_update` or `delete_because_no_resource_config`. */
  readonly reason?: string;
  /** Where it was in the state before, if a `moved` block moves it. */
  readonly previousAddress?: string;
  /** The id by which it is imported, if it is. */
  readonly importing?: string;
  /** Of an object that is left over from a replacement. */
  readonly deposed?: string;
  /** What differs; of a deletion nothing, of a creation everything that is set. */
  readonly attributes: readonly AttributeChange[];
  /** The whole object, masked but not cut: for rules, not for people. Undefined where there is none. */
  readonly before?: { readonly [attribute: string]: Value };
  /** Likewise; unknown values are `UNKNOWN`. */
  readonly after?: { readonly [attribute: string]: Value };
  /** By attribute: the address of the one resource that its expression refers to, as far as the plan tells. */
  readonly refersTo?: Readonly<Record<string, string>>;
  /** The part of the environment file that it belongs to, such as `databases`. */
  readonly component: string;
  readonly source?: ChangeSource;
}

/** What stays as it is, and is judged together with what changes. */
export interface UnchangedResource extends Pick<ResourceChange, "address" | "type" | "refersTo"> {
  /** Masked. */
  readonly values: { readonly [attribute: string]: Value };
}

export interface OutputChange {
  readonly name: string;
  readonly action: Action;
  readonly sensitive: boolean;
  readonly attributes: readonly AttributeChange[];
}

/** A condition of the configuration's own (precondition, postcondition, check) that does not hold. */
export interface FailedCheck {
  readonly address: string;
  readonly messages: readonly string[];
}

export interface PlanModel {
  readonly stack: string;
  readonly terraformVersion: string;
  /** Whether the plan ended in an error: then it is not whole. */
  readonly errored: boolean;
  /** When it was made, as RFC 3339, if the plan says so. */
  readonly timestamp?: string;
  /** Without what stays as it is, unless it moves or is imported. In the order of the plan. */
  readonly changes: readonly ResourceChange[];
  /** What changed outside since the last apply: `before` is the state, `after` the real object. */
  readonly drift: readonly ResourceChange[];
  readonly outputs: readonly OutputChange[];
  /** Of the types that are judged together, if any were asked for: what stays as it is. */
  readonly standing?: readonly UnchangedResource[];
  /** How many managed resources stay as they are. */
  readonly unchanged: number;
  readonly failedChecks: readonly FailedCheck[];
  /** What a person does first: as things are, the cloud refuses it when it is applied. @default nothing is known to be refused */
  readonly stepsBefore?: readonly StepBefore[];
  /** SHA-256 over what the plan does (hex): two plans that do the same have the same. */
  readonly digest: string;
}
