/** Whether what a plan makes of a value stands in what an earlier plan made of it. Paths name where it does not. */
import type { Path } from "../../../environment/path";
import { NOT_KNOWN, type Fingerprint } from "./fingerprint";

type Maybe = Fingerprint | undefined;

/** Where `now` is another value than `then` was, or `then` was not known: there it may be anything. */
export function otherThan(then: Maybe, now: Maybe, path: Path = []): readonly Path[] {
  if (then === NOT_KNOWN || (isNothing(then) && isNothing(now))) return [];
  if (isList(then) && isList(now) && then.l.length === now.l.length) {
    return now.l.flatMap((entry, index) => otherThan(then.l[index], entry, [...path, index]));
  }
  if (isSet(then) && isSet(now)) return coversSet(then.s, now.s) ? [] : [path];
  const [a, b] = [mapOf(then), mapOf(now)];
  if (a && b && (isMap(then) || isMap(now))) {
    return keysOf(a, b).flatMap((key) => otherThan(a[key], b[key], [...path, key]));
  }
  return then === now ? [] : [path];
}

/** Both sides of a change. */
export interface Sides {
  readonly before: Maybe;
  readonly after: Maybe;
}

/** Where `now` changes something that `then` did not change, or not from the same and to the same. */
export function otherChanges(then: Sides, now: Sides, path: Path = []): readonly Path[] {
  if (same(now.before, now.after) || then.after === NOT_KNOWN) return [];
  const all = [then.before, then.after, now.before, now.after] as const;
  if (all.every((side) => mapOf(side)) && all.some(isMap)) {
    const [b, a] = [mapOf(now.before) ?? {}, mapOf(now.after) ?? {}];
    const [rb, ra] = [mapOf(then.before) ?? {}, mapOf(then.after) ?? {}];
    return keysOf(b, a).flatMap((key) =>
      otherChanges({ before: rb[key], after: ra[key] }, { before: b[key], after: a[key] }, [...path, key]),
    );
  }
  if (all.every((side) => isSet(side) || isNothing(side))) return otherEntries(then, now) ? [path] : [];
  const [lengths] = [new Set(all.map((side) => (isList(side) ? side.l.length : -1)))];
  if (lengths.size === 1 && !lengths.has(-1)) {
    const [b, a, rb, ra] = [now.before, now.after, then.before, then.after].map((side) => (isList(side) ? side.l : []));
    return (a ?? []).flatMap((entry, index) =>
      otherChanges({ before: rb?.[index], after: ra?.[index] }, { before: b?.[index], after: entry }, [...path, index]),
    );
  }
  const reviewed = !same(then.before, then.after) && same(then.before, now.before);
  return reviewed && otherThan(then.after, now.after).length === 0 ? [] : [path];
}

/** Of a set: what goes now must have gone then, and what comes must have come. */
function otherEntries(then: Sides, now: Sides): boolean {
  const [b, a, rb, ra] = [now.before, now.after, then.before, then.after].map(entriesOf) as [
    readonly Fingerprint[],
    readonly Fingerprint[],
    readonly Fingerprint[],
    readonly Fingerprint[],
  ];
  const removed = b.filter((entry) => !has(a, entry));
  const added = a.filter((entry) => !has(b, entry));
  const removedThen = rb.filter((entry) => !has(ra, entry));
  const came = ra.filter((entry) => !has(rb, entry));
  return !removed.every((entry) => has(removedThen, entry)) || !coversSet(came, added, true);
}

function has(entries: readonly Fingerprint[], entry: Fingerprint): boolean {
  return entries.some((other) => same(other, entry));
}

/**
 * Whether each entry stands for one of its own that was there then. Entries that were not known yet may have turned out to be
 * the same as another.
 * @param fewer whether some of those may be missing
 */
function coversSet(then: readonly Fingerprint[], now: readonly Fingerprint[], fewer = false): boolean {
  const taken = new Map<number, number>();
  const place = (index: number, tried: Set<number>): boolean =>
    then.some((entry, at) => {
      if (tried.has(at) || otherThan(entry, now[index]).length > 0) return false;
      tried.add(at);
      const other = taken.get(at);
      if (other !== undefined && !place(other, tried)) return false;
      taken.set(at, index);
      return true;
    });
  if (!now.every((_, index) => place(index, new Set()))) return false;
  return fewer || then.every((entry, index) => taken.has(index) || !isKnown(entry));
}

/** Both known, and the same. */
export function same(one: Maybe, other: Maybe): boolean {
  return isKnown(one) && isKnown(other) && otherThan(one, other).length === 0;
}

function isKnown(fingerprint: Maybe): boolean {
  if (fingerprint === undefined || typeof fingerprint === "string") return true;
  if (fingerprint === NOT_KNOWN) return false;
  return ("l" in fingerprint ? fingerprint.l : "s" in fingerprint ? fingerprint.s : Object.values(fingerprint.m)).every(
    isKnown,
  );
}

/** Providers do not tell an empty list from none. */
function isNothing(fingerprint: Maybe): boolean {
  if (fingerprint === undefined) return true;
  if (fingerprint === NOT_KNOWN || typeof fingerprint === "string") return false;
  return (
    ("l" in fingerprint ? fingerprint.l : "s" in fingerprint ? fingerprint.s : Object.keys(fingerprint.m)).length === 0
  );
}

function isList(fingerprint: Maybe): fingerprint is { readonly l: readonly Fingerprint[] } {
  return typeof fingerprint === "object" && "l" in fingerprint;
}

function isSet(fingerprint: Maybe): fingerprint is { readonly s: readonly Fingerprint[] } {
  return typeof fingerprint === "object" && "s" in fingerprint;
}

function isMap(fingerprint: Maybe): fingerprint is { readonly m: { readonly [key: string]: Fingerprint } } {
  return typeof fingerprint === "object" && "m" in fingerprint;
}

function entriesOf(fingerprint: Maybe): readonly Fingerprint[] {
  return isSet(fingerprint) ? fingerprint.s : [];
}

function mapOf(fingerprint: Maybe): { readonly [key: string]: Fingerprint } | undefined {
  if (isNothing(fingerprint)) return {};
  return isMap(fingerprint) ? fingerprint.m : undefined;
}

function keysOf(...maps: readonly { readonly [key: string]: Fingerprint }[]): readonly string[] {
  return [...new Set(maps.flatMap((map) => Object.keys(map)))];
}
