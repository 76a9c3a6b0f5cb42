/** What is known of storage accounts: an account is most of what guards its containers, in one resource. */
import type { ServiceFacts } from "../../../model/resource-facts";
import { valuesAt } from "../../../model/plan-values";
import { type Judge, NOT_HELD } from "../../../model/risk";

const ACCOUNT = "azurerm_storage_account";
const CONTAINER = "azurerm_storage_container";
const CONTAINER_LOCK = "azurerm_storage_container_immutability_policy";
const LIFECYCLE = "azurerm_storage_management_policy";
const LOCKS = "https://learn.microsoft.com/azure/storage/blobs/immutable-storage-overview";

/** Objects are deleted sooner than before, or at all. */
const expiresSooner: Judge = ({ before, after }) => {
  const [had, has] = [before, after].map((one) =>
    Math.min(
      ...valuesAt(one, "rule.actions.base_blob.delete_after_days_since_modification_greater_than")
        .map(Number)
        // What is not said is -1.
        .filter((days) => days >= 0),
    ),
  );
  if (had === undefined || has === undefined || !(has < had)) return NOT_HELD;
  return { holds: true, before: Number.isFinite(had) ? `after ${had} days` : "never", after: `after ${has} days` };
};

const SCANNER = "/providers/Microsoft.Security/datascanners/";

