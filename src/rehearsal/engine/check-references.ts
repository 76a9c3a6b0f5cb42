/** Holds the table of references against the world: what is named must exist, and what is in use cannot go. */
import type { Diagnostic } from "../protocol/handlers";
import { isObject, Unknown, type Value, type ValueObject } from "../protocol/value";
import type { World, WorldObject } from "../world/world";
import { diagnosticAt, type Path } from "./value-paths";
import type { ReferenceRule } from "./references";

/** What the new or changed object refers to and is not there. `verb` begins the sentence: `creating`. */
export function missingReferences(
  rules: readonly ReferenceRule[],
  world: World,
  subject: { readonly type: string; readonly realm: string; readonly attributes: ValueObject; readonly verb: string },
): readonly Diagnostic[] {
  return rules
    .filter((rule) => rule.from === subject.type)
    .flatMap((rule) =>
      valuesAt(subject.attributes, rule.path.split("."), [])
        .filter(([value]) => !isExcepted(rule, value) && !exists(rule, world, value, subject.realm))
        .map(([value, path]) => {
          const { code, message } = fillTexts(rule.missing, value, targets(rule)[0] ?? "");
          return diagnosticAt({ summary: `${subject.verb} ${subject.type}: api error ${code}: ${message}` }, path);
        }),
    );
}

/** What still refers to the object and keeps it from being deleted. */
export function remainingReferences(
  rules: readonly ReferenceRule[],
  world: World,
  object: WorldObject,
): readonly Diagnostic[] {
  return rules
    .filter((rule) => rule.inUse && targets(rule).includes(object.type))
    .flatMap((rule) => {
      const value = object.attributes[rule.attribute ?? "id"] ?? object.id;
      const user = world
        .list(rule.from)
        .find(
          (other) => other !== object && canReach(other.realm, object.realm, value) && refersTo(rule, other, value),
        );
      if (!user || !rule.inUse) return [];
      const { code, message } = fillTexts(rule.inUse, String(value), object.type);
      const detail = `It is still referred to by ${user.type} (${user.id}), in ${rule.path}.`;
      return [
        diagnosticAt({ summary: `deleting ${object.type} (${object.id}): api error ${code}: ${message}`, detail }, []),
      ];
    });
}

const targets = (rule: ReferenceRule): readonly string[] => (typeof rule.to === "string" ? [rule.to] : rule.to);

const isExcepted = (rule: ReferenceRule, value: string): boolean => {
  // A sticky or global expression keeps its place between two tests.
  if (rule.except) rule.except.lastIndex = 0;
  return rule.except?.test(value) ?? false;
};

function exists(rule: ReferenceRule, world: World, value: string, realm: string): boolean {
  return targets(rule).some((type) =>
    world
      .list(type)
      .some(
        (object) =>
          canReach(object.realm, realm, value) && (object.attributes[rule.attribute ?? "id"] ?? object.id) === value,
      ),
  );
}

const refersTo = (rule: ReferenceRule, object: WorldObject, value: Value): boolean =>
  valuesAt(object.attributes, rule.path.split("."), []).some(([held]) => held === value && !isExcepted(rule, held));

/** A region sees its account's global objects and they see it; an ARN says itself where its object is. */
function canReach(one: string, other: string, value: Value): boolean {
  if (one === other || (typeof value === "string" && value.startsWith("arn:"))) return true;
  return one.startsWith(`${other}:`) || other.startsWith(`${one}:`);
}

function fillTexts(
  words: { readonly code: string; readonly message: string },
  value: string,
  type: string,
): { code: string; message: string } {
  const fill = (text: string): string => text.replaceAll("{value}", () => value).replaceAll("{type}", () => type);
  return { code: words.code, message: fill(words.message) };
}

/** The texts at a dotted path, through every collection on the way; empty ones refer to nothing. */
function valuesAt(
  value: Value | undefined,
  names: readonly string[],
  path: Path,
): readonly (readonly [string, Path])[] {
  if (value === undefined || value === null || value instanceof Unknown) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => valuesAt(item, names, [...path, { index }]));
  const [name, ...rest] = names;
  if (isObject(value)) {
    if (name !== undefined && name in value) return valuesAt(value[name], rest, [...path, { attribute: name }]);
    // A map on the way: what is asked for may be in each of its values.
    return Object.entries(value).flatMap(([key, item]) =>
      isObject(item) || name === undefined ? valuesAt(item, names, [...path, { key }]) : [],
    );
  }
  return name === undefined && typeof value === "string" && value !== "" ? [[value, path]] : [];
}
