/** What Flexible Server refuses of a server. */
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import type { ValueObject } from "../../../rehearsal/protocol/value";
import type { WorldObject } from "../../../rehearsal/world/world";
import { firstOf, numberOf, textOf } from "../../../rehearsal/engine/attributes";
import { postgresSizes, STORAGE_TIERS } from "../../../targets/aks/postgres-servers";
import { AZURE_REGIONS } from "../../../targets/aks/regions";
import { lastPart } from "../shared/arm-ids";
import { live, objectOfId } from "../shared/lookups";
import { actualProblems, apiError, providerError, type Doing } from "../shared/refusal";
import { droppedServer } from "./dropped";

const DELEGATION = "Microsoft.DBforPostgreSQL/flexibleServers";

export const takesPasswords = (state: ValueObject): boolean =>
  firstOf(state.authentication)?.password_auth_enabled !== false;

const isReplica = (state: ValueObject): boolean => state.create_mode === "Replica";

export function sizeProblems(state: ValueObject, prior: ValueObject | null, at: Doing): readonly Diagnostic[] {
  const [storage, before] = [state, prior].map((one) => numberOf(one?.storage_mb));
  const tiers = STORAGE_TIERS[storage ?? 0];
  const tier = textOf(state.storage_tier);
  const size = textOf(state.sku_name);
  return actualProblems(
    size !== undefined &&
      size !== "" &&
      !postgresSizes().has(size) &&
      providerError(at, `sku_name must be one of those of Flexible Server, got ${size}`),
    storage !== undefined &&
      before !== undefined &&
      storage < before &&
      apiError(
        at,
        400,
        "ServerStorageSizeReductionNotSupported",
        `Storage cannot shrink from ${before} to ${storage} MiB.`,
      ),
    tier !== undefined &&
      tiers &&
      !tiers.includes(tier) &&
      providerError(
        at,
        `invalid 'storage_tier' "${tier}" for defined 'storage_mb' size '${storage}', expected one of [${tiers.map((one) => `"${one}"`).join(", ")}]`,
      ),
  );
}

export function availabilityProblems(state: ValueObject, prior: ValueObject | null, at: Doing): readonly Diagnostic[] {
  const availability = firstOf(state.high_availability);
  const zones = AZURE_REGIONS[textOf(state.location) ?? ""] ?? 0;
  const [zone, standby] = [textOf(state.zone), textOf(availability?.standby_availability_zone)];
  const isZoned = availability?.mode === "ZoneRedundant";
  const before = textOf(prior?.zone);
  const exchanged = textOf(firstOf(prior?.high_availability)?.standby_availability_zone);
  return actualProblems(
    availability &&
      textOf(state.sku_name)?.startsWith("B_") &&
      apiError(
        at,
        400,
        "HANotSupportedForBurstableSkuWithinSameZone",
        "High availability is not supported for Burstable servers.",
      ),
    availability &&
      isReplica(state) &&
      apiError(at, 400, "ReplicaHANotSupported", "A read replica has no high availability."),
    isZoned &&
      zones === 0 &&
      apiError(at, 400, "HAZoneRedundantNotSupported", `There are no zones in ${textOf(state.location)}.`),
    isZoned &&
      zone !== undefined &&
      zone === standby &&
      apiError(
        at,
        400,
        "InvalidStandbyAvailabilityZone",
        "Primary and standby cannot be in the same zone with ZoneRedundant.",
      ),
    prior &&
      before !== undefined &&
      before !== "" &&
      zone !== before &&
      zone !== exchanged &&
      providerError(
        at,
        "`zone` can only be changed when exchanged with the zone specified in `high_availability.0.standby_availability_zone`",
      ),
  );
}

export function networkProblems(context: BehaviourContext, state: ValueObject, at: Doing): readonly Diagnostic[] {
  const subnetId = textOf(state.delegated_subnet_id);
  const zoneId = textOf(state.private_dns_zone_id) || undefined;
  const subnet = objectOfId(context.world, subnetId ?? "");
  const isDelegated = firstOf(firstOf(subnet?.attributes.delegation)?.service_delegation)?.name === DELEGATION;
  const zone = lastPart(zoneId);
  const isLinked = live(context.world, "azurerm_private_dns_zone_virtual_network_link").some(({ id }) =>
    id.toLowerCase().startsWith(`${zoneId?.toLowerCase()}/`),
  );
  return actualProblems(
    subnetId !== undefined &&
      zoneId === undefined &&
      apiError(
        at,
        400,
        "EmptyPrivateDnsZoneArmResourceId",
        "The privateDnsZoneArmResourceId is mandatory for a server in a virtual network.",
      ),
    zoneId !== undefined &&
      subnetId === undefined &&
      providerError(at, "`delegated_subnet_id` is required when `private_dns_zone_id` has a value"),
    subnetId !== undefined &&
      state.public_network_access_enabled === true &&
      providerError(
        at,
        "`public_network_access_enabled` must be set to `false` when `delegated_subnet_id` and `private_dns_zone_id` have a value.",
      ),
    subnet &&
      !isDelegated &&
      apiError(at, 400, "SubnetIsNotDelegated", `Subnet ${lastPart(subnetId)} must be delegated to ${DELEGATION}.`),
    zoneId !== undefined &&
      !zone.endsWith(".postgres.database.azure.com") &&
      apiError(
        at,
        400,
        "InvalidPrivateDnsZoneName",
        `The private DNS zone name ${zone} must end with .postgres.database.azure.com.`,
      ),
    zoneId !== undefined &&
      zone === `${textOf(state.name)}.postgres.database.azure.com` &&
      apiError(
        at,
        400,
        "PrivateDnsZoneNameSameAsServer",
        `The private DNS zone ${zone} cannot be called as the server is.`,
      ),
    zoneId !== undefined &&
      !isLinked &&
      apiError(
        at,
        400,
        "PrivateDnsZoneNotLinked",
        `The private DNS zone ${zone} is not linked to the server's virtual network: the link comes before the server.`,
      ),
  );
}

