/** Finding things in the simulated account, and what AWS does there by itself. */
import { objectOf, type Value } from "../../../rehearsal/protocol/value";
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import type { WorldObject } from "../../../rehearsal/world/world";
import { textOf, withAttributes } from "../../../rehearsal/engine/attributes";
import { locationOf } from "./location";

/**
 * Marks an object that outlives on purpose what it came from (a final snapshot, a secret scheduled for deletion): it does not
 * count when a rehearsal checks that an environment was destroyed completely.
 */
export const RETAINED = "retained";

const isRetained = (object: WorldObject): boolean => object.attributes[RETAINED] === true;

/** The live objects of a type in the context's account and region, and the account's global ones. Retained objects are left out. */
export function objectsInRealm(context: BehaviourContext, type: string): readonly WorldObject[] {
  return context.world.list(type).filter((object) => realmsOverlap(object.realm, context.realm) && !isRetained(object));
}

/** Objects that outlive what they came from: final snapshots, secrets scheduled for deletion. */
export function retainedObjects(context: BehaviourContext, type: string): readonly WorldObject[] {
  return context.world.list(type).filter((object) => realmsOverlap(object.realm, context.realm) && isRetained(object));
}

/** The object whose attribute has that value. */
export function findByAttribute(
  context: BehaviourContext,
  type: string,
  attribute: string,
  value: Value | undefined,
): WorldObject | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  return objectsInRealm(context, type).find(
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
  return textOf(findByAttribute(context, type, "id", id)?.attributes[attribute]);
}

/** Another object of the same type for which all these attributes are the same. */
export function findDuplicate(
  context: BehaviourContext,
  state: { readonly [name: string]: Value },
  attributes: readonly string[],
): WorldObject | undefined {
  return objectsInRealm(context, context.type).find(
    (object) =>
      object.id !== state.id && attributes.every((name) => (object.attributes[name] ?? null) === (state[name] ?? null)),
  );
}

/** Changes an object behind Terraform's back, as the cloud does. */
export function changeObject(
  context: BehaviourContext,
  object: WorldObject,
  changes: { readonly [name: string]: Value },
): void {
  context.world.put({ ...object, attributes: withAttributes(object.attributes, changes) });
}

/** Adds an object that AWS creates by itself beside the requested one, such as a VPC's default security group. An existing one is left unchanged. */
export function addCompanion(
  context: BehaviourContext,
  type: string,
  id: string,
  attributes: { readonly [name: string]: Value },
  realm = context.realm,
): void {
  if (context.world.get(type, id, realm)) return;
  const complete = objectOf([
    ["id", id],
    ["region", locationOf(context).region],
    ["tags", null],
    ["tags_all", objectOf()],
    ...Object.entries(attributes),
  ]);
  context.world.put({ type, id, realm, attributes: complete, createdAt: new Date().toISOString() });
}

/** Removes an object that AWS created by itself; does nothing where there is none. */
export function removeCompanion(context: BehaviourContext, type: string, id: Value | undefined): void {
  if (typeof id === "string" && context.world.get(type, id, context.realm)) {
    context.world.remove(type, id, context.realm);
  }
}

/** Whether objects of the two realms can refer to each other: the same realm, or a region and its own account's global objects. */
function realmsOverlap(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}:`) || other.startsWith(`${one}:`);
}
