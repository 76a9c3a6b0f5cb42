/**
 * What stays of a server that was deleted: its backups, for five days, in which it can be revived
 * (learn.microsoft.com/azure/postgresql/flexible-server/how-to-restore-dropped-server).
 */
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import { withAttributes } from "../../../rehearsal/engine/attributes";
import type { World, WorldObject } from "../../../rehearsal/world/world";
import { sameId } from "../shared/arm-ids";
import { RETAINED } from "../shared/lookups";

const TYPE = "azurerm_postgresql_flexible_server";

/** Of the backups of the server that had this id. */
export const droppedId = (id: string): string => id.replace(/\/flexibleServers\//i, "/deletedFlexibleServers/");

export const droppedServer = (world: World, id: string): WorldObject | undefined =>
  world.list(TYPE).find((object) => sameId(object.id, droppedId(id)));

/** A replica has no backups of its own. */
export function keepBackups({ world }: BehaviourContext, object: WorldObject): void {
  if (object.attributes.create_mode === "Replica") return;
  const id = droppedId(object.id);
  world.put({ ...object, id, attributes: withAttributes(object.attributes, { id, [RETAINED]: true }) });
}

/** A server of the same name: nobody revives the one before it any more. */
export function forgetBackups({ world }: BehaviourContext, { id }: WorldObject): void {
  const dropped = droppedServer(world, id);
  if (dropped) world.remove(dropped.type, dropped.id, dropped.realm);
}
