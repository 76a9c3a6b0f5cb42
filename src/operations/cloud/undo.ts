/**
 * A Terraform that is killed between a cloud's answer and its own note of it leaves something that no state holds. Real clouds
 * keep that, and it has to be found and taken in. The simulated ones are told to undo it, so that what is rehearsed goes on.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { JangadaError } from "../../errors";
import type { World, WorldObject } from "../../rehearsal/world/world";
import { findCloud, recordFile } from "./cloud";
import { ownedObjects } from "./owners";

export interface UndoRequest {
  /** RFC 3339: what was made before is not touched. */
  readonly since: string;
  /** Types of which something was being made. */
  readonly types: readonly string[];
}

/**
 * @param begun what was begun
 * @returns what was undone, as `type/id`; undefined if that has to wait: for the simulated clouds, or for a state to be restored
 */
export async function undoUnowned(
  { startedAt }: { readonly startedAt: string },
  begun: readonly { readonly address: string; readonly action: string }[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<readonly string[] | undefined> {
  const states = env["JANGADA_STATE_DIRECTORY"];
  const types = [...new Set(begun.filter(({ action }) => action === "create").map(({ address }) => typeIn(address)))];
  // The clouds of a rehearsal end with it; only those in the background outlive a Terraform.
  if (!states || types.length === 0 || !fs.existsSync(recordFile(path.dirname(states)))) return [];
  const cloud = await findCloud(path.dirname(states));
  if (!cloud) return undefined;
  // It loads what every change of a world needs; most runs need none of it.
  const control = require("./control") as typeof import("./control");
  try {
    return await control.askUndo(cloud, { since: startedAt, types });
  } catch (error) {
    // While a state is damaged nobody can say what it owns; the verb itself tells how it is restored, and comes back.
    if (JangadaError.is(error) && error.code === "STATE_BROKEN") return undefined;
    throw error;
  }
}

/** `module.x.random_pet.name["a"]` is a `random_pet`. */
function typeIn(address: string): string {
  const own = address.replace(/^(module\.[^.[]+(\[[^\]]*\])?\.)+/, "");
  return own.split(".")[0] ?? "";
}

/**
 * Takes away what was made since then, is of one of the types and is in no state; and what came along with it.
 * @param states the folder of the states
 */
export function undo(world: World, states: string, { since, types }: UndoRequest): readonly string[] {
  const owned = new Set(ownedObjects(states).map(({ type, id }) => `${type} ${id}`));
  const from = Date.parse(since);
  const free = world
    .list()
    .filter(({ type, id, createdAt }) => Date.parse(createdAt) >= from && !owned.has(`${type} ${id}`));
  const undone: WorldObject[] = [];
  const remove = (object: WorldObject): void => {
    undone.push(object);
    world.remove(object.type, object.id, object.realm);
  };
  for (const object of free) if (types.includes(object.type)) remove(object);
  for (const object of free) {
    const text = JSON.stringify(object.attributes);
    if (!undone.includes(object) && undone.some(({ id }) => id.length > 3 && text.includes(id))) remove(object);
  }
  return undone.map(({ type, id }) => `${type}/${id}`);
}
