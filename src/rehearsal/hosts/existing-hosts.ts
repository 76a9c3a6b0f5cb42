/** The hosts that an environment file names: they are there before anything is deployed. */
import type { ExistingObjects } from "../../model/existing";
import { isObject } from "../protocol/value";
import { EXISTING } from "../world/existing-mark";
import type { World } from "../world/world";
import { HOST_TYPE } from "./simulated-host";

/** The realm of hosts: an address is one, whoever names it. */
export const HOST_REALM = "hosts";

/** What is on a host that is there already stays as it is; who it is, and who comes in, is as the file says now. */
export function addHosts(world: World, { things }: ExistingObjects): void {
  for (const thing of things) {
    if (thing.kind !== "host") continue;
    const { name, address, port, user, seenTo = [] } = thing;
    const id = `${address}:${port}`;
    const there = world.get(HOST_TYPE, id, HOST_REALM);
    const files = there?.attributes["files"] ?? {};
    const state = isObject(there?.attributes["state"]) ? there.attributes["state"] : {};
    const attributes = { name, address, port, user, [EXISTING]: true, files, state: { ...state, seenTo: [...seenTo] } };
    if (there && JSON.stringify(there.attributes) === JSON.stringify(attributes)) continue;
    const createdAt = there?.createdAt ?? new Date().toISOString();
    world.put({ type: HOST_TYPE, id, realm: HOST_REALM, createdAt, attributes });
  }
}
