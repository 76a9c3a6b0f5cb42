/** Draws plausible changes of a simulated world: what people and other programs do to a cloud by hand. */
import { createHash } from "node:crypto";
import { JangadaError } from "../../errors";
import { isObject } from "../../rehearsal/protocol/value";
import type { World, WorldObject } from "../../rehearsal/world/world";
import type { Assignments, ObjectName, WorldChange } from "./changes";

/** What somebody changes on a console in a hurry. Each adds to, or turns round, what is there. */
const CHANGES: readonly { readonly type: string; readonly set: (object: WorldObject) => Assignments }[] = [
  { type: "aws_db_instance", set: (object) => plus(object, "allocated_storage", 30) },
  { type: "aws_db_instance", set: (object) => plus(object, "backup_retention_period", -7) },
  { type: "aws_db_instance", set: () => ({ deletion_protection: "false", multi_az: "false" }) },
  { type: "aws_db_instance", set: () => ({ publicly_accessible: "true" }) },
  { type: "aws_eks_node_group", set: () => ({ "scaling_config[0].max_size": "6" }) },
  { type: "aws_eks_cluster", set: () => ({ "vpc_config[0].endpoint_public_access": "true" }) },
  { type: "aws_cloudwatch_log_group", set: () => ({ retention_in_days: "7" }) },
  { type: "aws_kms_key", set: () => ({ enable_key_rotation: "false" }) },
  { type: "aws_sqs_queue", set: () => ({ message_retention_seconds: "600" }) },
  { type: "aws_vpc", set: () => ({ "tags.owner": "somebody-else" }) },
  { type: "aws_subnet", set: () => ({ map_public_ip_on_launch: "true" }) },
];

/** What nothing else hangs on: a cloud would let anybody delete it. */
const DELETED: readonly string[] = [
  "aws_cloudwatch_event_target",
  "aws_cloudwatch_log_group",
  "aws_flow_log",
  "aws_iam_role_policy",
  "aws_vpc_security_group_ingress_rule",
  "kubernetes_network_policy_v1",
];

/** What somebody makes beside the files, under the tags of an environment that is there. */
const ADDED: readonly {
  readonly type: string;
  readonly prefix: string;
  readonly set: { readonly name: string } & Assignments;
}[] = [
  { type: "aws_security_group", prefix: "sg-0", set: { name: "debug-access", description: "temporary" } },
  { type: "aws_sqs_queue", prefix: "https://sqs.eu-west-1.amazonaws.com/manual-", set: { name: "manual-queue" } },
  { type: "aws_cloudwatch_log_group", prefix: "/manual/", set: { name: "/manual/debug" } },
];

export function randomChanges(
  world: World,
  { count, seed }: { readonly count: number; readonly seed: string },
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
    const change = draw(world, pick);
    if (!change || names.has(nameOf(change))) continue;
    names.add(nameOf(change));
    drawn.push(change);
  }
  return drawn;
}

/** Six times in ten a change, twice each a deletion and an addition. */
function draw(world: World, pick: Pick): WorldChange | undefined {
  const kind = pick(10);
  if (kind < 6) {
    const possible = CHANGES.filter(({ type }) => world.list(type).length > 0);
    const rule = possible[pick(possible.length)];
    const object = rule && one(world, rule.type, pick);
    return object && rule && { kind: "change", type: object.type, id: object.id, set: rule.set(object) };
  }
  if (kind < 8) {
    const possible = DELETED.filter((type) => world.list(type).length > 0);
    const object = one(world, possible[pick(possible.length)] ?? "", pick);
    return object && { kind: "delete", type: object.type, id: object.id };
  }
  const rule = ADDED[pick(ADDED.length)];
  const tags = environmentTags(world);
  if (!rule || !tags) return undefined;
  const id = `${rule.prefix}${pick.digest.slice(0, 16)}`;
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

function plus(object: WorldObject, path: string, step: number): Assignments {
  return { [path]: String(Math.max(1, Number(object.attributes[path] ?? 0) + step)) };
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
