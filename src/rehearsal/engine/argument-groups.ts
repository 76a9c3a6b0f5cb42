/** The facts about arguments together: which may not, and which must, stand beside each other. */
import type { Diagnostic } from "../protocol/handlers";
import { isObject, Unknown, type Value, type ValueObject } from "../protocol/value";
import type { ResourceSchema } from "../../schemas/provider-schema";
import { nestedIn, objectsOf, type Container } from "./attribute-container";
import { diagnosticAt, type Path } from "./value-paths";
import type { Wording } from "./diagnostic-wording";

type Groups = Pick<ResourceSchema, "conflicts" | "exactlyOneOf" | "atLeastOneOf" | "requiredWith">;

/** Problems with the combination of arguments: conflicting ones, missing ones of a group, more than one where one is allowed. */
export function groupProblems(
  groups: Groups,
  container: Container,
  config: ValueObject,
  wording: Wording,
): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  const each = (of: readonly (readonly string[])[] | undefined, check: (group: Group) => void): void => {
    for (const paths of of ?? []) for (const group of groupInstances(paths, container, config)) check(group);
  };
  each(groups.conflicts, (group) => {
    const [first, ...others] = group.members.filter(({ state }) => state === "set");
    for (const other of others)
      if (first) problems.push(diagnosticAt(wording.conflict(first.name, other.name), first.path));
  });
  each(groups.exactlyOneOf, (group) => problems.push(...exactlyOne(group, wording)));
  // The facts list an "exactly one" as an "at least one" too.
  const exact = new Set(groups.exactlyOneOf?.map(String));
  const atLeast = groups.atLeastOneOf?.filter((paths) => !exact.has(String(paths)));
  each(atLeast, ({ members, names, at }) => {
    if (members.every(({ state }) => state === "unset")) {
      problems.push(diagnosticAt(wording.noneOfAtLeast(names[0] ?? "", names), at));
    }
  });
  each(groups.requiredWith, ({ members, names }) => {
    const [first, ...rest] = members;
    if (first?.state === "set" && rest.some(({ state }) => state === "unset")) {
      problems.push(diagnosticAt(wording.requires(first.name, [...names].sort()), first.path));
    }
  });
  return problems;
}

function exactlyOne({ members, names, at }: Group, wording: Wording): readonly Diagnostic[] {
  const set = members.filter(({ state }) => state === "set");
  if (set.length > 1) {
    const given = set.map(({ name }) => name);
    return set.map(({ name, path }) => diagnosticAt(wording.severalOf(name, names, given), path));
  }
  const none = members.every(({ state }) => state === "unset");
  return none ? [diagnosticAt(wording.noneOf(names[0] ?? "", names), at)] : [];
}

interface Member {
  readonly name: string;
  readonly path: Path;
  readonly state: "set" | "unset" | "unknown";
}

interface Group {
  readonly names: readonly string[];
  readonly members: readonly Member[];
  /** Path of the block that contains the group: problems of the whole group are reported there. */
  readonly at: Path;
}

/** A group inside a block is checked in each such block, and not at all where there is none. */
function groupInstances(paths: readonly string[], container: Container, config: ValueObject): readonly Group[] {
  const split = paths.map((path) => path.split("."));
  let shared = 0;
  while (split.every((names) => names.length > shared + 1 && names[shared] === split[0]?.[shared])) shared++;
  const holders = blocksHolding((split[0] ?? []).slice(0, shared), container, config, []);
  return holders.map((holder) => ({
    names: paths,
    at: holder.path,
    members: split.map((names, index) => ({
      name: paths[index] ?? "",
      path: [...holder.path, { attribute: names[shared] ?? "" }],
      state: stateOf(names.slice(shared), holder.container, holder.object),
    })),
  }));
}

interface Holder {
  readonly container: Container;
  readonly object: ValueObject;
  readonly path: Path;
}

function blocksHolding(
  names: readonly string[],
  container: Container,
  object: ValueObject,
  path: Path,
): readonly Holder[] {
  const [name, ...rest] = names;
  if (name === undefined) return [{ container, object, path }];
  const held = nestedIn(container, name);
  if (!held) return [];
  return objectsOf(held.nesting, object[name]).flatMap(([place, inner]) => {
    const step: Path = place === null ? [] : [typeof place === "number" ? { index: place } : { key: place }];
    return blocksHolding(rest, held.container, inner, [...path, { attribute: name }, ...step]);
  });
}

function stateOf(names: readonly string[], container: Container, object: ValueObject): Member["state"] {
  const [name = "", ...rest] = names;
  const value = object[name] ?? null;
  if (value instanceof Unknown) return "unknown";
  if (value === null) return "unset";
  const held = nestedIn(container, name);
  if (rest.length > 0 && held) {
    const states = objectsOf(held.nesting, value).map(([, inner]) => stateOf(rest, held.container, inner));
    return states.find((state) => state === "set") ?? states.find((state) => state === "unknown") ?? "unset";
  }
  // A block that is not there is an empty collection; an argument may be one on purpose.
  if (name in container.blocks && isEmpty(value)) return "unset";
  return "set";
}

const isEmpty = (value: Value): boolean =>
  (Array.isArray(value) && value.length === 0) || (isObject(value) && Object.keys(value).length === 0);
