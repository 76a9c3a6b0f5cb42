/** Finding things in the simulated account, and what AWS does there by itself. */
import { objectOf, type Value } from "../../../rehearsal/protocol/value";
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import type { WorldObject } from "../../../rehearsal/world/world";
import { textOf, withAttributes } from "../../../rehearsal/engine/attributes";
import { aroundOf } from "./surroundings";

/**
 * Marks what outlives what it came from on purpose (a final snapshot, a secret that waits for its deletion): an
 * environment is gone although it is there.
 */
export const RETAINED = "retained";

const isRetained = (object: WorldObject): boolean => object.attributes[RETAINED] === true;

/** The objects of a type that the context's account and region see, without those that are only kept. */
export function here(context: BehaviourContext, type: string): readonly WorldObject[] {
  return context.world.list(type).filter((object) => near(object.realm, context.realm) && !isRetained(object));
}

/** What is only kept: snapshots, scheduled deletions. */
export function kept(context: BehaviourContext, type: string): readonly WorldObject[] {
  return context.world.list(type).filter((object) => near(object.realm, context.realm) && isRetained(object));
}

/** The object whose attribute has that value. */
export function find(
  context: BehaviourContext,
  type: string,
  attribute: string,
  value: Value | undefined,
): WorldObject | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  return here(context, type).find(
    (object) => (attribute === "id" ? object.id : object.attributes[attribute]) === value,
  );
}

/** The attribute of the object with that id. */
export function attributeOf(
  context: BehaviourContext,
  type: string,
  id: Value | undefined,
  attribute: string,
): string | undefined {
  return textOf(find(context, type, "id", id)?.attributes[attribute]);
}

/** Another object of the same type for which all these attributes are the same. */
export function twinOf(
  context: BehaviourContext,
  state: { readonly [name: string]: Value },
  attributes: readonly string[],
): WorldObject | undefined {
  return here(context, context.type).find(
    (object) =>
      object.id !== state.id && attributes.every((name) => (object.attributes[name] ?? null) === (state[name] ?? null)),
  );
}

/** Changes an object behind Terraform's back, as the cloud does. */
export function change(
  context: BehaviourContext,
  object: WorldObject,
  changes: { readonly [name: string]: Value },
): void {
  context.world.put({ ...object, attributes: withAttributes(object.attributes, changes) });
}

/** Something that AWS makes by itself beside what it was asked for. What is there already stays as it is. */
export function bring(
  context: BehaviourContext,
  type: string,
  id: string,
  attributes: { readonly [name: string]: Value },
  realm = context.realm,
): void {
  if (context.world.get(type, id, realm)) return;
  const own = objectOf([
    ["id", id],
    ["region", aroundOf(context).region],
    ["tags", null],
    ["tags_all", objectOf()],
    ...Object.entries(attributes),
  ]);
  context.world.put({ type, id, realm, attributes: own, createdAt: new Date().toISOString() });
}

/** Takes away what AWS made by itself. */
export function take(context: BehaviourContext, type: string, id: Value | undefined): void {
  if (typeof id === "string" && context.world.get(type, id, context.realm)) {
    context.world.remove(type, id, context.realm);
  }
}

/** A region sees its account's global objects, and they see it. */
function near(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}:`) || other.startsWith(`${one}:`);
}
