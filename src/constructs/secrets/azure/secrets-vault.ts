/** The vault of an environment's own secrets. */
import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { Construct } from "constructs";
import { JangadaError } from "../../../errors";
import type { Implementation } from "../../../model/contract";
import { resourceGroupOf } from "../../kit/azure/network-place";
import { ServiceEndpoint } from "../../kit/azure/private-endpoint";
import { keyVaultName } from "../../kit/azure/world-names";
import { AdoptedSecretsKey } from "../adopted-secrets-key";
import type { ISecretsKey, SECRETS_KEY, SecretsKeyAttributes, SecretsKeyProps } from "../secrets-key";

/** The most that Azure keeps what was deleted (learn.microsoft.com/azure/key-vault/general/soft-delete-overview); it cannot be changed. */
const SOFT_DELETE_DAYS = 90;
/** Who puts secrets in by hand: on the whole vault, they also see which there are. */
const ADMINISTRATORS_ROLE = "Key Vault Secrets Officer";

/**
 * Roles alone say who reads what, nothing is purged before its time, and it is reached from the network alone, unless ranges of
 * whoever deploys are named. Nothing in it is Terraform's: no secret passes through a state.
 *
 * A vault that was deleted keeps its name for 90 days: the same environment takes it back, and what was in it.
 *
 * @security CKV_AZURE_109 AZU-0013 who is not let in is refused @security CKV_AZURE_110 CKV_AZURE_42 AZU-0016 purge protection
 * @security CKV_AZURE_189 nothing is public @security CKV2_AZURE_32 a private endpoint
 */
export class SecretsVault extends Construct implements ISecretsKey {
  public readonly vault: KeyVault;
  public readonly endpoint: ServiceEndpoint;
  /** ARM id of the vault. */
  public readonly keyId: string;

  /** @throws JangadaError SECRET_STORE_PLACE, NETWORK_INCOMPLETE */
  constructor(scope: Construct, id: string, props: SecretsKeyProps) {
    super(scope, id);
    const { environment, account, region: location, network, admins = [], deployFrom = [] } = props;
    const tenantId = props.accountDetails?.["tenant"];
    if (!network || !tenantId) {
      throw new JangadaError({
        code: "SECRET_STORE_PLACE",
        message: `The vault of '${environment}' needs ${network ? "the tenant" : "the network"}, which nobody told.`,
        place: { construct: this.node.path },
        remedy: "Pass 'network' and 'accountDetails: { tenant }'.",
      });
    }
    const resourceGroupName = resourceGroupOf(network);
    this.vault = new KeyVault(this, "Resource", {
      // One that waits in another location would keep the name from this one.
      name: keyVaultName(account, environment, `secrets/${location}`),
      location,
      resourceGroupName,
      tenantId,
      skuName: "standard",
      rbacAuthorizationEnabled: true,
      purgeProtectionEnabled: true,
      softDeleteRetentionDays: SOFT_DELETE_DAYS,
      publicNetworkAccessEnabled: deployFrom.length > 0,
      networkAcls: { defaultAction: "Deny", bypass: "None", ipRules: [...deployFrom] },
      lifecycle: props.protected ? { preventDestroy: true } : undefined,
    });
    this.node.defaultChild = this.vault;
    this.keyId = this.vault.id;
    this.endpoint = new ServiceEndpoint(this, "endpoint", {
      name: `${environment}-secrets`,
      resourceGroupName,
      location,
      network,
      resourceId: this.vault.id,
      subresource: "vault",
    });
    const people = new Construct(this, "administrators");
    for (const principalId of admins) {
      new RoleAssignment(people, principalId, {
        scope: this.vault.id,
        roleDefinitionName: ADMINISTRATORS_ROLE,
        principalId,
        principalType: "Group",
      });
    }
  }

  public get attributes(): SecretsKeyAttributes {
    return { keyId: this.keyId, details: {} };
  }
}

export const secretsVaultImplementation: Implementation<SecretsKeyProps, ISecretsKey, typeof SECRETS_KEY.shape> = {
  create: (scope, id, props) => new SecretsVault(scope, id, props),
  fromAttributes: (scope, id, attributes) => new AdoptedSecretsKey(scope, id, attributes),
};
