/** The server's parameters. */
import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { Construct } from "constructs";
import type { PostgresMajorVersion } from "../../../catalog/postgres";
import { rdsParameterFamily } from "./rds-facts";

export interface RdsParameterGroupProps {
  /** Name in the cloud; unique in account and region. */
  readonly name: string;
  /** PostgreSQL's major version, which the group is of. */
  readonly version: PostgresMajorVersion;
  /** Laid over the project's own. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** Statements that take longer are logged; milliseconds. A second is long for a transaction, and rare enough to be read. */
const SLOW_STATEMENT_MS = "1000";

const PARAMETERS: Readonly<Record<string, string>> = {
  "rds.force_ssl": "1",
  log_statement: "ddl",
  log_min_duration_statement: SLOW_STATEMENT_MS,
};

/** Static parameters among those that the project or a user is likely to set: they take effect at the next restart. */
const STATIC = new Set(["rds.logical_replication", "shared_preload_libraries", "max_connections", "shared_buffers"]);

/**
 * A parameter group whose family follows the engine, and is part of its name: with a new major version comes a new group
 * first, and the old one goes after the server has left it (terraform-provider-aws#27617).
 * @security CKV2_AWS_69 TLS is required
 * @security CKV2_AWS_30 statements are logged
 */
export class RdsParameterGroup extends Construct {
  public readonly group: DbParameterGroup;

  constructor(scope: Construct, id: string, props: RdsParameterGroupProps) {
    super(scope, id);
    const family = rdsParameterFamily(props.version);
    const parameters = { ...PARAMETERS, ...props.parameters };
    this.group = new DbParameterGroup(this, "Resource", {
      name: `${props.name}-${family}`,
      family,
      description: `PostgreSQL server ${props.name}`,
      parameter: Object.entries(parameters)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, value]) => ({ name, value, applyMethod: STATIC.has(name) ? "pending-reboot" : "immediate" })),
      lifecycle: { createBeforeDestroy: true },
    });
    this.node.defaultChild = this.group;
  }
}
