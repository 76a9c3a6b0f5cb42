/** Storage accounts and their containers. */
import type { ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { objectOf, type Value, type ValueObject } from "../../../rehearsal/protocol/value";
import { firstOf, isTrue, textOf } from "../../../rehearsal/engine/attributes";
import { live, objectOfId } from "../shared/lookups";
import { actualProblems, apiError, doing } from "../shared/refusal";

const SERVICES = ["blob", "dfs", "file", "queue", "table", "web"];
/** A second region can be read only with these. */
const READABLE = /^RA/;

/** `primary_blob_endpoint` and the many of its kind. */
function endpoints(state: ValueObject): { [name: string]: Value } {
  const name = textOf(state.name) ?? "";
  const isReadable = READABLE.test(textOf(state.account_replication_type) ?? "");
  return Object.fromEntries(
    ["primary", "secondary"].flatMap((side) =>
      SERVICES.flatMap((service) => {
        const suffix = service === "web" ? "z6.web" : service;
        const host =
          side === "primary" ? `${name}.${suffix}.core.windows.net` : `${name}-secondary.${suffix}.core.windows.net`;
        const isThere = side === "primary" || (isReadable && service !== "file");
        const own: readonly (readonly [string, string])[] = [
          [`${side}_${service}_endpoint`, isThere ? `https://${host}/` : ""],
          [`${side}_${service}_host`, isThere ? host : ""],
        ];
        const routed = ["internet", "microsoft"].flatMap((route) => [
          [`${side}_${service}_${route}_endpoint`, ""] as const,
          [`${side}_${service}_${route}_host`, ""] as const,
        ]);
        return [...own, ...routed];
      }),
    ),
  );
}

/** Over zones or not: a provider does not turn one into the other (customizeDiff of `azurerm_storage_account`). */
const isZonal = (state: ValueObject): boolean => /ZRS$/.test(textOf(state.account_replication_type) ?? "");

const account: ResourceBehaviour = {
  replace: (_context, planned, prior) => (isZonal(planned) === isZonal(prior) ? [] : ["account_replication_type"]),
  computed: (context, state) => {
    const id = String(state.id);
    const name = textOf(state.name) ?? "";
    const keyOf = (word: string): string => Buffer.from(context.digest("storage", word, id), "hex").toString("base64");
    const connection = (word: string): string =>
      `DefaultEndpointsProtocol=https;AccountName=${name};AccountKey=${keyOf(word)};EndpointSuffix=core.windows.net`;
    return {
      ...endpoints(state),
      access_tier: "Hot",
      large_file_share_enabled: true,
      primary_location: textOf(state.location) ?? "",
      secondary_location: "",
      primary_access_key: keyOf("primary"),
      secondary_access_key: keyOf("secondary"),
      primary_connection_string: connection("primary"),
      secondary_connection_string: connection("secondary"),
      primary_blob_connection_string: connection("primary"),
      secondary_blob_connection_string: "",
      network_rules: [],
      blob_properties: [
        objectOf([...Object.entries(firstOf(state.blob_properties) ?? BLOB), ["default_service_version", ""]]),
      ],
      share_properties: [],
      routing: [],
      queue_properties: [],
    };
  },
  refuse: (context, state, prior) => {
    const at = doing(context, state, prior);
    const blobs = firstOf(state.blob_properties);
    const kind = textOf(state.account_kind);
    return actualProblems(
      state.account_tier === "Premium" &&
        !["LRS", "ZRS"].includes(textOf(state.account_replication_type) ?? "") &&
        apiError(
          at,
          400,
          "InvalidAccountType",
          `A Premium account is replicated by LRS or ZRS, not by ${textOf(state.account_replication_type)}.`,
        ),
      kind !== undefined &&
        ["BlockBlobStorage", "FileStorage"].includes(kind) &&
        state.account_tier !== "Premium" &&
        apiError(at, 400, "InvalidAccountKind", `An account of the kind ${kind} is of the tier Premium.`),
      isTrue(state.is_hns_enabled) &&
        isTrue(blobs?.versioning_enabled) &&
        apiError(
          at,
          400,
          "FeatureNotSupportedForAccount",
          "Versioning is not supported with a hierarchical namespace.",
        ),
      firstOf(state.immutability_policy) &&
        !isTrue(blobs?.versioning_enabled) &&
        apiError(at, 400, "BadRequest", "Immutability of an account needs versioning of its blobs."),
      firstOf(blobs?.restore_policy) &&
        !(
          isTrue(blobs?.versioning_enabled) &&
          isTrue(blobs?.change_feed_enabled) &&
          firstOf(blobs?.delete_retention_policy)
        ) &&
        apiError(
          at,
          400,
          "InvalidValuesForRequestParameters",
          "A restore policy needs versioning, the change feed and a deletion policy of blobs.",
        ),
    );
  },
};

const BLOB = objectOf([
  ["change_feed_enabled", false],
  ["change_feed_retention_in_days", null],
  ["last_access_time_enabled", false],
  ["versioning_enabled", false],
  ["container_delete_retention_policy", []],
  ["cors_rule", []],
  ["delete_retention_policy", []],
  ["restore_policy", []],
]);

const container: ResourceBehaviour = {
  id: (context, planned) => `${accountId(context, planned)}/blobServices/default/containers/${textOf(planned.name)}`,
  computed: (_context, state) => ({
    default_encryption_scope: "$account-encryption-key",
    has_immutability_policy: false,
    has_legal_hold: false,
    metadata: objectOf(),
    resource_manager_id: String(state.id),
  }),
  refuse: (context, state, prior) => {
    const owner = objectOfId(context.world, accountId(context, state))?.attributes;
    return actualProblems(
      state.container_access_type !== "private" &&
        owner?.allow_nested_items_to_be_public === false &&
        apiError(
          doing(context, state, prior),
          409,
          "PublicAccessNotPermitted",
          "Public access is not permitted on this storage account.",
        ),
    );
  },
};

/** By its id, or by its name, which is unique. */
function accountId({ world }: Parameters<NonNullable<ResourceBehaviour["id"]>>[0], state: ValueObject): string {
  const byName = live(world, "azurerm_storage_account").find(
    ({ attributes }) => attributes.name === state.storage_account_name,
  );
  return textOf(state.storage_account_id) ?? byName?.id ?? "";
}

const immutability: ResourceBehaviour = {
  refuse: (context, state, prior) =>
    actualProblems(
      prior &&
        isTrue(prior.locked) &&
        !isTrue(state.locked) &&
        apiError(doing(context, state, prior), 409, "ImmutabilityPolicyLocked", "A locked policy cannot be unlocked."),
    ),
  refuseDelete: (_context, { id, type, attributes }) =>
    actualProblems(
      isTrue(attributes.locked) &&
        apiError(
          { verb: "deleting", type, id },
          409,
          "ImmutabilityPolicyDeleteFailed",
          "A locked policy cannot be deleted.",
        ),
    ),
};

export const storageTypes: { readonly [type: string]: ResourceBehaviour } = {
  azurerm_storage_account: account,
  azurerm_storage_container: container,
  azurerm_storage_container_immutability_policy: immutability,
};
