/** What is known of Flexible Server. */
import type { ServiceFacts } from "../../../model/resource-facts";
import type { Condition } from "../../../model/risk";
import { isOlder } from "../../shared/versions";
import { serverRules } from "./rules";

const SERVER = "azurerm_postgresql_flexible_server";
const PROVIDER = "https://github.com/hashicorp/terraform-provider-azurerm";

const PARAMETER = "azurerm_postgresql_flexible_server_configuration";
const LEARN = "https://learn.microsoft.com/azure/postgresql/flexible-server";

/** A copy: what it holds, its source holds, too. */
const REPLICA: Condition = {
  judge: ({ before, after }) => ({ holds: [before, after].some((side) => side?.["create_mode"] === "Replica") }),
};

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

/** What a new server is made from: the backups of another one. */
const RESTORED: Condition = {
  judge: ({ after }) => {
    const source = textOf(after?.["source_server_id"])?.split("/").at(-1);
    if (source === undefined || after?.["create_mode"] === "Replica") return { holds: false };
    const time = textOf(after?.["point_in_time_restore_time_in_utc"]);
    return { holds: true, after: time === undefined ? source : `${source} as of ${time}` };
  },
};

/** A parameter that is changed to one of these. */
const parameter = (name: string, values: readonly string[]): Condition => ({
  judge: ({ before, after }) => ({
    holds:
      (after ?? before)?.["name"] === name &&
      before?.["value"] !== after?.["value"] &&
      (after === null || values.includes(String(after?.["value"]).toLowerCase())),
  }),
});

