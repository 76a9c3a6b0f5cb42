/** What is in a simulated world under an environment's tags, and in no state. */
import * as path from "node:path";
import type { Facts } from "../../model/resource-facts";
import { isObject } from "../../rehearsal/protocol/value";
import { DiskWorld } from "../../rehearsal/world/disk-world";
import type { WorldObject } from "../../rehearsal/world/world";
import { ownedObjects } from "../cloud/owners";
import type { Unmanaged, UnmanagedObject } from "./drift-result";

/**
 * @param stateDirectory the folder of the simulated deployments' states, beside that of the world; undefined with real clouds
 */
export function findUnmanaged(
  environments: readonly string[],
  stateDirectory: string | undefined,
  facts: Pick<Facts, "madeByCloud">,
): Unmanaged {
  if (stateDirectory === undefined) {
    return {
      state: "unchecked",
      reason:
        "In real clouds it is not looked for what no state knows: that takes the right to list everything in the account.",
    };
  }
  try {
    return unmanagedIn(environments, stateDirectory, facts);
  } catch (error) {
    return {
      state: "unchecked",
      reason: `The states or the world of the simulated clouds cannot be read: ${String(error)}`,
    };
  }
}

function unmanagedIn(
  environments: readonly string[],
  stateDirectory: string,
  { madeByCloud }: Pick<Facts, "madeByCloud">,
): Unmanaged {
  // What is known of a type is said before what may be said of any.
  const makers = [...madeByCloud.filter(({ type }) => type), ...madeByCloud.filter(({ type }) => !type)];
  const owned = ownedObjects(stateDirectory);
  const ids = new Set(owned.flatMap(({ type, id, arn }) => [`${type} ${id}`, ...(arn ? [`${type} ${arn}`] : [])]));
  const world = DiskWorld.peek(path.join(path.dirname(stateDirectory), "world"));
  const objects: UnmanagedObject[] = [];
  const known: (UnmanagedObject & { rule: string; reason: string })[] = [];
  for (const object of world) {
    const environment = tagsOf(object.attributes)["environment"];
    const isOwned = [object.id, text(object.attributes["arn"])].some((id) => ids.has(`${object.type} ${id ?? ""}`));
    if (environment === undefined || !environments.includes(environment) || isOwned) continue;
    const found = describe(object, environment);
    const maker = makers.find(({ type, matches }) => (type === undefined || type === object.type) && matches(object));
    if (maker) known.push({ ...found, rule: maker.name, reason: maker.reason });
    else objects.push(found);
  }
  return { state: "checked", objects, known };
}

function describe({ type, id, realm, attributes }: WorldObject, environment: string): UnmanagedObject {
  const name = tagsOf(attributes)["Name"] ?? text(attributes["name"]) ?? text(attributes["identifier"]);
  return { environment, type, id, realm, ...(name && name !== id ? { name } : {}) };
}

function tagsOf(attributes: WorldObject["attributes"]): Readonly<Record<string, string>> {
  const tags = [attributes["tags"], attributes["tags_all"]].flatMap((value) =>
    isObject(value) ? Object.entries(value) : [],
  );
  return Object.fromEntries(tags.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
