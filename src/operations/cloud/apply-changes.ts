/** Changes, deletes and adds things in a simulated world, behind Terraform's back. */
import { createHash } from "node:crypto";
import { JangadaError, type Problem } from "../../errors";
import { nearest } from "../../environment/nearest";
import { isObject, objectOf, UNKNOWN, type Value, type ValueObject } from "../../rehearsal/protocol/value";
import type { ProviderBehaviour } from "../../rehearsal/engine/behaviour";
import { believableObject } from "../../rehearsal/engine/believable";
import type { BelievableTexts } from "../../rehearsal/engine/believable-texts";
import { combineHandMade } from "../../rehearsal/engine/hand-made";
import { loadSchema, schemaNames } from "../../schemas/load";
import type { ResourceSchema } from "../../schemas/provider-schema";
import type { World, WorldObject } from "../../rehearsal/world/world";
import type { Assignments, DoneChange, ObjectName, WorldChange, WorldChangeRequest } from "./changes";
import { randomChanges } from "./random-changes";
import { setAttribute } from "./set-attribute";

/** What to do to the world, checked: it cannot be refused any more. */
interface Prepared {
  readonly done: DoneChange;
  readonly before?: WorldObject;
  readonly after?: WorldObject;
}

/**
 * All of them, or none if any is wrong.
 * @throws JangadaError CLOUD_DRIFT_TYPE, CLOUD_DRIFT_OBJECT, CLOUD_DRIFT_ATTRIBUTE, CLOUD_DRIFT_VALUE, CLOUD_DRIFT_EXISTS
 */
