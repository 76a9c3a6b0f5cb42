/** A cache of ElastiCache for Valkey. */
import { Construct } from "constructs";
import { z } from "zod";
import { JangadaError } from "../../../errors";
import { ACCOUNT } from "../../../targets/eks/forms";
import type { Implementation } from "../../../model/contract";
import { preferTargetProblems } from "../../../model/target-parts";
import { allowLogGroup, existingOrNewKey, type KeyInUse } from "../../kit/aws/encryption-key";
import { ServerSecurityGroup } from "../../kit/aws/server-security-group";
import { allowedRanges } from "../../kit/cdktf/allowed-ranges";
import { orTokens, tokenOr, validateProps } from "../../kit/cdktf/props";
import type { INetwork } from "../../network/contract";
import { AdoptedCache } from "../adopted-cache";
import { checkCache } from "../check";
import type { CACHE, CacheAttributes, CacheMode, ICache } from "../contract";
import { type CacheProps, cachePropsSchema, type CacheSettings } from "../props";
import { servicesOf } from "../section";
import { ELASTICACHE_PORT, logGroupName, SERVERLESS_READER_PORT } from "./elasticache-facts";
import { checkElasticache } from "./part";
import { ValkeyReplicationGroup } from "./replication-group";
import { ValkeyServerlessCache } from "./serverless-cache";
import { ElasticacheUsers } from "./users";

/** The props of ElastiCache: a key is only passed on to AWS, so it may be a token. */
const elasticacheProps = orTokens(cachePropsSchema, ["aws.encryptionKey"]).extend({
  account: tokenOr(z.string().regex(ACCOUNT.pattern, ACCOUNT.error)),
});

/**
 * Encrypted under one key with its snapshots and logs, TLS only, a user for each service whose password no state holds. Without
 * `protected` it can be destroyed; of a queue a last snapshot is taken all the same, and stays readable as long as its key: 30
 * days after the destruction of a key of its own.
 */
export class Elasticache extends Construct implements ICache {
  public readonly runs = "managed";
  public readonly tls = true;
  /** A literal, so that names can derive from it. */
  public readonly cacheName: string;
  public readonly mode: CacheMode;
  public readonly key: KeyInUse;
  public readonly securityGroup: ServerSecurityGroup;
  public readonly users: ElasticacheUsers;
  /** Undefined of a serverless one. */
  public readonly replicationGroup: ValkeyReplicationGroup | undefined;
  /** Undefined of one with nodes. */
  public readonly serverless: ValkeyServerlessCache | undefined;

  /**
   * @throws JangadaError INVALID_PROPS, TOKEN_NOT_ALLOWED, CACHE_SUBNETS, and what `checkCache` and `checkElasticache` refuse.
   */
  constructor(scope: Construct, id: string, props: CacheProps) {
    super(scope, id);
    // Pods come after something; here nothing runs in the cluster.
    const { network, dependsOn: _, ...rest } = props;
    const settings = validateProps(this, elasticacheProps, rest, (cache) =>
      preferTargetProblems(checkCache(cache), checkElasticache(cache, cache.region)),
    );
    const { name, region, account, topology } = settings;
    this.cacheName = name;
    this.mode = topology.kind === "replicated" ? "single" : "cluster";
    this.key = existingOrNewKey(this, "key", settings.aws.encryptionKey, {
      name,
      description: `Valkey ${name}: data, snapshots, logs`,
      region,
      account,
      protected: settings.protected,
      statements: [allowLogGroup(region, account, logGroupName(name, "*"))],
    });
    this.securityGroup = new ServerSecurityGroup(this, "security-group", {
      name: `${name}-redis`,
      description: `Valkey ${name}`,
      vpcId: network.networkId,
      ports: [
        { port: ELASTICACHE_PORT, title: "Valkey" },
        ...(topology.kind === "serverless"
          ? [{ port: SERVERLESS_READER_PORT, title: "Valkey, reads alone,", id: "read-from" }]
          : []),
      ],
      allow: allowedRanges(settings, network),
    });
    this.users = new ElasticacheUsers(this, "users", {
      name,
      services: servicesOf(settings),
      sharded: this.mode === "cluster",
      monitored: settings.monitored,
    });
    const placed = {
      settings,
      keyArn: this.key.arn,
      subnetIds: this.subnetIds(network, settings),
      securityGroupId: this.securityGroup.group.id,
      userGroupId: this.users.group.id,
    };
    if (topology.kind === "serverless") {
      this.serverless = new ValkeyServerlessCache(this, "Default", { ...placed, topology });
    } else {
      this.replicationGroup = new ValkeyReplicationGroup(this, "Default", { ...placed, topology });
    }
    this.node.defaultChild = (this.serverless ?? this.replicationGroup)?.node.defaultChild;
  }

  public get host(): string {
    const { replicationGroup, serverless } = this;
    if (serverless) return serverless.cache.endpoint.get(0).address;
    const group = replicationGroup?.group;
    return (this.mode === "cluster" ? group?.configurationEndpointAddress : group?.primaryEndpointAddress) ?? "";
  }
  public get port(): number {
    return ELASTICACHE_PORT;
  }
  public get readerHost(): string {
    // Of shards a client asks for reads node by node; a serverless cache answers at the same host.
    if (this.mode === "cluster") return "";
    return this.replicationGroup?.group.readerEndpointAddress ?? "";
  }
  public get attributes(): CacheAttributes {
    const { cacheName, runs, mode, host, port, readerHost, users } = this;
    const life = this.replicationGroup?.finalSnapshot?.life.id;
    return {
      cacheName,
      runs,
      mode,
      host,
      port,
      tls: "required",
      readerHost,
      users: users.names,
      details: life === undefined ? {} : { life },
    };
  }

  /** Copies stand in other zones, and a serverless cache asks for two at least. */
  private subnetIds(network: INetwork, { topology }: CacheSettings): readonly string[] {
    const subnets = network.subnets("data");
    const single = topology.kind !== "serverless" && topology.replicas === 0;
    const least = single ? 1 : 2;
    if (subnets.length < least) {
      throw new JangadaError({
        code: "CACHE_SUBNETS",
        message: `The network has ${subnets.length} subnet(s) of the tier 'data'; this cache needs them in ${least} zone(s) at least.`,
        place: { construct: this.node.path, path: "network" },
        remedy: "Give the network another zone, or name data subnets of the existing one.",
      });
    }
    return subnets.map((subnet) => subnet.id);
  }
}

export const awsCacheImplementation: Implementation<CacheProps, ICache, typeof CACHE.shape> = {
  create: (scope, id, props) => new Elasticache(scope, id, props),
  fromAttributes: (scope, id, attributes) => new AdoptedCache(scope, id, attributes),
};
