/** The parameters of a replication group. */
import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import { Construct } from "constructs";
import type { ValkeyMinor } from "../../../catalog/valkey";
import type { CacheSection } from "../section";
import { parameterFamily } from "./elasticache-facts";

export interface ElasticacheParameterGroupProps {
  /** Name in the cloud; unique in account and region. */
  readonly name: string;
  /** Valkey's minor, which the group is of. */
  readonly version: ValkeyMinor;
  /** Whether it is a cache or a queue: what becomes of data when memory is full. */
  readonly use: CacheSection["use"];
  /** Whether keys are spread over shards. */
  readonly sharded: boolean;
  /** Laid over the project's own. */
  readonly parameters: CacheSection["parameters"];
}

/** What may go to make room, by use. */
export const POLICIES: Readonly<Record<CacheSection["use"], string>> = { cache: "allkeys-lru", queue: "noeviction" };

/**
 * A parameter group whose family follows the version, and is part of its name: with a new major comes a new group first, and the
 * old one goes after the cache has left it.
 */
export class ValkeyParameterGroup extends Construct {
  public readonly group: ElasticacheParameterGroup;

  constructor(scope: Construct, id: string, props: ElasticacheParameterGroupProps) {
    super(scope, id);
    const { name, version, use, sharded } = props;
    const family = parameterFamily(version);
    const parameters: Readonly<Record<string, string>> = {
      "maxmemory-policy": POLICIES[use],
      ...(sharded ? { "cluster-enabled": "yes" } : {}),
      ...props.parameters,
    };
    this.group = new ElasticacheParameterGroup(this, "Resource", {
      name: `${name}-${family}`,
      family,
      description: `Valkey ${name}`,
      parameter: Object.entries(parameters)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([parameter, value]) => ({ name: parameter, value })),
      lifecycle: { createBeforeDestroy: true },
    });
    this.node.defaultChild = this.group;
  }
}
