/** A key of our own for one purpose: in a vault of its own, and with an identity by which a service of Azure uses it. */
import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import { KeyVault } from "@cdktf/provider-azurerm/lib/key-vault";
import { KeyVaultKey } from "@cdktf/provider-azurerm/lib/key-vault-key";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { UserAssignedIdentity } from "@cdktf/provider-azurerm/lib/user-assigned-identity";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { TerraformData } from "../cdktf/terraform-data";
import type { DetailedNetwork } from "./network-place";
import { ServiceEndpoint } from "./private-endpoint";
import { roleSettled } from "./role-settled";
import { keyVaultName } from "./world-names";

/** Days in which a deleted vault or key can be brought back: the most that Key Vault gives. Never changed afterwards. */
const SOFT_DELETE_DAYS = 90;

/**
 * A version is used for a year, and good for another: whatever takes up new ones by itself has that long. What is encrypted with a
 * version is read with it after its end, too (learn.microsoft.com/azure/key-vault/keys/about-keys-details, "Date-time controlled operations").
 */
const ROTATE_AFTER = "P365D";
const EXPIRE_AFTER = "P730D";
const EXPIRE_AFTER_HOURS = 730 * 24;
const NOTIFY_BEFORE = "P30D";

/** learn.microsoft.com/azure/postgresql/flexible-server/concepts-data-encryption: RSA of 2048, 3072 or 4096 bits, as storage and disks. */
const KEY_BITS = 3072;

/** Who makes keys, and who wraps and unwraps with them (learn.microsoft.com/azure/key-vault/general/rbac-guide). */
const MAKES_KEYS = "Key Vault Crypto Officer";
const USES_KEYS = "Key Vault Crypto Service Encryption User";

export interface EncryptionKeyProps {
  /** What it belongs to: names in the cloud begin with it, such as `prod-orders`. A literal. */
  readonly name: string;
  /** What it is for, within that: part of the vault's name, so that two uses of one name have two vaults. A literal. */
  readonly use: string;
  /** The resource group that it stands in. */
  readonly resourceGroupName: string;
  /** The location of vault and identity: what it encrypts stands there, too. */
  readonly location: string;
  /** Id of the subscription: names of vaults are unique in the world. A literal. */
  readonly subscription: string;
  /** Id of the Entra ID tenant whose principals are let in. */
  readonly tenant: string;
  /** The network from which the vault is reached. */
  readonly network: DetailedNetwork;
  /** The location of the network, where its address in it is made. @default `location` */
  readonly networkLocation?: string;
  /** IPv4 ranges outside of the network from which keys are made: of whoever deploys. @default none: from within the network alone */
  readonly deployFrom?: readonly string[];
  /** Whether Terraform refuses to destroy it: of keys without which data and backups are lost. @default false */
  readonly protected?: boolean;
}

/** A key in use: what a resource is told of it, and what has to be there before it. */
export interface KeyInUse {
  /** The key's id without a version: whoever is told that takes up new versions by itself. */
  readonly keyId: string;
  /** ARM id of the identity that may use it. */
  readonly identityId: string;
  /** What a resource that uses the key depends on. */
  readonly ready: ITerraformDependable[];
}

/**
 * The vault lets in Azure's own services by their identities, its private address, and `deployFrom`; nobody else, whatever roles they have.
 * A vault or a key that was deleted comes back for 90 days, and cannot be purged before.
 *
 * @security CKV_AZURE_42 CKV_AZURE_110 AZU-0016 deleted keys come back, and nobody purges them
 * @security CKV_AZURE_109 AZU-0013 nobody is let in but by the rules
 * @security CKV_AZURE_189 not public: no access, or named ranges
 * @security CKV2_AZURE_32 reached by a private endpoint
 * @security CKV_AZURE_112 in a hardware security module
 * @security CKV_AZURE_40 AZU-0014 versions expire, and are renewed a year before
 */
