/** A copy of a server that can be read from. */
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { Construct } from "constructs";
import type { PostgresDbSettings } from "../props";
import { RdsLogGroups } from "./rds-log-groups";

export interface RdsReplicaProps {
  /** Identifier in the cloud; unique in account and region. */
  readonly identifier: string;
  /** Its zone when it is made; it stays in it. */
  readonly zone: string | undefined;
  /** The instance that it is a copy of. */
  readonly source: DbInstance;
  /** The section's fields, checked and with their defaults. */
  readonly settings: PostgresDbSettings;
  /** ARN of the key that encrypts it. */
  readonly keyArn: string;
  /** Address of what is replaced together with the source, and the replica with both. */
  readonly life: string;
  /** What it has in common with the source. */
  readonly shared: ConstructorParameters<typeof DbInstance>[2] & object;
}

/**
 * A replica under its source's key, parameter group, security group and monitoring. Its source has the backups: no final snapshot
 * can be taken of it.
 * @security CKV_AWS_16 AWS-0080 encrypted storage
 * @security CKV_AWS_17 AWS-0180 not public
 * @security CKV_AWS_118 enhanced monitoring
 * @security CKV_AWS_129 logs are exported
 * @security CKV_AWS_293 AWS-0177 protected from deletion, unless it is given up
 */
export class RdsReplica extends Construct {
  public readonly instance: DbInstance;
  public readonly logGroups: RdsLogGroups;

  constructor(scope: Construct, id: string, props: RdsReplicaProps) {
    super(scope, id);
    const { identifier, source } = props;
    this.logGroups = new RdsLogGroups(this, "logs", { identifier, keyArn: props.keyArn });
    this.instance = new DbInstance(this, "Resource", {
      ...props.shared,
      identifier,
      // The identifier, and no subnet group: RDS refuses one where the source is in the same region (DBSubnetGroupNotAllowedFault).
      replicateSourceDb: source.identifier,
      ...(props.zone === undefined ? {} : { availabilityZone: props.zone }),
      multiAz: false,
      backupRetentionPeriod: 0,
      skipFinalSnapshot: true,
      dependsOn: [source, ...this.logGroups.groups],
      lifecycle: {
        // Zones that come or go do not move a replica.
        ignoreChanges: ["availability_zone"],
        replaceTriggeredBy: [props.life],
        ...(props.settings.protected ? { preventDestroy: true } : {}),
      },
    });
    this.node.defaultChild = this.instance;
  }
}
