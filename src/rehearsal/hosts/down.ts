/** A host that is switched off: its state in the world says so, and nobody reaches it. */
import { isObject } from "../protocol/value";
import type { WorldObject } from "../world/world";

/** Of a host's state, in the world: `true` switches it off. */
export const DOWN = "down";

export function isDown({ attributes }: WorldObject): boolean {
  const { state } = attributes;
  return isObject(state) && state[DOWN] === true;
}
