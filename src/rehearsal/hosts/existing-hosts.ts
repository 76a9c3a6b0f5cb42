/** The hosts that an environment file names: they are there before anything is deployed. */
import type { ExistingObjects } from "../../model/existing";
import { EXISTING } from "../world/existing-mark";
import type { World } from "../world/world";
import { HOST_TYPE } from "./simulated-host";

/** The realm of hosts: an address is one, whoever names it. */
export const HOST_REALM = "hosts";

/** What is there already stays as it is. */
export function addHosts(world: World, { things }: ExistingObjects): void {
  for (const thing of things) {
    if (thing.kind !== "host") continue;
    const { name, address, port, user } = thing;
    const id = `${address}:${port}`;
    if (world.get(HOST_TYPE, id)) continue;
    const attributes = { name, address, port, user, [EXISTING]: true, files: {}, state: {} };
    world.put({ type: HOST_TYPE, id, realm: HOST_REALM, createdAt: new Date().toISOString(), attributes });
  }
}
