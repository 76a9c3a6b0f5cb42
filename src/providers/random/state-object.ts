/** What an import of this provider gives: attributes for the state; nothing is in the world. */
import { objectOf, type Value } from "../../rehearsal/protocol/value";
import type { WorldObject } from "../../rehearsal/world/world";

export const REALM = "random";

export const stateObject = (type: string, attributes: { readonly [name: string]: Value }): WorldObject => ({
  type,
  id: typeof attributes.id === "string" ? attributes.id : "",
  realm: REALM,
  attributes: objectOf(Object.entries(attributes)),
  createdAt: new Date().toISOString(),
});
