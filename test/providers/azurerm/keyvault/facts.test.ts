import { vaultFacts } from "../../../../src/providers/azurerm/keyvault/facts";
import { describeIrreversible } from "../../../helpers/irreversible-cases";
import { describeNoise } from "../../../helpers/noise-cases";
import { describeRules, one } from "../../../helpers/rule-cases";
import { change, create, remove, replace } from "../../../operations/risk/changes";

const VAULT = "azurerm_key_vault";
const KEY = "azurerm_key_vault_key";
const SET = "azurerm_disk_encryption_set";
const acls = (settings: object) => ({ network_acls: [{ bypass: "None", default_action: "Deny", ...settings }] });
const rotation = (automatic: readonly object[]) => ({ rotation_policy: [{ automatic }] });
const KEY_ID = "https://dev.vault.azure.net/keys/disks/";

describeRules(vaultFacts, {
  "exposure/vault-public": one(
    change(VAULT, { public_network_access_enabled: false }, { public_network_access_enabled: true }),
    change(VAULT, { public_network_access_enabled: true }, { public_network_access_enabled: false }),
  ),
  "exposure/vault-open": one(
    change(VAULT, acls({}), acls({ default_action: "Allow" })),
    change(VAULT, acls({ default_action: "Allow" }), acls({})),
  ),
  "exposure/vault-opening": one(
    change(VAULT, acls({ ip_rules: ["203.0.113.0/24"] }), acls({ ip_rules: ["203.0.113.0/24", "198.51.100.7/32"] })),
    change(VAULT, acls({ ip_rules: ["203.0.113.0/24", "198.51.100.7/32"] }), acls({ ip_rules: ["203.0.113.0/24"] })),
  ),
  "exposure/vault-policies": one(
    change(VAULT, { rbac_authorization_enabled: true }, { rbac_authorization_enabled: false }),
    change(VAULT, { rbac_authorization_enabled: false }, { rbac_authorization_enabled: true }),
  ),
  "exposure/vault-key-not-rotated": one(
    change(KEY, rotation([{ time_after_creation: "P1Y" }]), rotation([])),
    change(KEY, rotation([]), rotation([{ time_after_creation: "P1Y" }])),
  ),
  "downtime/vault-key-gone": one(replace(KEY), create(KEY, {})),
  "downtime/disk-encryption": one(remove(SET), create(SET, {})),
});

describeIrreversible(vaultFacts, /^https:\/\/learn\.microsoft\.com\/azure\//, [
  [VAULT, "purge_protection_enabled", true, false, true],
  [VAULT, "purge_protection_enabled", false, true, false],
  [VAULT, "soft_delete_retention_days", 90, 7, true],
  [VAULT, "soft_delete_retention_days", 90, 90, false],
]);

const versioned = (version: string, policy: boolean) => ({
  version,
  versionless_id: KEY_ID,
  rotation_policy: policy ? [{ expire_after: "P2Y" }] : [],
});

describeNoise(vaultFacts, {
  "key-rotated": {
    type: KEY,
    before: versioned("a".repeat(32), true),
    noise: versioned("b".repeat(32), true),
    drift: versioned("b".repeat(32), false),
  },
  "disks-follow-key": {
    type: SET,
    before: { auto_key_rotation_enabled: true, key_vault_key_id: `${KEY_ID}${"a".repeat(32)}` },
    noise: { auto_key_rotation_enabled: true, key_vault_key_id: `${KEY_ID}${"b".repeat(32)}` },
    drift: { auto_key_rotation_enabled: true, key_vault_key_id: "https://dev.vault.azure.net/keys/others" },
  },
});
