/** The key of disks, of nodes and of pods' volumes. */
import { DiskEncryptionSet } from "@cdktf/provider-azurerm/lib/disk-encryption-set";
import { Construct } from "constructs";
import {
  type EncryptionKeyProps,
  existingOrNewKey,
  type ExistingKey,
  type KeyInUse,
} from "../../kit/azure/encryption-key";

export interface DiskEncryptionProps extends Pick<
  EncryptionKeyProps,
  "name" | "resourceGroupName" | "location" | "subscription" | "tenant" | "network" | "deployFrom" | "protected"
> {
  /** @default a key of its own */
  readonly existing?: ExistingKey | undefined;
}

/** New versions of the key are taken up by themselves; what a version encrypted is read with it until then. */
export class DiskEncryption extends Construct {
  public readonly key: KeyInUse;
  public readonly set: DiskEncryptionSet;

  constructor(scope: Construct, id: string, { existing, ...props }: DiskEncryptionProps) {
    super(scope, id);
    const { name, resourceGroupName, location } = props;
    this.key = existingOrNewKey(this, "key", existing, { ...props, use: "disks" });
    this.set = new DiskEncryptionSet(this, "Resource", {
      name: `${name}-disks`,
      resourceGroupName,
      location,
      encryptionType: "EncryptionAtRestWithCustomerKey",
      keyVaultKeyId: this.key.keyId,
      autoKeyRotationEnabled: true,
      identity: { type: "UserAssigned", identityIds: [this.key.identityId] },
      dependsOn: [...this.key.ready],
    });
    this.node.defaultChild = this.set;
  }
}
