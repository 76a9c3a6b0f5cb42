/** What is known of Key Vault. */
import type { ServiceFacts } from "../../../model/resource-facts";

const VAULT = "azurerm_key_vault";

export const vaultFacts: ServiceFacts = {
  holdsData: {
    [VAULT]:
      "keys and secrets: they can be recovered for as long as soft_delete_retention_days says, and then by nobody",
    azurerm_key_vault_key: "a key: once it is purged, nothing that it encrypted can be read by anybody",
    azurerm_key_vault_secret: "a secret",
  },
  irreversible: [
    {
      types: [VAULT],
      attribute: "purge_protection_enabled",
      closed: (real, wanted) => real === true && wanted !== true,
      reason: "Purge protection cannot be turned off.",
      source: "https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview",
    },
  ],
};
