/** What is known of resource types for the drift check, and for drift that is simulated. */
import type { AttributeChange, ResourceChange, Value } from "./plan";

/** Another resource of the same state, as the last apply left it. Its values may be secret, and stay with whoever asks. */
export interface Sibling {
  readonly address?: string;
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}
export type Siblings = readonly Sibling[];

/**
 * A difference that is no drift: what the cloud, a controller or Terraform itself goes on changing. A rule is as narrow as it
 * can be: what is not surely noise is reported.
 */
export interface NoiseRule {
  /** Stable, for reports. */
  readonly name: string;
  /** Resource types. @default every type */
  readonly types?: readonly string[];
  /** Must match the whole path. */
  readonly attribute: RegExp;
  readonly reason: string;
  /** What else must hold. @default nothing */
  readonly when?: (change: AttributeChange, resource: ResourceChange) => boolean;
}

/**
 * A computed attribute that repeats what separate resources manage: a security group its rules, a role its policies. After the apply that made those, the first refresh finds them there.
 */
export interface MirroredAttribute {
  readonly type: string;
  /** At the object's top; its value is a list. */
  readonly attribute: string;
  /** Whether all that an entry holds is held by siblings. */
  readonly isHeld: (entry: Value, object: Readonly<Record<string, Value>>, siblings: Siblings) => boolean;
  /** Whether all that an entry held which went has gone into one that came. @default it has, if any came */
  readonly isWithin?: (entry: Value, fresh: readonly Value[]) => boolean;
}

/** An object of a cloud, simulated or real. */
export interface CloudObject {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What a cloud makes by itself, or leaves behind by design: it is in no state, and belongs in none. */
export interface MadeByCloud {
  /** Stable, for reports. */
  readonly name: string;
  /** The only type that it can be; such are asked first. @default any type */
  readonly type?: string;
  readonly reason: string;
  readonly matches: (object: CloudObject) => boolean;
}

/** Which field of the environment file decides an attribute: what a real value can be taken over into. */
export interface FileField {
  readonly type: string;
  /** The attribute's whole path. */
  readonly attribute: string;
  /** Within what the resource comes from, such as `databases.orders`; keys joined by dots. */
  readonly field: string;
  /** What the file says for a real value; undefined if it has no word for it. @default the value itself */
  readonly value?: (real: Value) => Value | undefined;
  /** An attribute with which a resource is only a copy: then the field says nothing of it. @default it always does */
  readonly unlessSet?: string;
  /**
   * Of a field that is divided over all resources of the type that come of one thing: what the file says for what all of them
   * have, by their own part of the thing's name; undefined if it cannot say that. @default each resource decides for itself
   */
  readonly combined?: (real: ReadonlyMap<string, number>) => number | undefined;
}
