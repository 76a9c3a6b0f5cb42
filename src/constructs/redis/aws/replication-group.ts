/** A cache of nodes that are chosen: one that writes and copies of it, or several that share the keys. */
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import { Construct } from "constructs";
import type { ValkeyMinor } from "../../../catalog/valkey";
import { isTieredCacheNode } from "../../../targets/eks/cache-nodes";
import { FinalSnapshot } from "../../kit/aws/final-snapshot";
import type { CacheSettings } from "../props";
import type { Topology } from "../section";
import { ELASTICACHE_PORT, nodeTypeOf } from "./elasticache-facts";
import { ElasticacheLogGroups } from "./log-groups";
import { ValkeyParameterGroup } from "./parameter-group";

export type NodeTopology = Exclude<Topology, { readonly kind: "serverless" }>;

export interface ReplicationGroupProps {
  /** The section's fields, checked and with their defaults. */
  readonly settings: CacheSettings;
  /** How many nodes there are, and how they share the data. */
  readonly topology: NodeTopology;
  /** ARN of the key that encrypts it. */
  readonly keyArn: string;
  /** Ids of the subnets that it stands in. */
  readonly subnetIds: readonly string[];
  /** Id of the security group in front of it. */
  readonly securityGroupId: string;
  /** Id of the group of its users. */
  readonly userGroupId: string;
}

/**
 * @security CKV_AWS_29 AWS-0045 encrypted at rest
 * @security CKV_AWS_30 AWS-0051 encrypted in transit, and nothing else is answered
 * @security CKV_AWS_31 nobody gets in without logging in
 * @security CKV_AWS_191 with a key of its own
 * @security CKV2_AWS_50 fails over to another zone, unless there is a single node
 * @security CKV_AWS_322 minor upgrades by themselves
 * @security CKV_AWS_323 in subnets of its own
 * @security AWS-0050 daily snapshots are kept
 */
export class ValkeyReplicationGroup extends Construct {
  public readonly group: ElasticacheReplicationGroup;
  public readonly subnetGroup: ElasticacheSubnetGroup;
  public readonly parameterGroup: ValkeyParameterGroup;
  public readonly logGroups: ElasticacheLogGroups;
  /** Undefined where what it holds may be lost. */
  public readonly finalSnapshot: FinalSnapshot | undefined;

  constructor(scope: Construct, id: string, props: ReplicationGroupProps) {
    super(scope, id);
    const { settings, topology, keyArn } = props;
    const { name, use, aws } = settings;
    const version = settings.version as ValkeyMinor;
    const sharded = topology.kind === "sharded";
    const nodeType = aws.nodeType ?? nodeTypeOf(topology.size, settings.region);
    this.subnetGroup = new ElasticacheSubnetGroup(this, "subnets", {
      name,
      description: `Valkey ${name}`,
      subnetIds: [...props.subnetIds],
    });
    this.parameterGroup = new ValkeyParameterGroup(this, "parameters", {
      name,
      version,
      use,
      sharded,
      parameters: settings.parameters,
    });
    this.logGroups = new ElasticacheLogGroups(this, "logs", { name, keyArn });
    this.finalSnapshot =
      use === "queue" || settings.protected
        ? new FinalSnapshot(this, "last-snapshot", {
            identifier: name,
            replacedWith: { identifier: name, key: keyArn },
          })
        : undefined;
    // A copy in another zone takes over; a single node has none.
    const redundant = topology.replicas > 0;
    this.group = new ElasticacheReplicationGroup(this, "Resource", {
      replicationGroupId: name,
      description: `Valkey ${name}`,
      engine: "valkey",
      engineVersion: version,
      autoMinorVersionUpgrade: "true",
      nodeType,
      ...(isTieredCacheNode(nodeType) ? { dataTieringEnabled: true } : {}),
      clusterMode: sharded ? "enabled" : "disabled",
      ...(topology.kind === "sharded"
        ? { numNodeGroups: topology.shards, replicasPerNodeGroup: topology.replicas }
        : { numCacheClusters: topology.replicas + 1 }),
      // Of shards ElastiCache asks for it in any case.
      automaticFailoverEnabled: sharded || redundant,
      multiAzEnabled: redundant,
      port: ELASTICACHE_PORT,
      subnetGroupName: this.subnetGroup.name,
      securityGroupIds: [props.securityGroupId],
      parameterGroupName: this.parameterGroup.group.name,
      atRestEncryptionEnabled: "true",
      kmsKeyId: keyArn,
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      userGroupIds: [props.userGroupId],
      maintenanceWindow: settings.maintenanceWindow,
      snapshotRetentionLimit: aws.snapshotDays,
      snapshotWindow: aws.snapshotWindow,
      finalSnapshotIdentifier: this.finalSnapshot?.identifier,
      logDeliveryConfiguration: this.logGroups.delivery,
      // What was reviewed is what is applied: not at some later hour, when the next plan would show it again.
      applyImmediately: true,
      // ElastiCache has no protection from deletion: refused by the plan already, and a replacement with it.
      lifecycle: settings.protected ? { preventDestroy: true } : undefined,
    });
    this.node.defaultChild = this.group;
  }
}
