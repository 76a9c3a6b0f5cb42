/**
 * A value of a plan as digests of its parts: two plans can be compared, whose values, secrets among them, are kept nowhere.
 * The digests are keyed, so that they say nothing to whoever has not the key; the key is kept with them, for the owner alone,
 * as the plan was, which held the values themselves.
 */
import { createHmac } from "node:crypto";
import type { AttributeSchema, BlockSchema } from "../../../schemas/provider-schema";

/** Only known once it was applied. */
export const NOT_KNOWN = 0;

/** A scalar's digest, or a list, a set or a map of such. Undefined: there is none. */
export type Fingerprint =
  | typeof NOT_KNOWN
  | string
  | { readonly l: readonly Fingerprint[] }
  | { readonly s: readonly Fingerprint[] }
  | FingerprintMap;

export interface FingerprintMap {
  readonly m: { readonly [key: string]: Fingerprint };
}

export interface FingerprintOptions {
  /** The secret key of the digests, so that nobody can guess values from them. */
  readonly key: string;
  /** What the provider says of the attributes, where that is known: sets have no order. @default sets are compared in their order */
  readonly schema?: BlockSchema;
}

/** @param unknown as `after_unknown` has it */
export function fingerprintOf(value: unknown, unknown: unknown, options: FingerprintOptions): Fingerprint | undefined {
  return at(value, unknown, options.schema ? { block: options.schema } : {}, options.key);
}

/** What a part of an object is to its provider. */
interface Shape {
  readonly block?: BlockSchema;
  readonly set?: boolean;
  /** A type expression of Terraform's, such as `["set", "string"]`. */
  readonly type?: unknown;
}

function at(value: unknown, unknown: unknown, shape: Shape, key: string): Fingerprint | undefined {
  if (unknown === true) return NOT_KNOWN;
  if (Array.isArray(value) || (isNothing(value) && Array.isArray(unknown) && unknown.length > 0)) {
    const values: readonly unknown[] = Array.isArray(value) ? value : [];
    const marks: readonly unknown[] = Array.isArray(unknown) ? unknown : [];
    const entries = Array.from({ length: Math.max(values.length, marks.length) }, (_, index) => {
      return at(values[index], marks[index], entryOf(shape), key) ?? digest(null, key);
    });
    return isSet(shape) ? { s: entries } : { l: entries };
  }
  if (isMap(value) || (isNothing(value) && isMap(unknown))) {
    const [map, marks] = [isMap(value) ? value : {}, isMap(unknown) ? unknown : {}];
    const entries: Record<string, Fingerprint> = {};
    for (const name of [...new Set([...Object.keys(map), ...Object.keys(marks)])].sort()) {
      const fingerprint = at(map[name], marks[name], fieldOf(shape, name), key);
      if (fingerprint !== undefined) entries[name] = fingerprint;
    }
    return { m: entries };
  }
  return isNothing(value) ? undefined : digest(value, key);
}

function digest(value: unknown, key: string): string {
  return createHmac("sha256", key).update(JSON.stringify(value)).digest("base64url");
}

function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function isMap(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSet({ set, type }: Shape): boolean {
  return set === true || (Array.isArray(type) && type[0] === "set");
}

function entryOf({ block, type }: Shape): Shape {
  if (block) return { block };
  return Array.isArray(type) && type[0] !== "object" ? { type: type[1] as unknown } : {};
}

function fieldOf({ block, type }: Shape, name: string): Shape {
  if (block) {
    const nested = block.blocks?.[name];
    if (nested) return { block: nested.block, set: nested.nesting === "set" };
    return ofAttribute(block.attributes[name]);
  }
  if (!Array.isArray(type)) return {};
  const inner = type[1] as unknown;
  if (type[0] === "object") return { type: (inner as { readonly [field: string]: unknown })[name] };
  return type[0] === "map" ? { type: inner } : {};
}

function ofAttribute(attribute: AttributeSchema | undefined): Shape {
  if (!attribute) return {};
  const { nested, type } = attribute;
  if (nested) return { block: { attributes: nested.attributes, blocks: {} }, set: nested.nesting === "set" };
  return type === undefined ? {} : { type };
}
