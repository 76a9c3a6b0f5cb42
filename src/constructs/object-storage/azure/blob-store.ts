/** A store of objects on Azure: a container in a storage account of its own. */
import { MonitorDiagnosticSetting } from "@cdktf/provider-azurerm/lib/monitor-diagnostic-setting";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container";
import { StorageContainerImmutabilityPolicy } from "@cdktf/provider-azurerm/lib/storage-container-immutability-policy";
import { Construct } from "constructs";
import type { Implementation } from "../../../model/contract";
import type { Permission } from "../../../model/identity";
import { textSchema } from "../../../model/text-form";
import { SUBSCRIPTION } from "../../../targets/aks/forms";
import { CLOSED_ACCOUNT } from "../../kit/azure/closed-account";
import { existingOrNewKey, type KeyInUse } from "../../kit/azure/encryption-key";
import { type AzurePlace, azurePlaceOf } from "../../kit/azure/place";
import { ServiceEndpoint } from "../../kit/azure/private-endpoint";
import { storageAccountName } from "../../kit/azure/world-names";
import { validateProps } from "../../kit/cdktf/props";
import { AdoptedObjectStore, objectPermissions } from "../adopted-store";
import { checkStore } from "../check";
import type { IObjectStore, OBJECT_STORE, ObjectStoreAttributes } from "../contract";
import { objectStoreSchema, type ObjectStoreProps, type ObjectStoreSettings } from "../props";
import type { Access } from "../section";
import { AccessLogWorkspace } from "./access-log-workspace";
import { containerLifecycle } from "./lifecycle";
import { checkStorageAccount, replicationOf } from "./part";

// A container's name has three characters at least (learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules).
const blobStoreProps = objectStoreSchema.safeExtend({
  name: objectStoreSchema.shape.name.min(3),
  account: textSchema(SUBSCRIPTION),
});

/** Days in which a container that was deleted comes back, at least. */
const LEAST_CONTAINER_DAYS = 7;

/** Who writes, reads and deletes (learn.microsoft.com/azure/storage/blobs/monitor-blob-storage-reference, "Resource logs"). */
const REQUESTS = ["StorageRead", "StorageWrite", "StorageDelete"];

/**
 * What is overwritten or deleted stays for a while; everything is encrypted twice, once with a key of its own; it is reached through the
 * network alone, by principals alone, by TLS alone.
 *
 * @security CKV_AZURE_3 AZU-0008 HTTPS alone @security CKV_AZURE_44 AZU-0011 TLS 1.2
 * @security CKV_AZURE_59 CKV_AZURE_190 CKV2_AZURE_47 nothing is public
 * @security CKV_AZURE_35 AZU-0012 denied but by the rules @security CKV_AZURE_36 AZU-0010 Azure's trusted services come in
 * @security CKV2_AZURE_1 CKV2_AZURE_18 with a key of its own
 * @security CKV2_AZURE_33 a private endpoint @security CKV2_AZURE_38 deleted objects and containers come back
 * @security CKV2_AZURE_40 no shared keys @security CKV2_AZURE_41 signed links end @security CKV_AZURE_244 no local users
 * @security CKV_AZURE_34 AZU-0007 the container is private
 */
export class BlobStore extends Construct implements IObjectStore {
  public readonly account: StorageAccount;
  public readonly container: StorageContainer;
  public readonly endpointInNetwork: ServiceEndpoint;
  public readonly key: KeyInUse;
  /** Undefined where none is asked for, and where the account has one (`mode: governance`). */
  public readonly lock: StorageContainerImmutabilityPolicy | undefined;
  /** Of the container. */
  public readonly bucketName: string;
  public readonly region: string;
  public readonly endpoint: string;
  private readonly place: AzurePlace;

