/** How data sources find things in the simulated account. */
import { matchesGlob } from "../../../model/glob";
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import { isObject, objectOf, type Value, type ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext, DataSourceBehaviour } from "../../../rehearsal/engine/behaviour";
import type { WorldObject } from "../../../rehearsal/world/world";
import { failure, objectsOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { objectsInRealm } from "../shared/lookups";

export type Read = DataSourceBehaviour["read"];
type Values = { readonly [name: string]: Value };

/** The configuration with what was read. */
export const readResult = (config: ValueObject, values: Values): { state: ValueObject } => ({
  state: objectOf([...Object.entries(config), ...Object.entries(values)]),
});

export const readFailure = (summary: string): { diagnostics: readonly Diagnostic[] } => ({
  diagnostics: [failure(summary)],
});

/** An argument or filter, and the attribute it means; the name alone if they are the same. */
export interface Search {
  readonly type: string;
  /** Arguments that narrow the search, by the attributes that they are compared with. */
  readonly by: { readonly [argument: string]: string };
  /** EC2's names of filters that are no attribute's: `group-id` of a security group is its id. */
  readonly filters?: { readonly [filter: string]: string };
}

export function findMatching(context: BehaviourContext, config: ValueObject, search: Search): readonly WorldObject[] {
  return objectsInRealm(context, search.type).filter(
    (object) =>
      Object.entries(search.by).every(([argument, attribute]) =>
        matchesArgument(config[argument], attributeOf(object, attribute)),
      ) &&
      hasTags(object, config.tags) &&
      objectsOf(config.filter).every((filter) => passesFilter(object, filter, search)),
  );
}

const attributeOf = (object: WorldObject, name: string): Value =>
  name === "id" ? object.id : (object.attributes[name] ?? null);

const matchesArgument = (asked: Value | undefined, held: Value): boolean =>
  asked === null || asked === undefined || asked === "" || asked === held;

export function tagsOf(object: WorldObject): ValueObject {
  const { tags_all: all, tags } = object.attributes;
  if (isObject(all ?? null) && Object.keys(all as ValueObject).length > 0) return all as ValueObject;
  return isObject(tags ?? null) ? (tags as ValueObject) : objectOf();
}

const hasTags = (object: WorldObject, asked: Value | undefined): boolean =>
  !isObject(asked) || Object.entries(asked).every(([key, value]) => tagsOf(object)[key] === value);

/** EC2's filters: `vpc-id`, `tag:Name`, `tag-key`; with `*` and `?` in their values. */
function passesFilter(object: WorldObject, filter: ValueObject, search: Search): boolean {
  const name = textOf(filter.name) ?? "";
  const patterns = textsOf(filter.values);
  const matches = (value: Value | undefined): boolean =>
    value !== undefined && value !== null && patterns.some((pattern) => matchesGlob(pattern, String(value)));
  if (name.startsWith("tag:")) return matches(tagsOf(object)[name.slice(4)]);
  if (name === "tag-key") return Object.keys(tagsOf(object)).some(matches);
  return matches(attributeOf(object, search.filters?.[name] ?? name.replaceAll(/[-.]/g, "_")));
}

/** How a single thing is read. */
export interface SingleSearch extends Search {
  /** The error message when nothing matches; `{}` stands for the values that were searched for. */
  readonly missing: string;
  readonly values?: (object: WorldObject, context: BehaviourContext) => Values;
}

export function singleDataSource(search: SingleSearch): DataSourceBehaviour {
  return {
    read: (context, config) => {
      const [object, ...others] = findMatching(context, config, search);
      if (!object) return readFailure(search.missing.replace("{}", () => searchedFor(config, search)));
      if (others.length > 0) {
        return readFailure("multiple results matched; use additional constraints to reduce matches to a single one");
      }
      return readResult(config, {
        ...commonAttributes(object, config),
        id: object.id,
        ...search.values?.(object, context),
      });
    },
  };
}

const searchedFor = (config: ValueObject, { by }: Search): string =>
  Object.keys(by)
    .flatMap((name) => textOf(config[name]) ?? [])
    .join(", ");

/** The object's values of all attributes that the data source also has, except those set in the configuration. */
export function commonAttributes(object: WorldObject, config: ValueObject): { [name: string]: Value } {
  const entries = Object.keys(config)
    .filter((name) => name in object.attributes && (config[name] === null || name === "tags"))
    .map((name) => [name, object.attributes[name] ?? null] as const);
  return { ...Object.fromEntries(entries), ...("tags" in config ? { tags: tagsOf(object) } : {}) };
}

/** Lists of everything that matches: one list an attribute of the data source. */
export function listDataSource(
  search: Search,
  lists: { readonly [attribute: string]: (object: WorldObject) => Value },
): DataSourceBehaviour {
  return {
    read: (context, config) => {
      const objects = findMatching(context, config, search);
      const values = Object.entries(lists).map(([attribute, of]) => [attribute, objects.map(of)] as const);
      return readResult(config, { id: context.realm.split(":").at(-1) ?? "", ...Object.fromEntries(values) });
    },
  };
}

export const idOf = (object: WorldObject): string => object.id;
export const attributeGetter =
  (attribute: string) =>
  (object: WorldObject): Value =>
    object.attributes[attribute] ?? null;
