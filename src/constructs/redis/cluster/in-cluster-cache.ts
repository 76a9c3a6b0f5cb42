/** Valkey as pods of the cluster: nodes, Sentinels that say who writes, and proxies that lead clients there. */
import { Construct } from "constructs";
import type { Implementation } from "../../../model/contract";
import { MONITORING_SERVICE } from "../../../model/observed";
import { terraformDependables } from "../../kit/cdktf/dependables";
import { physicalName } from "../../kit/cdktf/names";
import { validateProps } from "../../kit/cdktf/props";
import { Manifests } from "../../kit/cluster/manifests";
import type { NamespaceGuard } from "../../kit/cluster/namespace-guard";
import { MONITORING_RULES, serviceRules } from "../acl";
import { AdoptedCache } from "../adopted-cache";
import { checkCache } from "../check";
import type { CACHE, CacheAttributes, ICache } from "../contract";
import { type CacheProps, cachePropsSchema, type CacheSettings } from "../props";
import { cacheSchema, servicesOf } from "../section";
import { type CacheDetails, detailsText } from "./details";
import { cacheGuards } from "./guards";
import {
  certificateSecret,
  MAX_CACHE_NAME,
  readerName,
  REDIS_NAMESPACE,
  serverNodes,
  serversName,
  VALKEY_PORT,
} from "./names";
import { NodeVolumes } from "./node-volumes";
import { cacheObjects } from "./objects";

/** A release's name ends at 53 characters (Helm). */
const MAX_RELEASE_NAME = 53;

/** Of the configuration's text a digest is made: nothing of it may be known to Terraform alone. */
const inClusterProps = cachePropsSchema.extend({ parameters: cacheSchema.shape.parameters });

/**
 * One node, or one that writes and copies of it. Its pods start once `CacheServices` has made the passwords that they need; nobody gets in
 * before. TLS only; reached from the namespaces of its clients alone. With `protected` the volumes of a queue refuse to be destroyed.
 * @security CKV_K8S_21 in a namespace of its own
 */
export class InClusterCache extends Construct implements ICache {
  public readonly runs = "in-cluster";
  public readonly mode = "single";
  public readonly tls = true;
  public readonly port = VALKEY_PORT;
  public readonly cacheName: string;
  public readonly host: string;
  /** Empty of a single node. */
  public readonly readerHost: string;
  /** Who reaches it. */
  public readonly guards: readonly NamespaceGuard[];
  /** Undefined of a cache, which keeps nothing. */
  public readonly volumes: NodeVolumes | undefined;
  /** Certificate, configuration, Services, pods. */
  public readonly pods: Manifests;
  public readonly attributes: CacheAttributes;

  /** @throws JangadaError INVALID_PROPS, TOKEN_NOT_ALLOWED, TARGET_CANNOT, and what else `checkCache` refuses. */
  constructor(scope: Construct, id: string, props: CacheProps) {
    super(scope, id);
    const { network: _, dependsOn = [], ...rest } = props;
    const settings = validateProps(this, inClusterProps, rest, checkCache);
    const { use, version, parameters, namespace = REDIS_NAMESPACE } = settings;
    const { size, replicas } = replicatedOf(settings);
    const name = physicalName([settings.name], MAX_CACHE_NAME);
    const after = terraformDependables(dependsOn);
    this.cacheName = name;
    this.host = `${name}.${namespace}.svc`;
    this.readerHost = replicas > 0 ? `${readerName(name)}.${namespace}.svc` : "";
    const { objects, generation } = cacheObjects({ name, namespace, version, use, size, replicas, parameters });
    this.guards = cacheGuards(this, {
      name,
      namespace,
      proxied: replicas > 0,
      clients: settings.clients,
      dependsOn: after,
    });
    this.volumes =
      settings.storage === undefined
        ? undefined
        : new NodeVolumes(this, "volumes", {
            name,
            set: serversName(name, use),
            namespace,
            count: replicas + 1,
            storage: settings.storage,
            volumeClass: settings.volumeClass,
            protected: settings.protected,
            dependsOn: after,
          });
    this.pods = new Manifests(this, "Resource", {
      releaseName: physicalName(["redis", name], MAX_RELEASE_NAME),
      namespace,
      objects,
      // Passwords are made after it, by the users' names; the Job that tells of them waits for the pods.
      wait: false,
      dependsOn: [...this.guards.map(({ resource }) => resource), ...(this.volumes?.claims ?? []), ...after],
    });
    const rules = this.rulesOf(settings);
    const details: CacheDetails = {
      namespace,
      nodes: serverNodes({ name, namespace, use, replicas }),
      proxied: replicas > 0,
      generation,
      authoritySecret: certificateSecret(name),
      rules,
    };
    this.attributes = {
      cacheName: name,
      runs: this.runs,
      mode: this.mode,
      host: this.host,
      port: this.port,
      tls: "required",
      readerHost: this.readerHost,
      // Of this server alone: they need no more of a name.
      users: Object.fromEntries(Object.keys(rules).map((service) => [service, service])),
      details: detailsText(details),
    };
    this.node.defaultChild = this.pods.release;
  }

  private rulesOf(settings: CacheSettings): Readonly<Record<string, string>> {
    return {
      ...Object.fromEntries(
        servicesOf(settings).map((service) => [service.name, serviceRules(service, { sharded: false })]),
      ),
      ...(settings.monitored ? { [MONITORING_SERVICE]: MONITORING_RULES } : {}),
    };
  }
}

/** The check has refused the others. */
function replicatedOf({ topology }: CacheSettings) {
  if (topology.kind !== "replicated") throw new RangeError(topology.kind);
  return topology;
}

export const inClusterCacheImplementation: Implementation<CacheProps, ICache, typeof CACHE.shape> = {
  create: (scope, id, props) => new InClusterCache(scope, id, props),
  fromAttributes: (scope, id, attributes) => new AdoptedCache(scope, id, attributes),
};