export const storageFacts: ServiceFacts = {
  holdsData: {
    [ACCOUNT]: "all containers of the account, with their earlier versions",
    [CONTAINER]: "a container's objects",
  },
  irreversible: [
    {
      types: [CONTAINER_LOCK],
      attribute: "locked",
      closed: (real, wanted) => real === true && wanted !== true,
      reason: "A policy that is locked cannot be unlocked.",
      source: LOCKS,
    },
  ],
  noise: [
    {
      name: "malware-scanner-let-in",
      types: [ACCOUNT],
      attribute: /^network_rules\[\d+\]\.private_link_access/,
      reason:
        "Microsoft Defender for Storage lets its scanner of uploads in (https://learn.microsoft.com/azure/defender-for-cloud/introduction-malware-scanning).",
      when: (_change, { before, after }) => {
        const had = new Set(valuesAt(before, "network_rules.private_link_access.endpoint_resource_id").map(String));
        const come = valuesAt(after, "network_rules.private_link_access.endpoint_resource_id")
          .map(String)
          .filter((id) => !had.has(id));
        return come.length > 0 && come.every((id) => id.toLowerCase().includes(SCANNER.toLowerCase()));
      },
    },
  ],
  rules: [
    {
      id: "data-loss/blobs-kept-shorter",
      risk: "data-loss",
      types: [ACCOUNT],
      actions: ["update"],
      when: [{ path: "blob_properties.delete_retention_policy.days", is: "less" }],
      reason:
        "Overwritten and deleted objects can be brought back for {after} days instead of {before}; older ones go at once.",
    },
    {
      id: "data-loss/containers-kept-shorter",
      risk: "data-loss",
      types: [ACCOUNT],
      actions: ["update"],
      when: [{ path: "blob_properties.container_delete_retention_policy.days", is: "less" }],
      reason: "A deleted container can be brought back for {after} days instead of {before}.",
    },
    {
      id: "data-loss/blob-versions-off",
      risk: "data-loss",
      types: [ACCOUNT],
      actions: ["update"],
      when: [{ path: "blob_properties.versioning_enabled", becomes: [false] }],
      reason: "Overwritten objects are no longer kept.",
    },
    {
      id: "data-loss/blobs-expire-sooner",
      risk: "data-loss",
      types: [LIFECYCLE],
      actions: ["update"],
      when: [{ judge: expiresSooner }],
      reason: "Objects are deleted {after}, where it was {before}: those that are older go at once.",
    },
    {
      id: "data-loss/blob-lock-shorter",
      risk: "data-loss",
      types: [ACCOUNT],
      actions: ["update"],
      when: [{ path: "immutability_policy.period_since_creation_in_days", is: "less" }],
      reason: "New objects are locked for {after} days instead of {before}.",
      source: LOCKS,
    },
    {
      id: "data-loss/blob-lock-off",
      risk: "data-loss",
      types: [ACCOUNT],
      actions: ["update"],
      when: [{ path: "immutability_policy.state", becomes: ["Disabled"] }],
      reason: "New objects are no longer locked: whoever may write can delete them.",
      source: LOCKS,
    },
    {
      id: "data-loss/container-lock-gone",
      risk: "data-loss",
      types: [CONTAINER_LOCK],
      actions: ["delete"],
      reason:
        "The container's objects are no longer locked: whoever may write can delete them. Azure refuses it of a locked policy.",
      source: LOCKS,
    },
    {
      id: "data-loss/container-lock-shorter",
      risk: "data-loss",
      types: [CONTAINER_LOCK],
      actions: ["update"],
      when: [{ path: "immutability_period_in_days", is: "less" }],
      reason:
        "The container's objects are locked for {after} days instead of {before}. Azure refuses it of a locked policy.",
      source: LOCKS,
    },
    {
      id: "cost/container-locked",
      risk: "cost",
      direction: "up",
      types: [CONTAINER_LOCK],
      actions: ["create", "update"],
      when: [{ path: "locked", becomes: [true] }],
      reason: "Until its time is up nobody can delete an object, Azure neither: it is paid for, and the account stays.",
      source: LOCKS,
    },
    {
      id: "exposure/storage-account-public",
      risk: "exposure",
      types: [ACCOUNT],
      actions: ["update"],
      when: [{ path: "public_network_access_enabled", becomes: [true] }],
      reason: "The account is reached from the internet, by whom its rules let in.",
    },
    {
      id: "exposure/storage-account-open",
      risk: "exposure",
      types: [ACCOUNT],
      actions: ["update"],
      when: [{ path: "network_rules.default_action", becomes: ["Allow"] }],
      reason: "Whoever has a permission reaches the account, from wherever it is public.",
    },
    {
      id: "exposure/storage-account-opening",
      risk: "exposure",
      types: [ACCOUNT],
      actions: ["update"],
      when: [{ path: "network_rules.ip_rules", is: "opening" }],
      reason: "The account lets more addresses in: {after}.",
    },
    {
      id: "exposure/blobs-anonymous",
      risk: "exposure",
      types: [ACCOUNT],
      actions: ["update"],
      when: [{ path: "allow_nested_items_to_be_public", becomes: [true] }],
      reason: "Containers may let everybody read, without logging in.",
    },
    {
      id: "exposure/container-anonymous",
      risk: "exposure",
      types: [CONTAINER],
      actions: ["create", "update", "replace"],
      when: [{ path: "container_access_type", becomes: ["blob", "container"] }],
      reason: "Everybody reads the container's objects, without logging in.",
    },
    {
      id: "exposure/storage-shared-keys",
      risk: "exposure",
      types: [ACCOUNT],
      actions: ["update"],
      when: [{ path: "shared_access_key_enabled", becomes: [true] }],
      reason: "Whoever has the account's key does anything with everything in it, and nobody sees who it was.",
    },
    {
      id: "exposure/storage-tls",
      risk: "exposure",
      types: [ACCOUNT],
      actions: ["update"],
      when: [{ anyOf: ["https_traffic_only_enabled", "min_tls_version"], is: "different" }],
      unless: [
        { path: "min_tls_version", becomes: ["TLS1_2", "TLS1_3"] },
        { path: "https_traffic_only_enabled", becomes: [true] },
      ],
      reason: "Clients may come without TLS, or with a version of it that is broken.",
    },
    {
      id: "exposure/storage-own-key-gone",
      risk: "exposure",
      types: [ACCOUNT],
      actions: ["update"],
      when: [{ path: "customer_managed_key.key_vault_key_id", is: "removed" }],
      reason: "The account is no longer encrypted with its own key.",
    },
  ],
};
