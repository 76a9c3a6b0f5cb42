/** The keys of a server: its own, those of another one, or what exists; and those of its backups in another region. */
import type { PostgresqlFlexibleServerCustomerManagedKey } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { pairedRegion } from "../../../targets/aks/region-pairs";
import { EncryptionKey, type EncryptionKeyProps, type KeyInUse } from "../../kit/azure/encryption-key";
import type { ExistingKeySection } from "../../kit/azure/existing-key";
import type { DetailedNetwork } from "../../kit/azure/network-place";
import type { KeyOwner, PostgresDbSettings } from "../props";

/** The ids under a server of its keys: their addresses derive from them. */
const KEY = "key";
const GEO_KEY = "geo-key";

export interface ServerKeysProps {
  /** The section's fields, checked and with their defaults. */
  readonly settings: PostgresDbSettings;
  /** Whose key it is, where it is another server's. */
  readonly owner: KeyOwner | undefined;
  /** The network from which the vaults are reached. */
  readonly network: DetailedNetwork;
  /** The resource group that they stand in. */
  readonly resourceGroupName: string;
  /** Id of the tenant. */
  readonly tenant: string;
  /** IPv4 ranges outside of the network from which the keys are made. */
  readonly deployFrom: readonly string[];
}

export class ServerKeys {
  public readonly main: KeyInUse;
  /** Undefined where backups stay in their region. */
  public readonly geo: KeyInUse | undefined;

  constructor(
    private readonly server: Construct,
    private readonly props: ServerKeysProps,
  ) {
    const { region, azure } = props.settings;
    this.main = this.keyOf(KEY, azure.encryptionKey, region, "databases");
    this.geo = azure.geoBackup
      ? this.keyOf(GEO_KEY, azure.geoEncryptionKey, pairedRegion(region) ?? region, "database-backups")
      : undefined;
  }

  public get encryption(): PostgresqlFlexibleServerCustomerManagedKey {
    const { main, geo } = this;
    return {
      keyVaultKeyId: main.keyId,
      primaryUserAssignedIdentityId: main.identityId,
      ...(geo ? { geoBackupKeyVaultKeyId: geo.keyId, geoBackupUserAssignedIdentityId: geo.identityId } : {}),
    };
  }
  /** By whom the server uses them. */
  public get identityIds(): string[] {
    return [this.main, this.geo].flatMap((key) => key?.identityId ?? []);
  }
  public get ready(): ITerraformDependable[] {
    return [this.main, this.geo].flatMap((key) => key?.ready ?? []);
  }

  /**
   * A key that another server has, too, stands at its address, also when that server is gone: it is kept as long as one of them is in
   * the file, and protected if one of them is.
   */
  private keyOf(id: string, existing: ExistingKeySection | undefined, location: string, use: string): KeyInUse {
    if (existing) return { keyId: existing.id, identityId: existing.identity, ready: [] };
    const { settings, owner, network, resourceGroupName, tenant, deployFrom } = this.props;
    const shared = owner && keyAt(owner.place, id);
    if (shared) {
      if (settings.protected) shared.protect();
      return shared;
    }
    const props: EncryptionKeyProps = {
      name: owner?.name ?? settings.name,
      use,
      resourceGroupName,
      location,
      networkLocation: settings.region,
      subscription: settings.account,
      tenant,
      network,
      deployFrom,
      protected: settings.protected,
    };
    return new EncryptionKey(owner?.place ?? this.server, id, props);
  }
}

function keyAt(place: Construct, id: string): EncryptionKey | undefined {
  return [place, place.node.tryFindChild("Default")]
    .map((construct) => construct?.node.tryFindChild(id))
    .find((found) => found instanceof EncryptionKey);
}