/** Names that PostgreSQL or Azure keep (learn.microsoft.com/azure/postgresql/flexible-server/how-to-create-users). */
const RESERVED = /^(azure_superuser|azure_pg_admin|admin|administrator|root|guest|public|pg_.*)$/i;

export function loginProblems(state: ValueObject, at: Doing): readonly Diagnostic[] {
  const mode = textOf(state.create_mode) ?? "Default";
  const byPassword = takesPasswords(state);
  const login = textOf(state.administrator_login) || undefined;
  const hasPassword =
    Boolean(textOf(state.administrator_password)) || numberOf(state.administrator_password_wo_version) !== undefined;
  return actualProblems(
    mode === "Default" &&
      byPassword &&
      login === undefined &&
      providerError(
        at,
        "`administrator_login` is required when `create_mode` is `Default` and `authentication.password_auth_enabled` is set to `true`",
      ),
    mode === "Default" &&
      byPassword &&
      !hasPassword &&
      providerError(
        at,
        "`administrator_password` or `administrator_password_wo` is required when `create_mode` is `Default` and `authentication.password_auth_enabled` is set to `true`",
      ),
    !byPassword &&
      (login !== undefined || hasPassword) &&
      providerError(
        at,
        "`administrator_login`, `administrator_password` and `administrator_password_wo` cannot be set during creation when `authentication.password_auth_enabled` is set to `false`",
      ),
    mode === "Default" &&
      !textOf(state.sku_name) &&
      providerError(at, "`sku_name` is required when `create_mode` is `Default`"),
    mode === "Default" &&
      !textOf(state.version) &&
      providerError(at, "`version` is required when `create_mode` is `Default`"),
    login !== undefined &&
      RESERVED.test(login) &&
      apiError(at, 400, "ReservedLoginName", `The login name ${login} is reserved.`),
  );
}

/** Of one that is there: passwords let in again only with a login and a password (azurerm, resourcePostgresqlFlexibleServerUpdate). */
export function passwordsProblems(state: ValueObject, prior: ValueObject, at: Doing): readonly Diagnostic[] {
  const isOwn = (textOf(state.create_mode) ?? "Default") === "Default";
  const login = textOf(state.administrator_login) || undefined;
  const hasPassword =
    Boolean(textOf(state.administrator_password)) || numberOf(state.administrator_password_wo_version) !== undefined;
  const required = (what: string) =>
    providerError(at, `${what} is required when \`authentication.password_auth_enabled\` is set to \`true\``);
  return actualProblems(
    isOwn && takesPasswords(state) && login === undefined && required("`administrator_login`"),
    isOwn &&
      takesPasswords(state) &&
      !hasPassword &&
      required("`administrator_password` or `administrator_password_wo`"),
    isOwn &&
      !takesPasswords(state) &&
      login !== undefined &&
      login !== textOf(prior.administrator_login) &&
      providerError(
        at,
        "when `administrator_login` is first set, `authentication.password_auth_enabled` must be set to `true`",
      ),
  );
}

/** What a server is made from: another one, or what stayed of one that was deleted. */
export function sourceOf(
  { world }: BehaviourContext,
  { create_mode, source_server_id }: ValueObject,
): WorldObject | undefined {
  const id = textOf(source_server_id) ?? "";
  return create_mode === "ReviveDropped" ? droppedServer(world, id) : objectOfId(world, id);
}

export function sourceProblems(context: BehaviourContext, state: ValueObject, at: Doing): readonly Diagnostic[] {
  const mode = textOf(state.create_mode) ?? "Default";
  const source = sourceOf(context, state)?.attributes;
  return actualProblems(
    ["PointInTimeRestore", "Replica", "GeoRestore", "ReviveDropped"].includes(mode) &&
      !textOf(state.source_server_id) &&
      providerError(at, `\`source_server_id\` is required when \`create_mode\` is ${mode}`),
    mode === "PointInTimeRestore" &&
      !textOf(state.point_in_time_restore_time_in_utc) &&
      providerError(at, "`point_in_time_restore_time_in_utc` is required when `create_mode` is PointInTimeRestore"),
    mode === "GeoRestore" &&
      source !== undefined &&
      source.geo_redundant_backup_enabled !== true &&
      apiError(at, 400, "GeoBackupNotEnabled", "The source server has no geo-redundant backups."),
    mode === "ReviveDropped" &&
      (source === undefined || objectOfId(context.world, textOf(state.source_server_id) ?? "") !== undefined) &&
      apiError(
        at,
        404,
        "ResourceNotFound",
        `There are no backups of the server ${textOf(state.source_server_id)}: it was not deleted, or longer ago than five days.`,
      ),
    isReplica(state) &&
      textOf(source?.sku_name)?.startsWith("B_") &&
      apiError(at, 400, "ReadReplicaNotSupportedForBurstable", "Burstable servers have no read replicas."),
  );
}
