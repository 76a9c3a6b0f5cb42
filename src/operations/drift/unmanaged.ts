/** What is in a simulated world under an environment's tags, and in no state. */
import * as path from "node:path";
import { isObject } from "../../rehearsal/protocol/value";
import { DiskWorld } from "../../rehearsal/world/disk-world";
import type { WorldObject } from "../../rehearsal/world/world";
import { ownedObjects } from "../cloud/owners";
import type { Unmanaged, UnmanagedObject } from "./drift-result";

interface MadeByCloud {
  readonly name: string;
  readonly reason: string;
  readonly is: (object: WorldObject) => boolean;
}

/** What the clouds make by themselves, or leave behind by design. The first that knows an object is named. */
export const MADE_BY_CLOUDS: readonly MadeByCloud[] = [
  {
    name: "default-of-network",
    reason: "AWS makes a default security group, route table and network ACL with every VPC.",
    is: ({ attributes }) => text(attributes["default_of"]) !== undefined,
  },
  {
    name: "cluster-security-group",
    reason: "EKS makes a security group for every cluster.",
    is: ({ type, attributes }) =>
      type === "aws_security_group" &&
      (text(attributes["made_by"]) !== undefined || /^eks-cluster-sg-/.test(text(attributes["name"]) ?? "")),
  },
  {
    name: "managed-secret",
    reason: "RDS keeps the administrator's password in a secret of its own.",
    is: ({ type, id }) => type === "aws_secretsmanager_secret" && /(^|:)rds!/.test(id),
  },
  {
    name: "kept-by-design",
    reason: "A final snapshot or backup outlives what it is of.",
    is: ({ attributes }) => attributes["retained"] === true,
  },
  {
    name: "made-by-service",
    reason: "A service of AWS made it, and says so in its tags.",
    is: ({ attributes }) => Object.keys(tagsOf(attributes)).some((key) => /^(aws|eks):/.test(key)),
  },
];

/**
 * @param stateDirectory the folder of the simulated deployments' states, beside that of the world; undefined with real clouds
 */
export function findUnmanaged(environments: readonly string[], stateDirectory: string | undefined): Unmanaged {
  if (stateDirectory === undefined) {
    return {
      state: "unchecked",
      reason:
        "In real clouds it is not looked for what no state knows: that takes the right to list everything in the account.",
    };
  }
  try {
    return lookThrough(environments, stateDirectory);
  } catch (error) {
    return {
      state: "unchecked",
      reason: `The states or the world of the simulated clouds cannot be read: ${String(error)}`,
    };
  }
}

function lookThrough(environments: readonly string[], stateDirectory: string): Unmanaged {
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
    const maker = MADE_BY_CLOUDS.find(({ is }) => is(object));
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
