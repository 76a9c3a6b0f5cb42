/** Key Vault: vaults, keys, secrets and certificates, and what stays of them once they are deleted. */
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { objectOf, UNKNOWN, type Value, type ValueObject } from "../../../rehearsal/protocol/value";
import { keyOf } from "../../../rehearsal/protocol/sets";
import type { WorldObject } from "../../../rehearsal/world/world";
import { firstOf, isTrue, numberOf, textOf, withAttributes } from "../../../rehearsal/engine/attributes";
import { lastPart, madeOf, sameId } from "../shared/arm-ids";
import { isRetained, live, objectOfId, RETAINED } from "../shared/lookups";
import { actualProblems, apiError, doing, providerError, type Doing } from "../shared/refusal";
import { callerOf, normalRegion, subscriptionOf, tenantOf } from "../shared/location";
import { hasRole } from "../identity/simulated";

/** A switch of the provider's `features { key_vault { … } }`; all are on unless they are turned off. */
const feature = ({ session }: BehaviourContext, name: string): boolean =>
  firstOf(firstOf(session.config?.features)?.key_vault)?.[name] !== false;

const deletedId = (context: BehaviourContext, { name, location }: ValueObject): string =>
  `/subscriptions/${subscriptionOf(context.session)}/providers/Microsoft.KeyVault/locations/${normalRegion(location)}/deletedVaults/${textOf(name)}`;

const deletedVault = ({ world }: BehaviourContext, name: Value | undefined): WorldObject | undefined =>
  world.list("azurerm_key_vault").find((object) => isRetained(object) && object.attributes.name === name);

const vault: ResourceBehaviour = {
  computed: (context, state) => ({
    vault_uri: `https://${textOf(state.name)}.vault.azure.net/`,
    access_policy: [],
    enable_rbac_authorization: isTrue(state.rbac_authorization_enabled),
    rbac_authorization_enabled: isTrue(state.enable_rbac_authorization),
    network_acls: [
      objectOf([
        ["bypass", "AzureServices"],
        ["default_action", "Allow"],
        ["ip_rules", []],
        ["virtual_network_subnet_ids", []],
      ]),
    ],
    tenant_id: tenantOf(context.session),
  }),
  refuse: (context, state, prior) => {
    const at = doing(context, state, prior);
    return prior ? changeProblems(state, prior, at) : reuseProblems(context, state, at);
  },
  created: (context, { attributes }) => {
    const deleted = deletedVault(context, attributes.name);
    // It is recovered, and what was in it with it: still deleted softly, until it is asked for by its name.
    if (deleted) context.world.remove(deleted.type, deleted.id, deleted.realm);
  },
  deleted: (context, object) => {
    const keeps =
      isTrue(object.attributes.purge_protection_enabled) || !feature(context, "purge_soft_delete_on_destroy");
    for (const type of CONTENTS) {
      for (const inner of context.world.list(type)) {
        const isInner = sameId(textOf(inner.attributes.key_vault_id), object.id);
        if (isInner && !keeps) context.world.remove(inner.type, inner.id, inner.realm);
        else if (isInner && !isRetained(inner)) retain(context, inner, `deleted:${inner.id}`);
      }
    }
    if (keeps) retain(context, object, deletedId(context, object.attributes));
  },
};

function changeProblems(state: ValueObject, prior: ValueObject, at: Doing): readonly Diagnostic[] {
  return actualProblems(
    isTrue(prior.purge_protection_enabled) &&
      !isTrue(state.purge_protection_enabled) &&
      providerError(at, "once Purge Protection has been Enabled it's not possible to disable it"),
    prior.soft_delete_retention_days !== state.soft_delete_retention_days &&
      providerError(at, "once `soft_delete_retention_days` has been configured it cannot be modified"),
  );
}

/** A deleted vault keeps its name: it is recovered where it was, and nowhere else. */
function reuseProblems(context: BehaviourContext, state: ValueObject, at: Doing): readonly Diagnostic[] {
  const deleted = deletedVault(context, state.name);
  if (!deleted) return [];
  const isSame =
    deleted.attributes.resource_group_name === state.resource_group_name &&
    normalRegion(deleted.attributes.location) === normalRegion(state.location);
  const name = textOf(state.name);
  return actualProblems(
    !isSame &&
      apiError(
        at,
        409,
        "VaultAlreadyExists",
        `The vault name '${name}' is already in use. Vault names are globally unique so it is possible that the name is already taken. If you are sure that the vault name was not taken then it is possible that a vault with the same name was recently deleted but not purged after being placed in a recoverable state.`,
        `It is deleted softly, for ${numberOf(deleted.attributes.soft_delete_retention_days) ?? 90} days from its deletion: ${deleted.id}.`,
      ),
    isSame &&
      !feature(context, "recover_soft_deleted_key_vaults") &&
      providerError(
        at,
        `an existing soft-deleted Key Vault exists with the Name "${name}" in the location "${normalRegion(state.location)}", however automatically recovering this KeyVault has been disabled via the "features" block.`,
      ),
  );
}

/** Puts back what was deleted, marked as retained. */
function retain({ world }: BehaviourContext, object: WorldObject, id: string): void {
  world.remove(object.type, object.id, object.realm);
  world.put({ ...object, id, attributes: withAttributes(object.attributes, { id, [RETAINED]: true }) });
}

const CONTENTS = ["azurerm_key_vault_key", "azurerm_key_vault_secret", "azurerm_key_vault_certificate"];

