import { storageFacts } from "../../../../src/providers/azurerm/storage/facts";
import { describeIrreversible } from "../../../helpers/irreversible-cases";
import { describeNoise } from "../../../helpers/noise-cases";
import { describeRules, one } from "../../../helpers/rule-cases";
import { change, create, remove } from "../../../operations/risk/changes";

const ACCOUNT = "azurerm_storage_account";
const CONTAINER = "azurerm_storage_container";
const LOCK = "azurerm_storage_container_immutability_policy";
const LIFECYCLE = "azurerm_storage_management_policy";

const blobs = (properties: object): object => ({ blob_properties: [properties] });
const kept = (days: number): object => blobs({ delete_retention_policy: [{ days }] });
const containers = (days: number): object => blobs({ container_delete_retention_policy: [{ days }] });
const versions = (versioning_enabled: boolean): object => blobs({ versioning_enabled });
const lock = (state: string, days: number): object => ({
  immutability_policy: [{ state, period_since_creation_in_days: days }],
});
const rules = (action: object): object => ({ network_rules: [action] });
const expiring = (...days: readonly number[]): object => ({
  rule: days.map((each) => ({
    actions: [{ base_blob: [{ delete_after_days_since_modification_greater_than: each }] }],
  })),
});
const key = (id: string | null): object => ({ customer_managed_key: id === null ? [] : [{ key_vault_key_id: id }] });
const scanned = (...endpoints: readonly string[]) => ({
  network_rules: [
    {
      private_link_access: endpoints.map((endpoint_resource_id) => ({ endpoint_resource_id, endpoint_tenant_id: "t" })),
    },
  ],
});
const SECURITY = "/subscriptions/s/providers/Microsoft.Security/datascanners/StorageDataScanner";

/** One that becomes so, and back. */
const there = (type: string, before: object, after: object) =>
  one(change(type, before, after), change(type, after, before));

describeNoise(storageFacts, {
  "malware-scanner-let-in": {
    type: ACCOUNT,
    before: scanned(),
    noise: scanned(SECURITY),
    drift: scanned("/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/other"),
  },
});

describeIrreversible(storageFacts, /^https:\/\/learn\.microsoft\.com\/azure\//, [
  [LOCK, "locked", true, false, true],
  [LOCK, "locked", false, true, false],
]);

describeRules(storageFacts, {
  "data-loss/blobs-kept-shorter": there(ACCOUNT, kept(30), kept(29)),
  "data-loss/containers-kept-shorter": there(ACCOUNT, containers(30), containers(7)),
  "data-loss/blob-versions-off": there(ACCOUNT, versions(true), versions(false)),
  "data-loss/blobs-expire-sooner": {
    yes: [
      change(LIFECYCLE, expiring(), expiring(30)),
      change(LIFECYCLE, expiring(30), expiring(29)),
      change(LIFECYCLE, expiring(-1), expiring(-1, 7)),
    ],
    no: [
      change(LIFECYCLE, expiring(30), expiring()),
      change(LIFECYCLE, expiring(30), expiring(-1)),
      change(LIFECYCLE, expiring(29), expiring(30)),
    ],
  },
  "data-loss/blob-lock-shorter": there(ACCOUNT, lock("Unlocked", 7), lock("Unlocked", 6)),
  "data-loss/blob-lock-off": there(ACCOUNT, lock("Unlocked", 7), lock("Disabled", 7)),
  "data-loss/container-lock-gone": one(remove(LOCK), create(LOCK, { immutability_period_in_days: 7, locked: true })),
  "data-loss/container-lock-shorter": there(
    LOCK,
    { immutability_period_in_days: 7 },
    { immutability_period_in_days: 6 },
  ),
  "cost/container-locked": there(LOCK, { locked: false }, { locked: true }),
  "exposure/storage-account-public": there(
    ACCOUNT,
    { public_network_access_enabled: false },
    { public_network_access_enabled: true },
  ),
  "exposure/storage-account-open": there(
    ACCOUNT,
    rules({ default_action: "Deny" }),
    rules({ default_action: "Allow" }),
  ),
  "exposure/storage-account-opening": there(
    ACCOUNT,
    rules({ ip_rules: ["203.0.113.0/30"] }),
    rules({ ip_rules: ["203.0.113.0/24"] }),
  ),
  "exposure/blobs-anonymous": there(
    ACCOUNT,
    { allow_nested_items_to_be_public: false },
    { allow_nested_items_to_be_public: true },
  ),
  "exposure/container-anonymous": there(
    CONTAINER,
    { container_access_type: "private" },
    { container_access_type: "blob" },
  ),
  "exposure/storage-shared-keys": there(
    ACCOUNT,
    { shared_access_key_enabled: false },
    { shared_access_key_enabled: true },
  ),
  "exposure/storage-tls": {
    yes: [
      change(ACCOUNT, { min_tls_version: "TLS1_2" }, { min_tls_version: "TLS1_0" }),
      change(ACCOUNT, { https_traffic_only_enabled: true }, { https_traffic_only_enabled: false }),
    ],
    no: [
      change(ACCOUNT, { min_tls_version: "TLS1_0" }, { min_tls_version: "TLS1_2" }),
      change(ACCOUNT, { https_traffic_only_enabled: false }, { https_traffic_only_enabled: true }),
    ],
  },
  "exposure/storage-own-key-gone": there(ACCOUNT, key("https://v.vault.azure.net/keys/objects"), key(null)),
});
