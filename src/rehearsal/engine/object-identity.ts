/** What an object is called: its realm, its id, and the digest that everything about it derives from. */
import { createHash } from "node:crypto";
import type { Session } from "../protocol/handlers";
import { keyOf } from "../protocol/sets";
import { Dynamic, isObject, Unknown, type Value, type ValueObject } from "../protocol/value";
import type { ResourceSchema } from "../../schemas/provider-schema";
import type { World } from "../world/world";
import type { BehaviourContext, ProviderBehaviour, ResourceBehaviour } from "./behaviour";

/** Arguments that tell objects of one type apart even where they are optional. */
const NAMES = [
  "name",
  "name_prefix",
  "identifier",
  "cidr_block",
  "availability_zone",
  "tags.Name",
  "metadata.name",
  "metadata.namespace",
];

export function contextOf(world: World, session: Session, type: string, realm: string): BehaviourContext {
  return { world, session, type, realm, digest: (...words) => digest(world.seed, words) };
}

export function realmOf(provider: ProviderBehaviour, session: Session, type: string, attributes: ValueObject): string {
  return provider.resource(type)?.realm?.(session, attributes) ?? provider.realm(session, attributes);
}

/** 64 hexadecimal digits; the same for the same seed and words. */
function digest(seed: string, words: readonly string[]): string {
  return createHash("sha256")
    .update(JSON.stringify([seed, ...words]))
    .digest("hex");
}

/** The id by which the world knows the object with these attributes; undefined if they do not tell. */
export function knownId(
  schema: ResourceSchema,
  behaviour: ResourceBehaviour | undefined,
  attributes: ValueObject,
): string | undefined {
  if (!schema.attributes.id && behaviour?.identity) return identityWords(attributes, behaviour.identity).join("/");
  const name = namingAttribute(schema);
  if (name === undefined) return identityWords(attributes, required(schema)).join("/");
  const value = attributes[name];
  return typeof value === "string" ? value : undefined;
}

/** The attribute that the provider names an object by; a few types have neither an id nor another. */
function namingAttribute(schema: ResourceSchema): string | undefined {
  if (schema.attributes.id) return "id";
  if (schema.attributes.arn) return "arn";
  return Object.keys(schema.attributes).find((name) => {
    const { computed, optional, type } = schema.attributes[name] ?? {};
    return computed && !optional && type === "string" && /_(arn|id)$/.test(name);
  });
}

/**
 * The id that a new object gets, where no behaviour gives one.
 * @param isTaken whether an object has it already. @default by the world's own ids
 */
export function newId(
  context: BehaviourContext,
  schema: ResourceSchema,
  behaviour: ResourceBehaviour | undefined,
  planned: ValueObject,
  isTaken = (id: string): boolean => context.world.get(context.type, id, context.realm) !== undefined,
): string {
  if (behaviour?.identity) return cloudLikeId(context, identityWords(planned, behaviour.identity));
  const identity = identityWords(planned, [...new Set([...required(schema), ...NAMES])]);
  for (let count = 0; ; count++) {
    const words = count === 0 ? identity : [...identity, keyOf(planned), ...(count > 1 ? [String(count)] : [])];
    const candidate = cloudLikeId(context, words);
    if (!isTaken(candidate)) return candidate;
  }
}

const identityWords = (attributes: ValueObject, paths: readonly string[]): string[] =>
  paths.map((path) => keyOf(valueAt(attributes, path)));

/** Looks like a cloud's: the last word of the type and 17 hexadecimal digits, as many clouds' ids have. */
function cloudLikeId(context: BehaviourContext, words: readonly string[]): string {
  const word =
    context.type
      .split("_")
      .filter((part) => !/^v\d+$/.test(part))
      .at(-1) ?? context.type;
  return `${word}-${context.digest("id", context.type, context.realm, ...words).slice(0, 17)}`;
}

const required = (schema: ResourceSchema): string[] =>
  Object.keys(schema.attributes)
    .filter((name) => schema.attributes[name]?.required)
    .sort();

/** The value at a dotted path, into collections by their first element. */
export function valueAt(value: Value, path: string): Value {
  let found: Value = value;
  for (const name of path.split(".")) {
    if (found instanceof Dynamic) found = found.value;
    if (Array.isArray(found)) found = found[0] ?? null;
    found = isObject(found) ? (found[name] ?? null) : null;
  }
  return found instanceof Unknown ? null : found;
}
