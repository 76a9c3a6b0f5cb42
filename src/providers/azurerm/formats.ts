/** The formats that Azure's provider checks in its own way. */
import { type ProviderFormats, quote } from "../../rehearsal/engine/formats";

export const azurermFormats: ProviderFormats = {
  azureId: (name, text) =>
    /^(\/[^/]+){2,}$/.test(text) ? undefined : `Can not parse ${quote(name)} as a resource id: ${quote(text)}`,
  keyVaultKeyId: (name, text) =>
    /^https:\/\/[^/]+\/(keys|secrets|certificates)\/[^/]+(\/[^/]+)?\/?$/.test(text)
      ? undefined
      : `parsing ${quote(name)}: ${quote(text)} is not a Key Vault key id`,
};
