/** A cache without nodes. */
import { ElasticacheServerlessCache } from "@cdktf/provider-aws/lib/elasticache-serverless-cache";
import { Construct } from "constructs";
import type { CacheSettings } from "../props";
import type { Topology } from "../section";
import { majorOf } from "./elasticache-facts";

export interface ServerlessCacheProps {
  /** The section's fields, checked and with their defaults. */
  readonly settings: CacheSettings;
  /** How many nodes there are, and how they share the data. */
  readonly topology: Extract<Topology, { readonly kind: "serverless" }>;
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
 * TLS is always on, it spans zones by itself, and takes neither parameters nor log groups
 * (docs.aws.amazon.com/AmazonElastiCache/latest/dg/RedisConfiguration.html).
 */
export class ValkeyServerlessCache extends Construct {
  public readonly cache: ElasticacheServerlessCache;

  constructor(scope: Construct, id: string, props: ServerlessCacheProps) {
    super(scope, id);
    const { settings, topology } = props;
    const { maxStorage, maxRequests } = topology;
    this.cache = new ElasticacheServerlessCache(this, "Resource", {
      name: settings.name,
      description: `Valkey ${settings.name}`,
      engine: "valkey",
      majorEngineVersion: majorOf(settings.version),
      kmsKeyId: props.keyArn,
      subnetIds: [...props.subnetIds],
      securityGroupIds: [props.securityGroupId],
      userGroupId: props.userGroupId,
      snapshotRetentionLimit: settings.aws.snapshotDays,
      dailySnapshotTime: settings.aws.snapshotWindow?.split("-")[0],
      ...(maxStorage === undefined && maxRequests === undefined
        ? {}
        : {
            cacheUsageLimits: [
              {
                ...(maxStorage === undefined ? {} : { dataStorage: [{ maximum: maxStorage, unit: "GB" }] }),
                ...(maxRequests === undefined ? {} : { ecpuPerSecond: [{ maximum: maxRequests }] }),
              },
            ],
          }),
      lifecycle: settings.protected ? { preventDestroy: true } : undefined,
    });
    this.node.defaultChild = this.cache;
  }
}
