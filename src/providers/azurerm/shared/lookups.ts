/** Finding things in the simulated subscription. */
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import type { World, WorldObject } from "../../../rehearsal/world/world";
import { objectOf, type Value, type ValueObject } from "../../../rehearsal/protocol/value";
import { objectsOf, textOf } from "../../../rehearsal/engine/attributes";
import { EXISTING } from "../../../rehearsal/world/existing-mark";
import { armType, isWithin, lastPart, parentId, sameId } from "./arm-ids";
import { RESOURCE_IDS } from "./resource-ids";

/** Marks an object that outlives on purpose what it came from (a vault that is deleted softly): it is left when an environment is destroyed. */
export const RETAINED = "retained";

export const isRetained = ({ attributes }: WorldObject): boolean => attributes[RETAINED] === true;

/** Types whose ids are those of another object, to which they add something: the link of a subnet with its NAT gateway. */
export const isSupplement = (type: string): boolean => /^\{\w+_id\}$/.test(RESOURCE_IDS[type] ?? "");

/** The objects of a type that live. */
export const live = (world: World, type: string): readonly WorldObject[] =>
  world.list(type).filter((object) => !isRetained(object));

/** The object of that id, of whatever type. */
export const objectOfId = (world: World, id: string): WorldObject | undefined =>
  world.list().find((object) => sameId(object.id, id) && !isSupplement(object.type) && !isRetained(object));

/**
 * Whether something has that id: an object, a subnet within its network's own block, what Azure makes by itself, or that in which
 * something lies that a file names as existing.
 */
export function existsById(world: World, id: string): boolean {
  if (objectOfId(world, id) || holdsExisting(world, id)) return true;
  if (
    /\/resourceGroups\/NetworkWatcherRG(\/providers\/Microsoft\.Network\/networkWatchers\/NetworkWatcher_\w+)?$/i.test(
      id,
    )
  ) {
    return true;
  }
  if (armType(id).toLowerCase() !== "microsoft.network/virtualnetworks/subnets") return false;
  const network = objectOfId(world, parentId(id) ?? "");
  return objectsOf(network?.attributes.subnet).some(({ name }) => name === lastPart(id));
}

/** Nobody says that the group of an existing zone exists, too, or the network of a subnet. */
const holdsExisting = (world: World, id: string): boolean =>
  world.list().some((object) => object.attributes[EXISTING] === true && !isRetained(object) && isWithin(object.id, id));

/** The attribute of the object of that id. */
export const attributeOf = (world: World, id: Value | undefined, attribute: string): string | undefined =>
  typeof id === "string" ? textOf(objectOfId(world, id)?.attributes[attribute]) : undefined;

/** Adds what Azure makes by itself beside what was asked for. */
export function addCompanion(context: BehaviourContext, type: string, id: string, attributes: ValueObject): void {
  const { world, realm } = context;
  if (world.get(type, id, realm)) return;
  world.put({
    type,
    id,
    realm,
    attributes: objectOf([["id", id], ["tags", null], ...Object.entries(attributes)]),
    createdAt: new Date().toISOString(),
  });
}
