/** The parameters of a server, or of a replica, which has its own. */
import { PostgresqlFlexibleServerConfiguration } from "@cdktf/provider-azurerm/lib/postgresql-flexible-server-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { PostgresDbSettings } from "../props";
import { isForeignParameter } from "./server-facts";

/** Statements that take longer are logged; milliseconds. A second is long for a transaction, and rare enough to be read. */
const SLOW_STATEMENT_MS = "1000";

/** learn.microsoft.com/azure/postgresql/flexible-server/server-parameters-table-*; all of them are dynamic: no restart. */
const PARAMETERS: Readonly<Record<string, string>> = {
  require_secure_transport: "on",
  ssl_min_protocol_version: "TLSv1.2",
  "azure.accepted_password_auth_method": "scram-sha-256",
  password_encryption: "scram-sha-256",
  "connection_throttle.enable": "on",
  log_checkpoints: "on",
  log_connections: "on",
  log_disconnections: "on",
  log_statement: "ddl",
  log_min_duration_statement: SLOW_STATEMENT_MS,
};

export interface ServerParametersProps {
  /** Id of the server. */
  readonly serverId: string;
  /** The section's fields, checked and with their defaults. */
  readonly settings: Pick<PostgresDbSettings, "parameters" | "azure">;
}

/**
 * One after the other: a server takes one change at a time. A parameter that takes a restart is pending until the server's next one.
 * @security CKV_AZURE_29 CKV_AZURE_147 connections are encrypted, with TLS 1.2 at least
 * @security CKV_AZURE_30 CKV_AZURE_31 CKV_AZURE_32 checkpoints and connections are logged, failed logins throttled
 */
export class ServerParameters extends Construct {
  public readonly parameters: readonly PostgresqlFlexibleServerConfiguration[];

  constructor(scope: Construct, id: string, { serverId, settings }: ServerParametersProps) {
    super(scope, id);
    const wanted = { ...PARAMETERS, ...settings.parameters, ...settings.azure.parameters };
    const made: PostgresqlFlexibleServerConfiguration[] = [];
    for (const [name, value] of Object.entries(wanted).sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (isForeignParameter(name)) continue;
      const previous = made.at(-1);
      made.push(
        new PostgresqlFlexibleServerConfiguration(this, name.replaceAll(".", "--").replaceAll("_", "-"), {
          name,
          serverId,
          value,
          ...(previous ? { dependsOn: [previous] } : {}),
        }),
      );
    }
    this.parameters = made;
  }

  /** What comes after all of them. */
  public get ready(): ITerraformDependable[] {
    return [...this.parameters];
  }
}