  /** @throws JangadaError INVALID_PROPS, TOKEN_NOT_ALLOWED, AZURE_PLACE, and the codes of `checkStore` and of Azure's own checks. */
  constructor(scope: Construct, id: string, props: ObjectStoreProps) {
    super(scope, id);
    const { network, ...rest } = props;
    const settings = validateProps(this, blobStoreProps, rest, (store) => [
      ...checkStore(store),
      ...checkStorageAccount(store, store.region),
    ]);
    this.place = azurePlaceOf(this, { ...settings, network });
    const { region, lock } = settings;
    const { resourceGroupName } = this.place;
    this.region = region;
    this.bucketName = settings.name;
    const existing = settings.azure.encryptionKey;
    this.key = existingOrNewKey(this, "key", existing && { keyId: existing.id, identityId: existing.identity }, {
      ...this.place,
      name: settings.name,
      use: "objects",
      protected: settings.protected,
    });
    const lifecycle = settings.protected ? { preventDestroy: true } : undefined;
    this.account = this.makeAccount(settings, lifecycle);
    const storageAccountId = this.account.id;
    this.endpoint = `${this.accountName(settings)}.blob.core.windows.net`;
    this.container = new StorageContainer(this, "container", {
      name: settings.name,
      storageAccountId,
      containerAccessType: "private",
      lifecycle,
    });
    this.endpointInNetwork = new ServiceEndpoint(this, "endpoint", {
      name: settings.name,
      resourceGroupName,
      location: region,
      network: this.place.network,
      resourceId: storageAccountId,
      subresource: "blob",
    });
    containerLifecycle(this, { ...settings, storageAccountId });
    // An account's own is made unlocked alone, so what nobody may lift stands on the container: there nothing is overwritten at all.
    this.lock =
      lock?.mode === "compliance"
        ? new StorageContainerImmutabilityPolicy(this, "lock", {
            storageContainerResourceManagerId: this.container.id,
            immutabilityPeriodInDays: lock.days,
            locked: true,
          })
        : undefined;
    if (settings.accessLogs) this.logAccess();
    this.node.defaultChild = this.account;
  }

  /** Pods are known by their service accounts. */
  public credentialsFor(): undefined {
    return undefined;
  }

  public permissions(access: Access, prefix?: string): readonly Permission[] {
    return objectPermissions(this.attributes, access, prefix);
  }

  public get attributes(): ObjectStoreAttributes {
    return {
      bucketName: this.bucketName,
      region: this.region,
      endpoint: this.endpoint,
      details: {
        storeId: this.container.id,
        "storage-account": this.account.name,
        "resource-group": this.place.resourceGroupName,
      },
    };
  }

  private accountName({ name, azure }: ObjectStoreSettings): string {
    return azure.storageAccount ?? storageAccountName(this.place.subscription, name, "objects", "obj");
  }

  private makeAccount(
    settings: ObjectStoreSettings,
    lifecycle: { readonly preventDestroy: boolean } | undefined,
  ): StorageAccount {
    const { region: location, noncurrentDays, lock } = settings;
    const { keyId, identityId, ready } = this.key;
    return new StorageAccount(this, "Resource", {
      name: this.accountName(settings),
      location,
      resourceGroupName: this.place.resourceGroupName,
      accountKind: "StorageV2",
      accountTier: "Standard",
      accountReplicationType: replicationOf(settings, location),
      ...CLOSED_ACCOUNT,
      allowedCopyScope: "AAD",
      sharedAccessKeyEnabled: false,
      defaultToOauthAuthentication: true,
      publicNetworkAccessEnabled: false,
      networkRules: { defaultAction: "Deny", bypass: ["AzureServices"] },
      identity: { type: "UserAssigned", identityIds: [identityId] },
      customerManagedKey: { keyVaultKeyId: keyId, userAssignedIdentityId: identityId },
      blobProperties: {
        versioningEnabled: true,
        deleteRetentionPolicy: { days: noncurrentDays },
        containerDeleteRetentionPolicy: { days: Math.max(noncurrentDays, LEAST_CONTAINER_DAYS) },
      },
      ...(lock?.mode === "governance"
        ? {
            immutabilityPolicy: {
              state: "Unlocked",
              periodSinceCreationInDays: lock.days,
              allowProtectedAppendWrites: false,
            },
          }
        : {}),
      lifecycle,
      dependsOn: ready,
    });
  }

  private logAccess(): void {
    const { location, resourceGroupName } = this.place;
    new MonitorDiagnosticSetting(this, "access-logging", {
      name: "access",
      targetResourceId: `${this.account.id}/blobServices/default`,
      logAnalyticsWorkspaceId: AccessLogWorkspace.of(this, { location, resourceGroupName }).workspace.id,
      enabledLog: REQUESTS.map((category) => ({ category })),
    });
  }
}

export const blobStoreImplementation: Implementation<ObjectStoreProps, IObjectStore, typeof OBJECT_STORE.shape> = {
  create: (scope, id, props) => new BlobStore(scope, id, props),
  fromAttributes: (scope, id, attributes) => new AdoptedObjectStore(scope, id, attributes),
};
