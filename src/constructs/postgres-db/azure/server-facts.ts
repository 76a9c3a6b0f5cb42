/** What Flexible Server makes of PostgreSQL in general: sizes, storage, limits, names. Data, without cdktf. */
import type { DatabaseSize } from "../../../catalog/postgres";
import { STORAGE_TIERS } from "../../../targets/aks/postgres-servers";
import type { ServerSection } from "../section";

/** By abstract size. vCPU and memory from learn.microsoft.com/azure/postgresql/flexible-server/concepts-compute. */
export const SKUS: Readonly<Record<DatabaseSize, string>> = {
  /** 2 vCPU (burstable), 4 GiB */
  small: "B_Standard_B2s",
  /** 2 vCPU, 8 GiB */
  medium: "GP_Standard_D2ds_v5",
  /** 4 vCPU, 32 GiB */
  large: "MO_Standard_E4ds_v5",
};

/** Burstable servers have neither a standby nor replicas (concepts-compute, "Burstable"). */
export const isBurstable = (sku: string): boolean => sku.startsWith("B_");

/** The smallest that has both: what `small` means where one is asked for. */
const SMALLEST_DOUBLED = SKUS.medium;

/** What the server runs on: what the file names, else by its size and what it is asked for. */
export function skuOf({ size, highAvailability, readReplicas, azure }: SizedServer): string {
  if (azure.sku !== undefined) return azure.sku;
  const sku = SKUS[size];
  return isBurstable(sku) && (highAvailability || readReplicas > 0) ? SMALLEST_DOUBLED : sku;
}

type SizedServer = Pick<ServerSection, "size" | "highAvailability" | "readReplicas" | "azure">;

const MIB = 1024;

/** MiB of the sizes that disks come in, the smallest first; two that no GiB tells apart are one (4095 and 4096 GiB). */
const STORAGE_MB: readonly number[] = Object.keys(STORAGE_TIERS)
  .map(Number)
  .filter((size) => size !== 4_193_280)
  .sort((a, b) => a - b);

/** The most that there is, in GiB. */
export const LARGEST_STORAGE = Math.floor(Math.max(...STORAGE_MB) / MIB);

/** MiB of the smallest disk that holds so many GiB. @param gib At most `LARGEST_STORAGE`. */
export function storageMb(gib: number): number {
  return STORAGE_MB.find((size) => size >= gib * MIB) ?? Math.max(...STORAGE_MB);
}

/** Whether storage may grow by itself: Azure knows no ceiling, so it does not where the next size would be beyond the file's. */
export const grows = ({ storage, maxStorage }: Pick<ServerSection, "storage" | "maxStorage">): boolean =>
  maxStorage === undefined || storageMb(maxStorage) > storageMb(storage);

/** Read replicas of one server (learn.microsoft.com/azure/postgresql/read-replica/concepts-read-replicas). */
export const MOST_REPLICAS = 5;

/** The name of a server's replica, counted from 1. */
export const replicaName = (server: string, ordinal: number): string => `${server}-replica-${ordinal}`;

/** What Azure calls a server (learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules, "flexibleServers"). */
export const SERVER_NAME = /^[a-z0-9](?:[a-z0-9-]{1,61})[a-z0-9]$/;

/** The service to which the subnet of a server is given as a whole. */
export const SERVICE = "Microsoft.DBforPostgreSQL/flexibleServers";

/** A server by its ARM id: of another resource group, or of one that was deleted. */
export const SERVER_ID =
  /^\/subscriptions\/[0-9a-fA-F-]{36}\/resourceGroups\/[a-zA-Z0-9._()-]{1,90}\/providers\/Microsoft\.DBforPostgreSQL\/flexibleServers\/[a-z0-9-]{3,63}$/i;

export const serverId = (subscription: string, resourceGroup: string, name: string): string =>
  `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/${SERVICE}/${name}`;

/**
 * Arguments that count when a server is made, and where a change of them would replace it, or be refused; and what a failover exchanges
 * (github.com/hashicorp/terraform-provider-azurerm/issues/13443). A restored server has those of its source.
 */
export const IGNORED: readonly string[] = [
  "create_mode",
  "customer_managed_key",
  "geo_redundant_backup_enabled",
  "high_availability[0].standby_availability_zone",
  "point_in_time_restore_time_in_utc",
  "source_server_id",
  "zone",
];

/** What the file may not set otherwise: connections are encrypted, and passwords are kept as SCRAM verifiers. */
export const FIXED_PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  require_secure_transport: ["on"],
  ssl_min_protocol_version: ["TLSv1.2", "TLSv1.3"],
  password_encryption: ["scram-sha-256"],
  "azure.accepted_password_auth_method": ["scram-sha-256"],
};

/** Of another cloud's own parameters: Azure refuses one that it does not know. */
export const isForeignParameter = (name: string): boolean => name.startsWith("rds.");
