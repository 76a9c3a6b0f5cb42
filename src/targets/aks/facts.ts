/** What neutral code has to know of AKS and of Azure around it. */
import type { TargetFacts } from "../../model/target-facts";
import { azureClient } from "./client";
import { KEY, PRINCIPAL, SUBSCRIPTION, TENANT, ZONE } from "./forms";
import { azurermVersion } from "./provider-version";
import { AZURE_REGIONS } from "./regions";
import { azureSizes } from "./sizes";
import { azurermStateFacts } from "./state-backend";
import { azureTags } from "./tags";
import { zoneRedundantDisks } from "./zone-redundant-disks";

/** The numbers of the zones of a region. */
const zonesOf = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => String(index + 1));

export const aksFacts = {
  name: "aks",
  title: "Azure",
  block: "azure",
  blockKeys: { account: "subscription", region: "location" },
  account: {
    ...SUBSCRIPTION,
    title: "Azure subscription id",
    description: "Id of the Azure subscription. The providers work in no other one, whoever's credentials are at hand.",
  },
  accountDetails: {
    tenant: {
      ...TENANT,
      title: "Entra ID tenant id",
      description: "Id of the Entra ID tenant that the subscription trusts, and whose people administer.",
    },
  },
  region: {
    pattern: /^[a-z]+\d?$/,
    error: "must be the name of an Azure location, such as westeurope",
    example: "westeurope",
    title: "Azure location",
    description: "Azure location by its short name, such as westeurope.",
    usual: "westeurope",
    known: Object.assign(
      Object.create(null) as Record<string, readonly string[]>,
      Object.fromEntries(Object.entries(AZURE_REGIONS).map(([name, count]) => [name, zonesOf(count)])),
    ),
  },
  deployFrom: {
    description:
      "Public IPv4 ranges from which deployments reach the key vaults of the environment, which otherwise let in its own network alone. Default: none, whoever deploys runs within the network.",
  },
  providerVersion: azurermVersion,
  storesInNetwork: true,
  zoneRedundantVolumes: zoneRedundantDisks,
  components: [
    "network",
    "cluster",
    "metricsServer",
    "databases",
    "objectServers",
    "objectStorage",
    "rabbitmq",
    "redis",
    "secrets",
    "ingress",
    "observability",
    "velero",
  ],
  zone: ZONE,
  keyId: KEY,
  principal: {
    ...PRINCIPAL,
    title: "object id",
    description:
      "Object ids of the Entra ID groups that administer the cluster. Nobody else does, whoever creates it: whoever deploys must be in one of them.",
    // No object has an id by convention: this one has to be put right before a deployment.
    usual: () => PRINCIPAL.example,
    accountOf: () => undefined,
  },
  tags: azureTags,
  names: { environment: 20 },
  // A Flexible Server is told when its window begins; it lasts an hour (learn.microsoft.com/azure/postgresql/flexible-server/concepts-maintenance).
  windows: { maintenance: { shortest: 60 } },
  // azure_pg_admin, azuresu (learn.microsoft.com/azure/postgresql/flexible-server/security-access-control).
  databaseRoles: "^azure",
  stateBackends: [azurermStateFacts],
  sizes: azureSizes,
  client: azureClient,
  providers: ["azurerm"],
  environmentVariables: ["ARM_", "AZURE_", "AAD_"],
  // Azure runs the control plane out of reach (learn.microsoft.com/azure/aks/control-plane-metrics-monitor shows what it tells of it).
  // Cilium takes kube-proxy's place.
  hiddenParts: ["controller-manager", "scheduler", "etcd", "kube-proxy"],
  // learn.microsoft.com/azure/aks: metrics-server is one of the system pods; the snapshot controller comes with the driver of disks
  // (csi-storage-drivers), unless `storage_profile` switches it off.
  bundled: ["metrics-server", "snapshot-controller"],
  hosts: () => ["management.azure.com", "login.microsoftonline.com"],
  entry: { module: "jangada/azure", className: "AzureTarget" },
} as const satisfies TargetFacts;
