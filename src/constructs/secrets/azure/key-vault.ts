/** Azure Key Vault, as External Secrets' provider `azurekv` is told of it. */
import { Fn, Token } from "cdktf";
import { OPERATOR_NAMESPACE } from "../cluster/store-accounts";
import { secretName } from "../cluster/secret-names";
import type { StoreBackend } from "../cluster/store-backend";
import { StoreIdentities } from "./store-identities";

/** The vault of an ARM id: `/subscriptions/…/vaults/<name>`. */
const VAULT = 8;
/** The secret of an ARM id: `/subscriptions/…/vaults/<name>/secrets/<secret>`. */
const SECRET = 10;

/** One part of an ARM id, which may be known to Terraform alone. */
const partOf = (id: string, index: number): string =>
  Token.isUnresolved(id) ? Token.asString(Fn.element(Fn.split("/", id), index)) : (id.split("/")[index] ?? "");

/** Where a vault is asked (learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates). */
export const vaultUrl = (vaultId: string): string => `https://${partOf(vaultId, VAULT)}.vault.azure.net`;

/** Most tags of a secret (learn.microsoft.com/azure/key-vault/secrets/about-secrets, "Secret tags"); one of them is External Secrets' own. */
const MOST_TAGS = 15;
/** With it External Secrets knows what it may overwrite and delete; it refuses to be told another (`PushSecret`, `canDelete`). */
const MANAGED_BY = "managed-by";

/**
 * Read from providers/v1/azure/keyvault/keyvault.go, 2.9.0:
 *
 * - there is no prefix: whoever may use a store names any secret of the vault. So each store has an identity, which has a role on each of
 *   its own secrets and on nothing else; `cert/…` and `key/…`, which a name may begin with, are no secrets, and refused as well.
 * - with `serviceAccountRef`, the operator asks for a token of that service account (`FetchSAToken`), and hands it in for one of the
 *   identity that its annotation names.
 * - a name has 1 to 127 letters, digits and hyphens, and capitals count for nothing (learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates,
 *   "Vault-name and Object-name"): `secretName`.
 * - `SetSecret` of a name that was deleted is refused by Key Vault, and External Secrets does not recover it: `keepsNames`.
 * - a secret that it did not push (tag `managed-by`) is never overwritten nor deleted.
 * - the newer SDK (`useAzureSDK`) is called experimental, and is off.
 */
export const keyVault: StoreBackend = {
  kind: "azure-key-vault",
  provider: ({ place = {} }, { identity }) => ({
    azurekv: {
      authType: "WorkloadIdentity",
      vaultUrl: place["vaultUrl"],
      tenantId: place["tenant"],
      serviceAccountRef: { name: identity, namespace: OPERATOR_NAMESPACE },
    },
  }),
  pushMetadata: ({ tags }, description, name) => ({
    contentType: "application/json",
    tags: fewTags({ name, description }, tags),
  }),
  keyOf: secretName,
  keyOfId: (id) => partOf(id, SECRET),
  keepsNames: true,
  access: (scope, props) => new StoreIdentities(scope, { ...props, vaultUrl: vaultUrl(props.keyId) }),
};

/** Its own first, then those of the environment, as many as there is room for: the vault itself carries all of them. */
function fewTags(
  own: Readonly<Record<string, string>>,
  tags: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const others = Object.entries(tags)
    .filter(([key]) => key !== MANAGED_BY && !Object.hasOwn(own, key))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const room = MOST_TAGS - 1 - Object.keys(own).length;
  return { ...own, ...Object.fromEntries(others.slice(0, room)) };
}
