/** What each resource gets of numbers that are divided over several, before and after. */
import type { DividedNumbers } from "../../model/spread";

export interface Range {
  readonly least: number;
  readonly most: number;
}

/** One part: a zone. */
export interface Share {
  readonly part: string;
  /** Undefined where there is no such part, or it is not known. */
  readonly before?: Range;
  readonly after?: Range;
}

/** The part that a resource is, of the thing with this path; undefined if it is none. @param name as in its address */
export function partOf(path: string, name: string): string | undefined {
  const prefix = `${path.replaceAll(".", "_")}_`;
  const part = name.startsWith(prefix) ? name.slice(prefix.length) : "";
  return part === "" || part.includes("_") ? undefined : part;
}

/** Whether a path of the file is that of such a thing. */
export function isThing({ entry }: DividedNumbers, path: string): boolean {
  const [pattern, parts] = [entry.split("."), path.split(".")];
  return pattern.length === parts.length && pattern.every((key, index) => key === "*" || key === parts[index]);
}

/** The numbers in a resource's attributes; undefined if they are not there, or not known. */
export function rangeIn({ min, max }: DividedNumbers, attributes: unknown): Range | undefined {
  const [low, high] = [at(attributes, min), at(attributes, max)];
  return typeof low === "number" && typeof high === "number" ? { least: low, most: high } : undefined;
}

/** A nested block is a list of one in plans and states, and a map in what was synthesized. */
function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((inner, key) => {
    const map: unknown = Array.isArray(inner) ? inner[0] : inner;
    return typeof map === "object" && map !== null ? (map as Readonly<Record<string, unknown>>)[key] : undefined;
  }, value);
}

/** In the order of the parts' names. */
export function sharesOf(before: ReadonlyMap<string, Range>, after: ReadonlyMap<string, Range>): readonly Share[] {
  const parts = [...new Set([...before.keys(), ...after.keys()])].sort();
  return parts.map((part) => {
    const [then, now] = [before.get(part), after.get(part)];
    return { part, ...(then ? { before: then } : {}), ...(now ? { after: now } : {}) };
  });
}

export function isChanged({ before, after }: Share): boolean {
  return before?.least !== after?.least || before?.most !== after?.most;
}

/**
 * `eu-west-1a 1 to 3 → 2 to 3, eu-west-1b 1 to 3, eu-west-1c none → 1 to 3`: what stays stands there, too. Where there was nothing
 * before, only what there is now.
 */
export function sharesText(shares: readonly Share[]): string {
  const isNew = shares.every(({ before }) => before === undefined);
  return shares
    .map((share) => {
      const [before, after] = [rangeText(share.before), rangeText(share.after)];
      return `${share.part} ${isNew || !isChanged(share) ? after : `${before} → ${after}`}`;
    })
    .join(", ");
}

function rangeText(range: Range | undefined): string {
  if (!range) return "none";
  return range.least === range.most ? String(range.least) : `${range.least} to ${range.most}`;
}
