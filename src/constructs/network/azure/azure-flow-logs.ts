/** A record of every connection in a virtual network. */
import { NetworkWatcherFlowLog } from "@cdktf/provider-azurerm/lib/network-watcher-flow-log";
import { StorageAccount } from "@cdktf/provider-azurerm/lib/storage-account";
import { Construct } from "constructs";
import { CLOSED_ACCOUNT } from "../../kit/azure/closed-account";
import { storageAccountName } from "../../kit/azure/world-names";

export interface AzureFlowLogsProps {
  /** What names in the cloud begin with. */
  readonly name: string;
  /** The location of the network. */
  readonly location: string;
  /** Id of the subscription: names of storage accounts are unique in the world. */
  readonly subscription: string;
  /** The resource group that it stands in. */
  readonly resourceGroupName: string;
  /** Id of the virtual network. */
  readonly networkId: string;
  /** Days for which the logs are kept. */
  readonly retentionDays: number;
}

/** Days for which a deleted log comes back. */
const UNDELETE_DAYS = 7;

/** @security CKV_AZURE_12 AZU-0049 kept for a year, unless `logRetentionDays` says otherwise @security CKV2_AZURE_38 deleted logs come back */
export class AzureFlowLogs extends Construct {
  public readonly account: StorageAccount;
  public readonly flowLog: NetworkWatcherFlowLog;

  constructor(scope: Construct, id: string, props: AzureFlowLogsProps) {
    super(scope, id);
    const { name, location, resourceGroupName } = props;
    this.account = new StorageAccount(this, "storage-account", {
      name: storageAccountName(props.subscription, name, "flow-logs", "flow"),
      location,
      resourceGroupName,
      accountTier: "Standard",
      accountReplicationType: "LRS",
      ...CLOSED_ACCOUNT,
      blobProperties: { deleteRetentionPolicy: { days: UNDELETE_DAYS } },
      // Azure's network watcher writes from outside of the network, as a service that is trusted, which an account without public
      // access refuses like everybody (github.com/DFE-Digital/terraform-azurerm-container-apps-hosting/pull/388); and by the account's key
      // (learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview, "Storage account"): an identity of its own is nothing
      // that azurerm can give it (github.com/hashicorp/terraform-provider-azurerm/issues/30219).
      publicNetworkAccessEnabled: true,
      networkRules: { defaultAction: "Deny", bypass: ["AzureServices"] },
    });
    this.flowLog = new NetworkWatcherFlowLog(this, "Resource", {
      name: `${name}-flow-logs`,
      // Azure makes one in every location that has a network, and refuses a second one.
      networkWatcherName: `NetworkWatcher_${location}`,
      resourceGroupName: "NetworkWatcherRG",
      location,
      targetResourceId: props.networkId,
      storageAccountId: this.account.id,
      enabled: true,
      version: 2,
      retentionPolicy: { enabled: true, days: props.retentionDays },
    });
    this.node.defaultChild = this.flowLog;
  }
}
