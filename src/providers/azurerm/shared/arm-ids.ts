/** Azure's resource ids: how they are made, and what they say. */
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import type { ValueObject } from "../../../rehearsal/protocol/value";
import { keyOf } from "../../../rehearsal/protocol/sets";
import { objectOf } from "../../../rehearsal/protocol/value";
import { textOf } from "../../../rehearsal/engine/attributes";
import { uuid } from "../../shared/uuid";
import { subscriptionOf } from "./location";
import { RESOURCE_IDS } from "./resource-ids";

/** The id by the template of the type; undefined for a type without one. */
export function templateId(context: BehaviourContext, type: string, attributes: ValueObject): string | undefined {
  const template = Object.hasOwn(RESOURCE_IDS, type) ? RESOURCE_IDS[type] : undefined;
  return template?.replace(/\{([^}]+)\}/g, (_whole, key: string) => fill(context, key, attributes));
}

function fill(context: BehaviourContext, key: string, attributes: ValueObject): string {
  const subscription = subscriptionOf(context.session) ?? "";
  const text = (name: string): string => textOf(attributes[name]) ?? "";
  if (key === "subscription") return subscription;
  if (key === "group") return `${groupId(subscription, text("resource_group_name"))}/providers`;
  if (key === "hex32") return madeOf(context, attributes).slice(0, 32);
  const [, name = key, how] = /^(\w+)([#|]\w+)?$/.exec(key) ?? [];
  if (how === "#name") return lastPart(text(name));
  return text(name) || (how === "|uuid" ? uuid(madeOf(context, attributes)) : "");
}

/** A digest of what is configured. */
export const madeOf = ({ digest, type }: BehaviourContext, attributes: ValueObject): string =>
  digest("made-of", type, keyOf(objectOf(Object.entries(attributes).filter(([, held]) => typeof held === "string"))));

export const groupId = (subscription: string, name: string): string =>
  `/subscriptions/${subscription}/resourceGroups/${name}`;

export const lastPart = (id: string | undefined): string => id?.split("/").at(-1) ?? "";

/** Azure takes ids in any spelling. */
export const sameId = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && one.toLowerCase() === other?.toLowerCase();

/** Whether an id is the scope itself, or lies in it. */
export const isWithin = (id: string, scope: string): boolean =>
  sameId(id, scope) || id.toLowerCase().startsWith(`${scope.toLowerCase()}/`);

export const isArmId = (text: string): boolean => /^\/subscriptions\/[^/|]+(\/[^/|]+)*$/i.test(text);

/** What must be there for an object of that id: the server of a database, the group of a server. */
export function parentId(id: string): string | undefined {
  if (!isArmId(id)) return undefined;
  const parent = id
    .split("/")
    .slice(0, -2)
    .join("/")
    .replace(/\/providers\/[^/]+$/i, "");
  return /^\/subscriptions\/[^/]+$/i.test(parent) || parent === "" ? undefined : parent;
}

/** `Microsoft.Network/virtualNetworks/subnets`; `resourceGroups` and `subscriptions` for those. */
export function armType(id: string): string {
  const [provider, ...parts] =
    id
      .split(/\/providers\//i)
      .at(-1)
      ?.split("/") ?? [];
  if (!/\/providers\//i.test(id)) return /\/resourceGroups\/[^/]+$/i.test(id) ? "resourceGroups" : "subscriptions";
  return [provider, ...parts.filter((_, index) => index % 2 === 0)].join("/");
}

/** The kinds of ids that the types here make: of others nothing is known. */
export const ARM_TYPES: ReadonlySet<string> = new Set([
  "resourcegroups",
  ...Object.values(RESOURCE_IDS)
    .filter((template) => template.startsWith("{group}/"))
    .map((template) => armType(template.replace("{group}", "/providers")).toLowerCase()),
]);