export function applyChanges(
  world: World,
  request: WorldChangeRequest,
  providers: readonly ProviderBehaviour[],
): readonly DoneChange[] {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const prepared: Prepared[] = [];
  const drawn = request.random
    ? randomChanges(world, request.random, request.changes, combineHandMade(providers.map((one) => one.handMade)))
    : [];
  for (const change of [...request.changes, ...drawn]) {
    const key = `${change.type} ${change.id}`;
    try {
      if (seen.has(key)) throw twice(change);
      seen.add(key);
      prepared.push(prepare(world, change, providers));
    } catch (error) {
      if (!JangadaError.is(error)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new JangadaError(problems);
  for (const { before, after } of prepared) {
    if (after) world.put(after);
    else if (before) world.remove(before.type, before.id, before.realm);
  }
  return prepared.map(({ done }) => done);
}

function prepare(world: World, change: WorldChange, providers: readonly ProviderBehaviour[]): Prepared {
  const { kind, type, id } = change;
  const before = kind === "add" ? undefined : find(world, change);
  if (kind === "delete") return { done: { kind, type, id, set: {} }, ...(before ? { before } : {}) };
  const { set } = change;
  const schema = schemaOf(world, type);
  const done = { kind, type, id, set };
  if (before) return { done, before, after: { ...before, attributes: assign(schema, before.attributes, set) } };
  if (world.get(type, id)) throw exists(change);
  return { done, after: newObject(world, schema, change, set, textsOf(type, providers)) };
}

function assign(schema: ResourceSchema, attributes: ValueObject, set: Assignments): ValueObject {
  let changed = attributes;
  const problems: Problem[] = [];
  for (const [path, text] of Object.entries(set)) {
    try {
      if (/^(id|tags_all)(?![a-z_])/.test(path)) throw computed(path);
      changed = setAttribute(schema, changed, path, text);
    } catch (error) {
      if (!JangadaError.is(error)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new JangadaError(problems);
  return withAllTags(schema, attributes, changed);
}

/** A cloud holds one set of tags; the provider tells it twice, without its default tags and with them. */
function withAllTags(schema: ResourceSchema, before: ValueObject, after: ValueObject): ValueObject {
  if (!schema.attributes.tags_all || before.tags === after.tags) return after;
  const all = new Map(entries(after.tags_all));
  for (const [key] of entries(before.tags)) all.delete(key);
  for (const [key, value] of entries(after.tags)) all.set(key, value);
  return objectOf([...Object.entries(after), ["tags_all", objectOf(all)]]);
}

function entries(value: Value | undefined): readonly (readonly [string, Value])[] {
  return isObject(value) ? Object.entries(value) : [];
}

/** How the provider of a type writes. */
function textsOf(type: string, providers: readonly ProviderBehaviour[]): BelievableTexts | undefined {
  return providers.find(({ name }) => type.startsWith(`${name}_`))?.texts;
}

function newObject(
  world: World,
  schema: ResourceSchema,
  { type, id }: ObjectName,
  set: Assignments,
  texts: BelievableTexts | undefined,
): WorldObject {
  const realm = realmFor(world, type);
  const open = objectOf(
    Object.entries(schema.attributes).map(([name, { computed: isComputed, optional }]) => [
      name,
      name === "id" ? id : isComputed && !optional && name !== "tags_all" ? UNKNOWN : null,
    ]),
  );
  const given = assign(schema, open, set);
  const digest = (...words: readonly string[]): string =>
    createHash("sha256")
      .update(JSON.stringify([world.seed, ...words]))
      .digest("hex");
  const attributes = believableObject(schema, given, { type, id, realm, digest, texts });
  return { type, id, realm, attributes, createdAt: new Date().toISOString() };
}

/** Where things of the type are, else where most things of its provider are. */
function realmFor(world: World, type: string): string {
  const provider = `${type.split("_")[0]}_`;
  const alike = world.list(type);
  const near = alike.length > 0 ? alike : world.list().filter((object) => object.type.startsWith(provider));
  const counts = new Map<string, number>();
  for (const { realm } of near) counts.set(realm, (counts.get(realm) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  if (most) return most[0];
  throw new JangadaError({
    code: "CLOUD_DRIFT_EMPTY",
    message: `Nothing of the provider of ${type} exists in the simulated world: no account or cluster to add it to.`,
    remedy: "Deploy an environment into it first.",
  });
}

function find(world: World, { type, id }: ObjectName): WorldObject {
  const found = world.get(type, id);
  if (found) return found;
  const alike = world.list(type).map((object) => object.id);
  if (alike.length === 0) {
    const types = [...new Set(world.list().map((object) => object.type))];
    const meant = nearest(type, types);
    throw new JangadaError({
      code: "CLOUD_DRIFT_TYPE",
      message: `There is no ${type} in the simulated world.`,
      remedy: meant ? `Did you mean '${meant}'?` : "List what there is: jangada cloud status",
    });
  }
  const meant = nearest(id, alike);
  throw new JangadaError({
    code: "CLOUD_DRIFT_OBJECT",
    message: `There is no ${type} '${id}' in the simulated world.`,
    remedy: meant ? `Did you mean '${meant}'?` : `There are: ${alike.slice(0, 20).join(", ")}.`,
  });
}

function schemaOf(world: World, type: string): ResourceSchema {
  const provider = type.split("_")[0] ?? "";
  const schema = schemaNames().includes(provider) ? loadSchema(provider).resources[type] : undefined;
  if (schema) return schema;
  const known = schemaNames().flatMap((name) => (name === provider ? Object.keys(loadSchema(name).resources) : []));
  const meant = nearest(type, [...new Set([...world.list().map((object) => object.type), ...known])]);
  throw new JangadaError({
    code: "CLOUD_DRIFT_TYPE",
    message: `No provider has a resource type '${type}' that could be written to.`,
    remedy: meant ? `Did you mean '${meant}'?` : `Providers are: ${schemaNames().join(", ")}.`,
  });
}

const twice = ({ type, id }: ObjectName): JangadaError =>
  new JangadaError({ code: "CLOUD_DRIFT_VALUE", message: `${type} '${id}' is named twice.` });

const exists = ({ type, id }: ObjectName): JangadaError =>
  new JangadaError({
    code: "CLOUD_DRIFT_EXISTS",
    message: `There is a ${type} '${id}' already.`,
    remedy: "Change it with --change, or choose another id.",
  });

const computed = (path: string): JangadaError =>
  new JangadaError({
    code: "CLOUD_DRIFT_VALUE",
    message: `'${path}' is what the cloud makes of the rest.`,
    ...(path.startsWith("tags_all") ? { remedy: "Set 'tags' instead." } : {}),
  });
