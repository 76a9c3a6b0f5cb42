/** Draws plausible changes of a simulated world: what people and other programs do to a cloud by hand. */
import { createHash } from "node:crypto";
import { JangadaError } from "../../errors";
import type { Facts } from "../../model/resource-facts";
import { isObject } from "../../rehearsal/protocol/value";
import type { WorldObject } from "../../rehearsal/world/world";
import type { Assignments, ObjectName, WorldChange } from "./changes";

/** What there is to draw from. */
export type DrawFrom = Pick<Facts, "changedByHand" | "deletedByHand" | "addedByHand">;

/** @param objects the world; the same objects, facts and seed draw the same */
export function randomChanges(
  objects: readonly WorldObject[],
  { count, seed, facts }: { readonly count: number; readonly seed: string; readonly facts: DrawFrom },
  taken: readonly ObjectName[],
): readonly WorldChange[] {
  if (!Number.isSafeInteger(count) || count < 1 || count > 100) {
    throw new JangadaError({
      code: "CLOUD_DRIFT_USAGE",
      message: `--random takes a number from 1 to 100, not '${count}'.`,
    });
  }
  const names = new Set(taken.map(nameOf));
  const drawn: WorldChange[] = [];
  for (let turn = 0; drawn.length < count && turn < count * 20; turn++) {
    const pick = dice(seed, turn);
    const change = draw(objects, facts, pick);
    if (!change || names.has(nameOf(change))) continue;
    names.add(nameOf(change));
    drawn.push(change);
  }
  return drawn;
}

/** Six times in ten a change, twice each a deletion and an addition. */
function draw(objects: readonly WorldObject[], facts: DrawFrom, pick: Dice): WorldChange | undefined {
  const kind = pick(10);
  const isThere = (type: string): boolean => objects.some((object) => object.type === type);
  if (kind < 6) {
    const possible = facts.changedByHand.filter(({ type }) => isThere(type));
    const rule = possible[pick(possible.length)];
    const object = rule && one(objects, rule.type, pick);
    return object && rule && { kind: "change", type: object.type, id: object.id, set: rule.set(object) };
  }
  if (kind < 8) {
    const possible = facts.deletedByHand.filter(isThere);
    const object = one(objects, possible[pick(possible.length)] ?? "", pick);
    return object && { kind: "delete", type: object.type, id: object.id };
  }
  const rule = facts.addedByHand[pick(facts.addedByHand.length)];
  const tags = environmentTags(objects);
  if (!rule || !tags) return undefined;
  const id = `${rule.prefix}${pick.digest.slice(0, 16)}`;
  const name = `${rule.set.name}-${pick.digest.slice(0, 6)}`;
  return { kind: "add", type: rule.type, id, set: { ...rule.set, name, ...tags } };
}

/** Something that was changed by a definition of the platform's own stays as it is. */
function one(world: readonly WorldObject[], type: string, pick: Dice): WorldObject | undefined {
  const objects = world.filter(
    (object) => object.type === type && !object.attributes.default_of && !object.attributes.made_by,
  );
  return objects[pick(objects.length)];
}

function environmentTags(objects: readonly WorldObject[]): Assignments | undefined {
  for (const { attributes } of objects) {
    const tags = attributes.tags_all;
    if (isObject(tags ?? null) && typeof (tags as { environment?: unknown }).environment === "string") {
      return { "tags.environment": String((tags as { environment?: unknown }).environment) };
    }
  }
  return undefined;
}

const nameOf = ({ type, id }: ObjectName): string => `${type} ${id}`;

interface Dice {
  /** From 0 to below the limit; each call the next number. */
  (limit: number): number;
  readonly digest: string;
}

function dice(seed: string, turn: number): Dice {
  const digest = createHash("sha256")
    .update(JSON.stringify(["drift", seed, turn]))
    .digest("hex");
  let position = 0;
  const pick = (limit: number): number => {
    position = (position + 6) % 54;
    return limit < 1 ? 0 : Number.parseInt(digest.slice(position, position + 6), 16) % limit;
  };
  return Object.assign(pick, { digest });
}
