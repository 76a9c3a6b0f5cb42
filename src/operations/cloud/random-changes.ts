/** Draws plausible changes of a simulated world: what people and other programs do to a cloud by hand. */
import { createHash } from "node:crypto";
import { JangadaError } from "../../errors";
import { isObject } from "../../rehearsal/protocol/value";
import type { World, WorldObject } from "../../rehearsal/world/world";
import type { Assignments, HandMadeChanges } from "../../rehearsal/engine/hand-made";
import type { ObjectName, WorldChange } from "./changes";

export function randomChanges(
  world: World,
  { count, seed }: { readonly count: number; readonly seed: string },
  taken: readonly ObjectName[],
  handMade: Required<HandMadeChanges>,
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
    const change = draw(world, pick, handMade);
    if (!change || names.has(nameOf(change))) continue;
    names.add(nameOf(change));
    drawn.push(change);
  }
  return drawn;
}

/** Six times in ten a change, twice each a deletion and an addition. */
function draw(
  world: World,
  pick: Pick,
  { changes, deletions, additions }: Required<HandMadeChanges>,
): WorldChange | undefined {
  const kind = pick(10);
  if (kind < 6) {
    const possible = changes.filter(({ type }) => world.list(type).length > 0);
    const rule = possible[pick(possible.length)];
    const object = rule && one(world, rule.type, pick);
    return object && rule && { kind: "change", type: object.type, id: object.id, set: rule.set(object) };
  }
  if (kind < 8) {
    const possible = deletions.filter((type) => world.list(type).length > 0);
    const object = one(world, possible[pick(possible.length)] ?? "", pick);
    return object && { kind: "delete", type: object.type, id: object.id };
  }
  const rule = additions[pick(additions.length)];
  const tags = environmentTags(world);
  if (!rule || !tags) return undefined;
  const id = `${rule.idPrefix}${pick.digest.slice(0, 16)}`;
  const name = `${rule.set.name}-${pick.digest.slice(0, 6)}`;
  return { kind: "add", type: rule.type, id, set: { ...rule.set, name, ...tags } };
}

/** Something that was changed by a definition of the platform's own stays as it is. */
function one(world: World, type: string, pick: Pick): WorldObject | undefined {
  const objects = world.list(type).filter(({ attributes }) => !attributes.default_of && !attributes.made_by);
  return objects[pick(objects.length)];
}

function environmentTags(world: World): Assignments | undefined {
  for (const { attributes } of world.list()) {
    const tags = attributes.tags_all;
    if (isObject(tags ?? null) && typeof (tags as { environment?: unknown }).environment === "string") {
      return { "tags.environment": String((tags as { environment?: unknown }).environment) };
    }
  }
  return undefined;
}

const nameOf = ({ type, id }: ObjectName): string => `${type} ${id}`;

interface Pick {
  /** From 0 to below the limit; each call the next number. */
  (limit: number): number;
  readonly digest: string;
}

function dice(seed: string, turn: number): Pick {
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