export const postgresFacts: ServiceFacts = {
  holdsData: {
    [SERVER]: "a database; its backups are kept for five days after it is deleted",
    azurerm_postgresql_flexible_server_database: "a database",
  },
  billed: [SERVER],
  rules: serverRules,
  irreversible: [
    {
      types: [SERVER],
      attribute: "storage_mb",
      closed: (real, wanted) => Number(wanted) < Number(real),
      reason: "A server's storage can grow, never shrink.",
      source: "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-storage",
    },
    ...(
      [
        [
          "geo_redundant_backup_enabled",
          "Where backups are kept is decided when a server is made.",
          "concepts-backup-restore",
        ],
        ["customer_managed_key", "A server's key is chosen when it is made.", "concepts-data-encryption"],
        ["delegated_subnet_id", "A server stays in the subnet that it was made in.", "concepts-networking-private"],
      ] as const
    ).map(([attribute, reason, page]) => ({
      types: [SERVER],
      attribute,
      closed: (real: unknown, wanted: unknown) => JSON.stringify(real) !== JSON.stringify(wanted),
      reason,
      source: `https://learn.microsoft.com/azure/postgresql/flexible-server/${page}`,
    })),
    {
      types: [SERVER],
      attribute: "version",
      closed: isOlder,
      reason: "An engine cannot go back to an older version.",
      source: "https://learn.microsoft.com/azure/postgresql/flexible-server/concepts-major-version-upgrade",
    },
  ],
  // No copy has what its source lacks.
  exceptions: ["data-loss/deleted", "data-loss/replaced"].map((rule) => ({ rule, unless: REPLICA })),
  rules: [
    {
      id: "downtime/postgres-replica-gone",
      risk: "downtime",
      types: [SERVER],
      actions: ["delete", "replace"],
      when: [REPLICA],
      reason:
        "A read replica goes: whoever reads from it is refused until they have another `readerHost`. No data is lost, its source has it.",
      source: `${LEARN}/concepts-read-replicas`,
    },
    {
      id: "downtime/postgres-replica-promoted",
      risk: "downtime",
      types: [SERVER],
      actions: ["update"],
      when: [{ path: "replication_role", becomes: ["None"] }],
      reason:
        "The replica becomes a server of its own, and follows its source no longer: whoever reads from it sees what was, and nothing new.",
      source: `${LEARN}/concepts-read-replicas-promote`,
    },
    {
      id: "none/postgres-restored",
      risk: "none",
      types: [SERVER],
      actions: ["create"],
      when: [RESTORED],
      reason: "It is made from {after}, with its data and users; what it is made from stays as it is.",
      source: `${LEARN}/concepts-backup-restore`,
    },
    {
      id: "data-loss/postgres-backups-shorter",
      risk: "data-loss",
      types: [SERVER],
      actions: ["update", "replace"],
      when: [{ path: "backup_retention_days", is: "less" }],
      reason: "Backups are kept for {after} days instead of {before}: older ones are deleted at once.",
      source: `${LEARN}/concepts-backup-restore`,
    },
    {
      id: "exposure/postgres-public",
      risk: "exposure",
      types: [SERVER],
      actions: ["create", "update", "replace"],
      when: [{ path: "public_network_access_enabled", becomes: [true] }],
      reason: "The server has a public address.",
      source: `${LEARN}/concepts-networking-public`,
    },
    {
      id: "exposure/postgres-tls-not-required",
      risk: "exposure",
      types: [PARAMETER],
      actions: ["update", "replace"],
      when: [parameter("require_secure_transport", ["off"])],
      reason: "The server takes connections without TLS.",
      source: `${LEARN}/security-tls`,
    },
    {
      id: "exposure/postgres-weak-passwords",
      risk: "exposure",
      types: [PARAMETER],
      actions: ["update", "replace"],
      when: [parameter("azure.accepted_password_auth_method", ["md5", "md5,scram-sha-256", "scram-sha-256,md5"])],
      reason: "The server takes passwords by MD5, which can be replayed.",
      source: `${LEARN}/how-to-connect-scram`,
    },
    {
      id: "downtime/postgres-standby-gone",
      risk: "downtime",
      types: [SERVER],
      actions: ["update"],
      when: [{ path: "high_availability", is: "removed" }],
      reason: "The standby goes: until there is one again, the loss of its zone is the loss of the server.",
      source: `${LEARN}/concepts-high-availability`,
    },
    {
      id: "downtime/postgres-size",
      risk: "downtime",
      types: [SERVER],
      actions: ["update"],
      when: [{ path: "sku_name", is: "changed" }],
      reason: "The server moves from {before} to {after} and restarts: it is away for a minute or two.",
      source: `${LEARN}/concepts-compute`,
    },
    {
      id: "downtime/postgres-version",
      risk: "downtime",
      types: [SERVER],
      actions: ["update"],
      when: [{ path: "version", is: "changed" }],
      reason:
        "The engine is upgraded from {before} to {after}: the server is away for minutes, with a standby too; a large database takes longer.",
      source: `${LEARN}/concepts-major-version-upgrade`,
    },
    {
      id: "none/postgres-storage-grows",
      risk: "none",
      types: [SERVER],
      actions: ["update"],
      when: [{ path: "storage_mb", is: "more" }],
      reason: "Storage grows from {before} to {after} MiB, mostly without an outage. It never shrinks again.",
      source: `${LEARN}/concepts-storage`,
    },
  ],
  noise: [
    {
      name: "zones-exchanged",
      types: [SERVER],
      attribute: /^(zone|high_availability\[0\]\.standby_availability_zone)$/,
      reason: `After a failover primary and standby have exchanged their zones (${PROVIDER}/issues/13443).`,
      when: (_change, { before, after }) => {
        const [was, is] = [before, after].map((one) => [one?.["zone"], standbyZone(one)]);
        return was?.[0] === is?.[1] && was?.[1] === is?.[0];
      },
    },
    {
      name: "storage-grown",
      types: [SERVER],
      attribute: /^storage_(mb|tier)$/,
      reason: "Storage grows by itself, as auto_grow_enabled asks.",
      when: ({ before, after }, { after: object }) =>
        object?.["auto_grow_enabled"] === true && (typeof after !== "number" || Number(after) > Number(before)),
    },
    {
      name: "switches-in-small-letters",
      types: ["azurerm_postgresql_flexible_server_configuration"],
      attribute: /^value$/,
      reason:
        "Azure tells switches in small letters, whatever was written (hashicorp/terraform-provider-azurerm, postgresql_flexible_server_configuration).",
      when: ({ before, after }) => String(before).toLowerCase() === String(after).toLowerCase(),
    },
  ],
};

function standbyZone(object: Readonly<Record<string, unknown>> | null | undefined): unknown {
  const availability: unknown = object?.["high_availability"];
  const [first] = Array.isArray(availability) ? (availability as readonly unknown[]) : [];
  return (first as Readonly<Record<string, unknown>> | undefined)?.["standby_availability_zone"];
}
