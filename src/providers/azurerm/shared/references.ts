/** What an object names must be there: every id among its arguments, whatever the argument is called. */
import { EXISTING } from "../../../rehearsal/world/existing-mark";
import type { BlockSchema, ResourceSchema } from "../../../schemas/provider-schema";
import { loadSchema } from "../../../schemas/load";
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import { isObject, type Value, type ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import type { World } from "../../../rehearsal/world/world";
import { objectsOf } from "../../../rehearsal/engine/attributes";
import { ARM_TYPES, armType, isArmId, isWithin, lastPart, parentId } from "./arm-ids";
import { existsById, live } from "./lookups";
import { subscriptionOf } from "./location";
import { apiError, type Doing } from "./refusal";

/** The parent of its id, and what its arguments name. */
export function referenceProblems(
  context: BehaviourContext,
  state: ValueObject,
  prior: ValueObject | null,
  at: Doing,
): readonly Diagnostic[] {
  const schema = loadSchema("azurerm").resources[context.type];
  const parent = prior ? undefined : parentId(String(state.id));
  const named = schema ? [...new Set(argumentTexts(schema, state))] : [];
  return [...(parent === undefined ? [] : [parent]), ...named.filter((text) => text !== parent)]
    .filter((text) => !isMadeWithIt(state, text) && !isRevived(state, text) && isMissing(context, text))
    .map((text) => notFound(at, text));
}

/** What Azure makes beside it comes with it: the identities in the group of a cluster's nodes. */
function isMadeWithIt({ node_resource_group_id }: ValueObject, text: string): boolean {
  return typeof node_resource_group_id === "string" && isWithin(text, node_resource_group_id);
}

/** What was deleted, and is brought back: whether it can be, its own type knows. */
const isRevived = ({ create_mode, source_server_id }: ValueObject, text: string): boolean =>
  create_mode === "ReviveDropped" && source_server_id === text;

function isMissing(context: BehaviourContext, text: string): boolean {
  if (isArmId(text)) return isOurs(context, text) && !existsById(context.world, text);
  return isMissingInVault(context.world, text);
}

/** Whether the id is of this subscription, and of a kind that is simulated: of others nothing is known. */
function isOurs({ session }: BehaviourContext, id: string): boolean {
  const subscription = subscriptionOf(session)?.toLowerCase();
  return id.split("/")[2]?.toLowerCase() === subscription && ARM_TYPES.has(armType(id).toLowerCase());
}

/** `https://<vault>.vault.azure.net/keys/<name>[/<version>]`: of a vault that was made here. What lies in one of others is not known. */
function isMissingInVault(world: World, text: string): boolean {
  const [, vault, kind, name] =
    /^https:\/\/([^./]+)\.vault\.azure\.net\/(keys|secrets|certificates)\/([^/]+)/.exec(text) ?? [];
  if (vault === undefined) return false;
  const isHere = live(world, "azurerm_key_vault").some(
    ({ attributes }) => attributes.name === vault && attributes[EXISTING] !== true,
  );
  const found = ["azurerm_key_vault_key", "azurerm_key_vault_secret", "azurerm_key_vault_certificate"]
    .flatMap((type) => live(world, type))
    .some(({ id }) => id.startsWith(`https://${vault}.vault.azure.net/`) && id.split("/")[4] === name);
  return isHere && !found && kind !== undefined;
}

function notFound(at: Doing, id: string): Diagnostic {
  if (!isArmId(id)) {
    return apiError(
      at,
      404,
      "KeyNotFound",
      `A key, secret or certificate with (name/id) ${id} was not found in this key vault.`,
    );
  }
  const name = lastPart(id);
  if (armType(id) === "resourceGroups") {
    return apiError(at, 404, "ResourceGroupNotFound", `Resource group '${name}' could not be found.`);
  }
  const group = /\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? "";
  const message = `The Resource '${armType(id)}/${name}' under resource group '${group}' was not found.`;
  return apiError(at, 404, "ResourceNotFound", message, `It is named by its id: ${id}`);
}

/** The texts of what is configured, at any depth. What only the provider fills in names nothing. */
function argumentTexts({ attributes, blocks }: BlockSchema | ResourceSchema, state: ValueObject): readonly string[] {
  return [
    ...Object.entries(attributes).flatMap(([name, schema]) =>
      name === "id" || (schema.computed && !schema.optional) ? [] : texts(state[name]),
    ),
    ...Object.entries(blocks).flatMap(([name, { block }]) =>
      objectsOf(state[name]).flatMap((item) => argumentTexts(block, item)),
    ),
  ];
}

function texts(value: Value | undefined): readonly string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(texts);
  return isObject(value) ? Object.values(value).flatMap(texts) : [];
}
