/** Refreshes and imports: what the world holds, as the provider would return it. */
import type { ApplyResponse, Diagnostic, ImportedResource } from "../protocol/handlers";
import type { ValueObject } from "../protocol/value";
import type { WorldObject } from "../world/world";
import { findInWorld } from "./apply";
import { knownId, realmOf } from "./object-identity";
import { normalObject } from "./normalize";
import { contextFor, error, hasErrors, obstacles, type SimulatedType } from "./simulated";

/** Null when it is gone. */
export async function read(subject: SimulatedType, current: ValueObject): Promise<ApplyResponse> {
  const { parts, schema, behaviour } = subject;
  const context = contextFor(subject, current);
  const id = knownId(schema, behaviour, current);
  const diagnostics = await obstacles(subject, context, "read", { id, attributes: current });
  if (hasErrors(diagnostics)) return { state: current, diagnostics };
  const found = parts.behaviour.stateOnly ? current : findInWorld(subject, current)?.attributes;
  if (!found) return { state: null, diagnostics };
  const state = normalObject(schema, found);
  behaviour?.read?.(context, state);
  return { state: normalObject(schema, state), diagnostics };
}

export async function importState(
  subject: SimulatedType,
  id: string,
): Promise<{ imported: readonly ImportedResource[]; diagnostics: readonly Diagnostic[] }> {
  const { type, schema, behaviour } = subject;
  const context = contextFor(subject, normalObject(schema, { id }));
  const obstacle = await obstacles(subject, context, "read", { id, attributes: normalObject(schema, { id }) });
  if (hasErrors(obstacle)) return { imported: [], diagnostics: obstacle };
  const object = behaviour?.import ? behaviour.import(context, id) : findById(subject, id);
  if (!object) return { imported: [], diagnostics: [...obstacle, nothingToImport(type, id)] };
  return { imported: [{ type, state: normalObject(schema, object.attributes) }], diagnostics: obstacle };
}

/** Of several objects with the id, the one where the provider looks: its own account and region, or cluster. */
function findById({ parts, session, type }: SimulatedType, id: string): WorldObject | undefined {
  return parts.world
    .list(type)
    .find((object) => object.id === id && object.realm === realmOf(parts.behaviour, session, type, object.attributes));
}

const nothingToImport = (type: string, id: string): Diagnostic =>
  error(
    "Cannot import non-existent remote object",
    `While attempting to import an existing object to "${type}", the provider detected that no object exists with the given id "${id}". Only pre-existing objects can be imported; check that the id is correct and that it is associated with the provider's configured region or endpoint, or use "terraform apply" to create a new remote object for this resource.`,
  );
