/** Reads attributes as behaviours need them: a value of another kind, null or unknown is the fallback. */
import type { Diagnostic, PathStep } from "../protocol/handlers";
import { isObject, objectOf, Unknown, type Value, type ValueObject } from "../protocol/value";

export function textOf(value: Value | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

export function numberOf(value: Value | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

export const isTrue = (value: Value | undefined): boolean => value === true;

export function textsOf(value: Value | undefined): readonly string[] {
  return itemsOf(value).filter((item) => typeof item === "string");
}

export const itemsOf = (value: Value | undefined): readonly Value[] => (Array.isArray(value) ? value : []);

/** The objects of a list of them; a single one counts as a list of one. */
export function objectsOf(value: Value | undefined): readonly ValueObject[] {
  return isObject(value) ? [value] : itemsOf(value).filter(isObject);
}

/** The first (or only) object of a block. */
export const firstOf = (value: Value | undefined): ValueObject | undefined => objectsOf(value)[0];

export const isUnknown = (value: Value | undefined): boolean => value instanceof Unknown;

/** A shallow copy with some attributes replaced. */
export function withAttributes(object: ValueObject, changes: { readonly [name: string]: Value }): ValueObject {
  return objectOf([...Object.entries(object), ...Object.entries(changes)]);
}

/** An error at one attribute, or at none. */
export function failure(summary: string, detail?: string, attribute?: string): Diagnostic {
  const path: readonly PathStep[] | undefined = attribute === undefined ? undefined : [{ attribute }];
  return { severity: "error", summary, ...(detail === undefined ? {} : { detail }), ...(path ? { path } : {}) };
}
