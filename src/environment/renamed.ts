/**
 * Former spellings: each is refused at its place, with what to write instead. The rest of the file is then read as if that were
 * done already, so that nothing is said twice, and nothing for a reason that goes away with it.
 */
import { stringify } from "yaml";
import type { Component, RenamedContext, RenamedField, SectionContext } from "../model/component";
import type { Finding } from "./finding";
import { formatPath, isWithin, type Path } from "./path";
import { isMap, valueAt } from "./schema-walk";

type Key = string | number;
/** Maps and lists that can be written to: a copy of what the file holds. */
type Copy = { [key: Key]: unknown };

/** An old spelling that stands in the file. */
interface Former {
  readonly field: RenamedField;
  readonly path: Path;
  readonly newPath: Path;
  readonly value: unknown;
  /** The map that it stands in, as written. */
  readonly entry: Readonly<Record<string, unknown>>;
  /** Path of the section that it stands in; empty for the file's own keys. */
  readonly base: Path;
  /** Whether the file has the new spelling too. */
  readonly isBothWritten: boolean;
}

export interface Renamed {
  /** What the file would hold without old spellings: what only moved stands at its new place. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly formers: readonly Former[];
}

/** @param fileFields former spellings of the file's own keys */
export function withoutRenamed(
  data: Readonly<Record<string, unknown>>,
  components: readonly Component[],
  fileFields: readonly RenamedField[],
): Renamed {
  const formers = [
    ...fileFields.flatMap((field) => formersOf(field, data, [])),
    ...components
      .filter(({ name }) => Object.hasOwn(data, name))
      .flatMap(({ name, rules }) => (rules().renamed ?? []).flatMap((field) => formersOf(field, data, [name]))),
  ];
  if (formers.length === 0) return { data, formers };
  const copy = copyOf(data) as Copy;
  for (const { path, base } of formers) removeAt(copy, path, base.length + 1);
  for (const { field, newPath, value, isBothWritten } of formers) {
    if (!isBothWritten && !field.remedy) setAt(copy, newPath, copyOf(value));
  }
  return { data: copy, formers };
}

function formersOf(field: RenamedField, data: Readonly<Record<string, unknown>>, base: Path): readonly Former[] {
  const former = keysOf(field.former);
  return placesOf(data, [...base, ...former]).map((path) => {
    const newPath = newPathOf(field, base, path);
    return {
      field,
      path,
      newPath,
      value: valueAt(data, path),
      entry: valueAt(data, path.slice(0, -1)) as Readonly<Record<string, unknown>>,
      base,
      isBothWritten: valueAt(data, newPath) !== undefined,
    };
  });
}

function keysOf(path: string): readonly string[] {
  return path.split(".").filter((key) => key !== "");
}

/** Every place in the data that a path with `*` in it fits. */
function placesOf(value: unknown, pattern: Path, above: Path = []): readonly Path[] {
  const [key, ...rest] = pattern;
  if (key === undefined) return [above];
  const found: readonly Key[] = Array.isArray(value)
    ? key === "*"
      ? [...value.keys()]
      : []
    : isMap(value)
      ? key === "*"
        ? Object.keys(value)
        : Object.hasOwn(value, key)
          ? [String(key)]
          : []
      : [];
  return found.flatMap((inner) => placesOf((value as Readonly<Record<Key, unknown>>)[inner], rest, [...above, inner]));
}

/** The new place: each `*` of it stands for what that of the former one fits. */
function newPathOf({ former, now }: RenamedField, base: Path, path: Path): Path {
  const wildcardKeys = keysOf(former).flatMap((key, index) => (key === "*" ? [path[base.length + index] as Key] : []));
  const keys = keysOf(now.replace(/^\//, "")).map((key) => (key === "*" ? (wildcardKeys.shift() ?? key) : key));
  return now.startsWith("/") ? keys : [...base, ...keys];
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isMap(value)) return value;
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [key, inner] of Object.entries(value)) copy[key] = copyOf(inner);
  return copy;
}

/** Maps that held nothing else go with it, down to `least` keys: they may be as former as what they held. */
function removeAt(data: Copy, path: Path, least: number): void {
  const parent = valueAt(data, path.slice(0, -1));
  if (!isMap(parent)) return;
  delete (parent as Copy)[path.at(-1) as Key];
  const emptied = path.length > least && Object.keys(parent).length === 0;
  if (emptied && typeof path.at(-2) === "string") removeAt(data, path.slice(0, -1), least);
}

/** Does nothing if a value on the way is neither map nor list: the schema reports that. */
function setAt(data: Copy, path: Path, value: unknown): void {
  let inner: unknown = data;
  for (const key of path.slice(0, -1)) {
    if (!isMap(inner) && !Array.isArray(inner)) return;
    const container = inner as Copy;
    if (container[key] === undefined || container[key] === null) container[key] = Object.create(null) as Copy;
    inner = container[key];
  }
  const last = path.at(-1) as Key;
  if (isMap(inner)) (inner as Copy)[last] = value;
}

/** One finding for each. `written`: what the file holds. */
export function renamedFindings(
  { formers }: Renamed,
  written: Readonly<Record<string, unknown>>,
  context: SectionContext,
): readonly Finding[] {
  return formers.map((former): Finding => {
    const { path, newPath, isBothWritten } = former;
    return {
      path,
      at: "key",
      code: "ENV_RENAMED",
      message: `'${formatPath(path)}' is now '${formatPath(newPath)}'${isBothWritten ? ", which is there too" : ""}.`,
      remedy: isBothWritten
        ? `Keep '${formatPath(newPath)}', and remove this.`
        : remedyOf(former, { ...context, section: valueAt(written, former.base) }),
    };
  });
}

function remedyOf(former: Former, context: RenamedContext): string {
  const { field, value, entry } = former;
  try {
    return field.remedy?.(value, entry, context) ?? moveRemedy(former);
  } catch {
    // A value of a wrong kind; the new place says of which it must be.
    return `Write '${formatPath(former.newPath)}' instead.`;
  }
}

/** Longer values are not repeated: they are moved as they are. */
const MAX_QUOTED_LENGTH = 120;

function moveRemedy({ path, newPath, value }: Former): string {
  if (value === null) return `Write '${formatPath(newPath)}' instead.`;
  const key = String(newPath.at(-1));
  const text = stringify(value, { collectionStyle: "flow", lineWidth: 0, flowCollectionPadding: false }).trim();
  const what =
    text.length <= MAX_QUOTED_LENGTH && !text.includes("\n") ? `\`${key}: ${text}\`` : `\`${key}:\` with what it holds`;
  const parent = formatPath(newPath.slice(0, -1));
  if (parent === "") return `Write ${what} at the top of the file.`;
  return parent === formatPath(path.slice(0, -1)) ? `Write ${what} in its place.` : `Write ${what} under '${parent}'.`;
}

/** Whether a finding is about the new place of an old spelling, and so follows from the old spelling. */
export function followsFromRenamed({ path, reliesOn }: Finding, { formers, data }: Renamed): boolean {
  return formers.some(
    ({ newPath, isBothWritten }) =>
      !isBothWritten &&
      (isWithin(path, newPath) ||
        (isWithin(newPath, path) && valueAt(data, path) === undefined) ||
        (reliesOn !== undefined && isWithin(newPath, reliesOn))),
  );
}
