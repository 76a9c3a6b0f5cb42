/** A storage account for Terraform's states on Azure. */
import { DataAzurermClientConfig } from "@cdktf/provider-azurerm/lib/data-azurerm-client-config";
import { ManagementLock } from "@cdktf/provider-azurerm/lib/management-lock";
import { ResourceGroup } from "@cdktf/provider-azurerm/lib/resource-group";
import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { StorageContainer } from "@cdktf/provider-azurerm/lib/storage-container";
import { StorageManagementPolicy } from "@cdktf/provider-azurerm/lib/storage-management-policy";
import { Construct } from "constructs";
import type { Implementation } from "../../../model/contract";
import { azurermStateFacts, DEFAULT_CONTAINER } from "../../../targets/aks/state-backend";
import { CLOSED_ACCOUNT } from "../../kit/azure/closed-account";
import { validateProps } from "../../kit/cdktf/props";
import type { IStateBucket, STATE_BUCKET, StateBucketAttributes, StateBucketProps } from "../contract";
import { stateBucketSchema } from "../props";

/** Written as the environment file writes them under `state`. */
const accountSchema = stateBucketSchema.omit({ keyId: true }).extend({
  bucket: azurermStateFacts.fields.storageAccount,
  container: azurermStateFacts.fields.container,
});

/** Days for which a deleted state, or a deleted container, comes back: the most that Azure keeps one. */
const UNDELETE_DAYS = 365;
/** What encrypts the states: keys that Azure keeps (`encryption.keySource` of its API). */
const KEY_SOURCE = "Microsoft.Storage";

/**
 * Versions are kept, shared keys are off, so that whoever reads or writes is a principal with a role, nothing is public, and neither
 * Terraform nor anybody at Azure deletes it by mistake. It is reached from outside of any network: none is there yet.
 *
 * @security CKV_AZURE_3 CKV_AZURE_44 TLS 1.2 @security CKV_AZURE_190 CKV2_AZURE_47 nothing is public
 * @security CKV2_AZURE_40 no shared keys @security CKV2_AZURE_38 deleted blobs come back
 */
export class AzureStateAccount extends Construct implements IStateBucket {
  public readonly resourceGroup: ResourceGroup;
  public readonly account: StorageAccount;
  public readonly container: StorageContainer;
  public readonly writer: RoleAssignment;
  public readonly lock: ManagementLock;
  public readonly bucketName: string;
  public readonly keyId = KEY_SOURCE;

  /** @throws JangadaError INVALID_PROPS */
  constructor(scope: Construct, id: string, props: StateBucketProps) {
    super(scope, id);
    const settings = validateProps(this, accountSchema, props);
    const { bucket: name, region: location, noncurrentDays, container = DEFAULT_CONTAINER } = settings;
    this.bucketName = name;
    this.resourceGroup = new ResourceGroup(this, "resource-group", { name, location });
    this.account = new StorageAccount(this, "Resource", {
      name,
      location,
      resourceGroupName: this.resourceGroup.name,
      accountTier: "Standard",
      // A state outlives its region: it says what there is in all of them.
      accountReplicationType: "GRS",
      ...CLOSED_ACCOUNT,
      sharedAccessKeyEnabled: false,
      defaultToOauthAuthentication: true,
      blobProperties: {
        versioningEnabled: true,
        deleteRetentionPolicy: { days: UNDELETE_DAYS },
        containerDeleteRetentionPolicy: { days: UNDELETE_DAYS },
      },
      lifecycle: { preventDestroy: true },
    });
    this.node.defaultChild = this.account;
    this.container = new StorageContainer(this, "container", {
      name: container,
      storageAccountId: this.account.id,
      containerAccessType: "private",
      lifecycle: { preventDestroy: true },
    });
    // The owner of a subscription reads no blob by that alone.
    this.writer = new RoleAssignment(this, "writer", {
      scope: this.account.id,
      roleDefinitionName: "Storage Blob Data Contributor",
      principalId: new DataAzurermClientConfig(this, "deployer", {}).objectId,
      // Whoever runs it next is let in by whoever is responsible; nobody is put out by running it.
      lifecycle: { ignoreChanges: ["principal_id"] },
    });
    new StorageManagementPolicy(this, "earlier-versions", {
      storageAccountId: this.account.id,
      rule: [
        {
          name: "earlier-versions",
          enabled: true,
          filters: { blobTypes: ["blockBlob"] },
          actions: { version: { deleteAfterDaysSinceCreation: noncurrentDays } },
        },
      ],
    });
    this.lock = new ManagementLock(this, "lock", {
      name: "states",
      scope: this.account.id,
      lockLevel: "CanNotDelete",
      notes: "Terraform's states of everything that was deployed",
      // A lock counts for what is in the account, too.
      dependsOn: [this.container, this.writer],
    });
  }

  public get attributes(): StateBucketAttributes {
    return { bucketName: this.bucketName, keyId: this.keyId };
  }
}

class AdoptedStateAccount extends Construct implements IStateBucket {
  constructor(
    scope: Construct,
    id: string,
    public readonly attributes: StateBucketAttributes,
  ) {
    super(scope, id);
  }
  public get bucketName(): string {
    return this.attributes.bucketName;
  }
  public get keyId(): string {
    return this.attributes.keyId;
  }
}

export const azureStateAccountImplementation: Implementation<
  StateBucketProps,
  IStateBucket,
  typeof STATE_BUCKET.shape
> = {
  create: (scope, id, props) => new AzureStateAccount(scope, id, props),
  fromAttributes: (scope, id, attributes) => new AdoptedStateAccount(scope, id, attributes),
};