export class EncryptionKey extends Construct implements KeyInUse {
  public readonly vault: KeyVault;
  public readonly endpoint: ServiceEndpoint;
  public readonly identity: UserAssignedIdentity;
  /** Whoever makes the key: who deploys. */
  public readonly officer: RoleAssignment;
  /** Whoever uses the key: `identity`. */
  public readonly user: RoleAssignment;
  public readonly settled: TerraformData;
  public readonly key: KeyVaultKey;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const { name, use, resourceGroupName, location } = props;
    const lifecycle = props.protected ? { preventDestroy: true } : undefined;
    this.vault = this.makeVault(props);
    this.endpoint = new ServiceEndpoint(this, "endpoint", {
      name: `${name}-${use}`,
      resourceGroupName,
      location: props.networkLocation ?? location,
      network: props.network,
      resourceId: this.vault.id,
      subresource: "vault",
    });
    this.identity = new UserAssignedIdentity(this, "identity", {
      name: `${name}-${use}-key`,
      resourceGroupName,
      location,
    });
    this.officer = new RoleAssignment(this, "officer", {
      scope: this.vault.id,
      roleDefinitionName: MAKES_KEYS,
      principalId: new DataAzurermClientConfig(this, "deployer", {}).objectId,
      // Whoever runs it next is let in by whoever is responsible; nobody is put out by running it.
      lifecycle: { ignoreChanges: ["principal_id"] },
    });
    this.user = new RoleAssignment(this, "user", {
      scope: this.vault.id,
      roleDefinitionName: USES_KEYS,
      principalId: this.identity.principalId,
      principalType: "ServicePrincipal",
    });
    this.settled = roleSettled(this, "roles-settled", [this.officer, this.user]);
    this.key = new KeyVaultKey(this, "Resource", {
      name: use,
      keyVaultId: this.vault.id,
      keyType: "RSA-HSM",
      keySize: KEY_BITS,
      keyOpts: ["unwrapKey", "wrapKey"],
      // Of the first version, counted from the day that it is made; the policy below sets that of each later one.
      expirationDate: `\${timeadd(timestamp(), "${EXPIRE_AFTER_HOURS}h")}`,
      rotationPolicy: {
        expireAfter: EXPIRE_AFTER,
        notifyBeforeExpiry: NOTIFY_BEFORE,
        automatic: { timeAfterCreation: ROTATE_AFTER },
      },
      lifecycle: { ...lifecycle, ignoreChanges: ["expiration_date"] },
      dependsOn: [this.settled, this.endpoint.endpoint],
    });
    this.node.defaultChild = this.key;
  }

  public get keyId(): string {
    return this.key.versionlessId;
  }
  public get identityId(): string {
    return this.identity.id;
  }
  /** Object id of the identity. */
  public get identityPrincipalId(): string {
    return this.identity.principalId;
  }
  /** The key, made; its endpoint; and the role of its identity, in force. */
  public get ready(): ITerraformDependable[] {
    return [this.key, this.settled];
  }

  /** Protects it, as the first one of those that share it which is protected. */
  public protect(): void {
    for (const resource of [this.vault, this.key]) resource.lifecycle = { ...resource.lifecycle, preventDestroy: true };
  }

  private makeVault(props: EncryptionKeyProps): KeyVault {
    const { deployFrom = [] } = props;
    return new KeyVault(this, "vault", {
      name: keyVaultName(props.subscription, props.name, props.use),
      location: props.location,
      resourceGroupName: props.resourceGroupName,
      tenantId: props.tenant,
      // The one with hardware security modules.
      skuName: "premium",
      rbacAuthorizationEnabled: true,
      purgeProtectionEnabled: true,
      softDeleteRetentionDays: SOFT_DELETE_DAYS,
      publicNetworkAccessEnabled: deployFrom.length > 0,
      networkAcls: { defaultAction: "Deny", bypass: "AzureServices", ipRules: [...deployFrom] },
      lifecycle: props.protected ? { preventDestroy: true } : undefined,
    });
  }
}

/** A key that exists, and the identity that may use it, which its owner has seen to. */
export type ExistingKey = Pick<KeyInUse, "keyId" | "identityId">;

/** The key that exists, else one of our own. */
export function existingOrNewKey(
  scope: Construct,
  id: string,
  existing: ExistingKey | undefined,
  props: EncryptionKeyProps,
): KeyInUse {
  return existing === undefined ? new EncryptionKey(scope, id, props) : { ...existing, ready: [] };
}
