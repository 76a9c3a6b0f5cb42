/** A copy of a server that can be read from. */
import type { MonitorDiagnosticSetting } from "@cdktf/provider-azurerm/lib/monitor-diagnostic-setting";
import {
  PostgresqlFlexibleServer,
  type PostgresqlFlexibleServerConfig,
} from "@cdktf/provider-azurerm/lib/postgresql-flexible-server";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { PostgresDbSettings } from "../props";
import type { ServerLogs } from "./server-logs";
import { ServerParameters } from "./server-parameters";

export interface FlexibleReplicaProps {
  /** What Azure calls it; unique in the world. */
  readonly name: string;
  /** Its zone when it is made; it stays in it. */
  readonly zone: string | undefined;
  /** The server that it is a copy of. */
  readonly source: PostgresqlFlexibleServer;
  /** The section's fields, checked and with their defaults. */
  readonly settings: PostgresDbSettings;
  /** What it has in common with the source. */
  readonly shared: Omit<PostgresqlFlexibleServerConfig, "name">;
  /** Where its log goes. */
  readonly logs: ServerLogs;
  /** What the source is before it is copied. */
  readonly after: ITerraformDependable[];
}

/** A replica under its source's key, in its subnet, with its parameters. Its source has the backups, and the standby. */
export class FlexibleReplica extends Construct {
  public readonly server: PostgresqlFlexibleServer;
  public readonly parameters: ServerParameters;
  public readonly diagnostics: MonitorDiagnosticSetting;

  constructor(scope: Construct, id: string, props: FlexibleReplicaProps) {
    super(scope, id);
    const { name, zone, source, settings } = props;
    this.server = new PostgresqlFlexibleServer(this, "Resource", {
      ...props.shared,
      name,
      createMode: "Replica",
      sourceServerId: source.id,
      ...(zone === undefined ? {} : { zone }),
      dependsOn: props.after,
      lifecycle: {
        // Zones that come or go do not move a replica; its disk is at least its source's.
        ignoreChanges: ["zone", "storage_mb", "customer_managed_key"],
        ...(settings.protected ? { preventDestroy: true } : {}),
      },
    });
    this.node.defaultChild = this.server;
    this.parameters = new ServerParameters(this, "parameters", { serverId: this.server.id, settings });
    this.diagnostics = props.logs.receive(this, this.server.id);
  }
}