interface Content {
  /** `keys`, as it stands in ids. */
  readonly kind: string;
  /** Changes of these are a new version. */
  readonly versioned: readonly string[];
  /** Roles that may make it. */
  readonly roles: readonly string[];
  readonly recover: string;
  readonly values?: (context: BehaviourContext, state: ValueObject) => { [name: string]: Value };
}

/** What lies in a vault: an id without a version beside one with it. */
function content({ kind, versioned, roles, recover, values }: Content): ResourceBehaviour {
  const version = (context: BehaviourContext, state: ValueObject): string => madeOf(context, state).slice(0, 32);
  return {
    plan: (_context, planned, prior) => {
      if (!prior || !versioned.some((name) => keyOf(prior[name] ?? null) !== keyOf(planned[name] ?? null))) return;
      for (const name of ["id", "version", "resource_id"]) planned[name] = UNKNOWN;
    },
    id: (context, planned) => {
      const name = lastPart(textOf(planned.key_vault_id));
      return `https://${name}.vault.azure.net/${kind}/${textOf(planned.name)}/${version(context, planned)}`;
    },
    computed: (context, state) => {
      const id = String(state.id);
      const versionless = id.slice(0, id.lastIndexOf("/"));
      const resource = `${textOf(state.key_vault_id)}/${kind}/${textOf(state.name)}`;
      return {
        version: lastPart(id),
        versionless_id: versionless,
        resource_id: `${resource}/versions/${lastPart(id)}`,
        resource_versionless_id: resource,
        ...values?.(context, state),
      };
    },
    refuse: (context, state, prior) => {
      const at = doing(context, state, prior);
      const owner = objectOfId(context.world, textOf(state.key_vault_id) ?? "");
      const { objectId } = callerOf(context.session, context.digest);
      // The data of a vault is for roles of its own: being the subscription's owner is not enough.
      const needsRole = isTrue(owner?.attributes.rbac_authorization_enabled);
      const deleted = prior ? undefined : deletedContent(context, state);
      const other = live(context.world, context.type).find(
        ({ id, attributes }) =>
          id !== (prior?.id ?? state.id) &&
          attributes.name === state.name &&
          sameId(textOf(attributes.key_vault_id), textOf(state.key_vault_id)),
      );
      return actualProblems(
        !prior &&
          other &&
          providerError(
            at,
            `A resource with the ID "${other.id}" already exists - to be managed via Terraform this resource needs to be imported into the State.`,
          ),
        needsRole &&
          !hasRole(context, objectId, String(owner?.id), roles) &&
          apiError(
            at,
            403,
            "Forbidden",
            `Caller is not authorized to perform action on resource. Action: 'Microsoft.KeyVault/vaults/${kind}/create/action'. Vault: ${lastPart(owner?.id)}. It needs a role such as ${roles[0]}.`,
          ),
        deleted &&
          !feature(context, recover) &&
          apiError(
            at,
            409,
            "ObjectIsDeletedButRecoverable",
            `${textOf(state.name)} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, it can only be recovered or purged.`,
          ),
      );
    },
    created: (context, { attributes }) => {
      const deleted = deletedContent(context, attributes);
      if (deleted) context.world.remove(deleted.type, deleted.id, deleted.realm);
    },
    deleted: (context, object) => {
      const owner = objectOfId(context.world, textOf(object.attributes.key_vault_id) ?? "");
      if (isTrue(owner?.attributes.purge_protection_enabled)) {
        const id = `deleted:https://${lastPart(owner?.id)}.vault.azure.net/deleted${kind}/${textOf(object.attributes.name)}`;
        retain(context, object, id);
      }
    },
  };
}

const deletedContent = ({ world, type }: BehaviourContext, state: ValueObject): WorldObject | undefined =>
  world
    .list(type)
    .find(
      (object) =>
        isRetained(object) &&
        object.attributes.name === state.name &&
        sameId(textOf(object.attributes.key_vault_id), textOf(state.key_vault_id)),
    );

const base64url = (digest: string): string => Buffer.from(digest, "hex").toString("base64url");

export const vaultTypes: { readonly [type: string]: ResourceBehaviour } = {
  azurerm_key_vault: vault,
  azurerm_key_vault_key: content({
    kind: "keys",
    versioned: ["rotation_policy"],
    roles: ["Key Vault Crypto Officer", "Key Vault Administrator"],
    recover: "recover_soft_deleted_keys",
    values: (context, state) => ({
      curve: "",
      e: textOf(state.key_type)?.startsWith("RSA") ? "AQAB" : "",
      n: textOf(state.key_type)?.startsWith("RSA") ? base64url(context.digest("modulus", String(state.id))) : "",
      x: textOf(state.key_type)?.startsWith("EC") ? base64url(context.digest("x", String(state.id))) : "",
      y: textOf(state.key_type)?.startsWith("EC") ? base64url(context.digest("y", String(state.id))) : "",
    }),
  }),
  azurerm_key_vault_secret: content({
    kind: "secrets",
    versioned: ["value", "value_wo_version"],
    roles: ["Key Vault Secrets Officer", "Key Vault Administrator"],
    recover: "recover_soft_deleted_secrets",
  }),
  azurerm_key_vault_certificate: content({
    kind: "certificates",
    versioned: [],
    roles: ["Key Vault Administrator"],
    recover: "recover_soft_deleted_certificates",
  }),
};
