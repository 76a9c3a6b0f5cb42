/** Who may log in to a cache in the cluster: passwords, the file of access lists, and the Job that has every node read it. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import type { JobV1 } from "@cdktf/provider-kubernetes/lib/job-v1";
import { Construct, type IConstruct, type IDependable } from "constructs";
import type { Implementation } from "../../../model/contract";
import { packageFile } from "../../kit/assets";
import { portText } from "../../kit/cdktf/port-text";
import { scriptJob } from "../../kit/cluster/script-job";
import { ServicePasswords } from "../../secrets/service-passwords";
import { AdoptedCacheServices, connectionSecretOf } from "../adopted-services";
import type { CACHE_SERVICES, CacheServicesAttributes, CacheServicesProps, ICacheServices } from "../cache-services";
import { attributesOf, AUTHORITY_SECRET, makePasswords, passwordFiles, userLines } from "../service-passwords";
import { type CacheDetails, detailsOf } from "./details";
import { usersSecret } from "./names";
import { PROXY_PASSWORD, proxySecret } from "./proxy-pods";
import { USERS_JOB_FILES, usersJobPod } from "./users-job";
import { INTERNAL_USERS, type InternalUser, type ListedUser, markerUser, usersTemplate } from "./users";

const INTERNAL = Object.keys(INTERNAL_USERS) as readonly InternalUser[];

/** Digits of the digest by which the newest file of access lists is known. */
const GENERATION_LENGTH = 10;

/**
 * For each user passwords, made in the cluster and kept in the secret store. External Secrets makes of them the file of access lists, with
 * hashes alone; the Job has every node read it, and logs in with each; then applications are told. No password passes through Terraform.
 */
export class InClusterCacheServices extends Construct implements ICacheServices {
  public readonly files: ConfigMapV1;
  public readonly job: JobV1;
  /** The revision whose passwords are set, as the last deployment that came to its end left it. */
  public readonly revision: ConfigMapV1;
  public readonly attributes: CacheServicesAttributes;

  /** @throws JangadaError CACHE_REVISION. */
  constructor(scope: Construct, id: string, props: CacheServicesProps) {
    super(scope, id);
    const { cache, namespace, passwordRevision = 1 } = props;
    const details = detailsOf(cache.attributes);
    const labels = {
      "app.kubernetes.io/name": "redis-passwords",
      "app.kubernetes.io/instance": cache.cacheName,
      "app.kubernetes.io/managed-by": "terraform",
    };
    const passwords = makePasswords(new Construct(this, "services"), props);
    const internal = this.internalPasswords(props);
    this.attributes = attributesOf(props, passwords);
    const { generation, delivered } = this.deliverUsers(props, details, passwords, internal);
    const proxies = details.proxied ? [this.deliverProxies(props, details, internal)] : [];
    const { files, job } = scriptJob(this, {
      name: cache.cacheName,
      namespace,
      labels,
      files: Object.fromEntries(
        USERS_JOB_FILES.map((file) => [file, readFileSync(packageFile("assets", "valkey", file), "utf8")]),
      ),
      pod: (mounted) =>
        usersJobPod({
          files: mounted,
          cache: cache.cacheName,
          host: cache.host,
          port: portText(cache.port),
          nodes: details.nodes,
          generation: details.generation,
          marker: markerUser(generation),
          users: userLines(cache.attributes.users),
          passwords: passwordFiles(passwords),
        }),
      known: [cache.host, portText(cache.port)],
      dependsOn: [cache, delivered, ...proxies, ...[...passwords.values()].map(({ ready }) => ready)],
    });
    this.files = files;
    this.job = job;
    for (const service of passwords.values()) service.publish([this.job]);
    this.publishAuthority(props, details, Object.keys(cache.attributes.users));
    this.revision = new ConfigMapV1(this, "revision", {
      metadata: { name: `redis.${cache.cacheName}.password-revision`, namespace, labels },
      data: { passwordRevision: String(passwordRevision) },
      dependsOn: [this.job],
    });
    this.node.defaultChild = this.job;
  }

  public connectionSecret(service: string): string {
    return connectionSecretOf(this, this.attributes, service);
  }

  /** Of those who nobody but the cache's own pods and Jobs log in as: they stay, whatever revision the services' have. */
  private internalPasswords(props: CacheServicesProps): ReadonlyMap<InternalUser, ServicePasswords> {
    const { cache, secrets, namespace, secretPrefix, deleteWithEnvironment } = props;
    const scope = new Construct(this, "internal");
    return new Map(
      INTERNAL.map((user) => [
        user,
        new ServicePasswords(scope, user, {
          secrets,
          namespace,
          server: cache.cacheName,
          service: user,
          username: () => user,
          remotePrefix: `${secretPrefix}/${user}`,
          revision: 1,
          deleteWithEnvironment,
        }),
      ]),
    );
  }

  private deliverUsers(
    { cache, secrets, namespace }: CacheServicesProps,
    { rules }: CacheDetails,
    passwords: ReadonlyMap<string, ServicePasswords>,
    internal: ReadonlyMap<InternalUser, ServicePasswords>,
  ): { readonly generation: string; readonly delivered: IConstruct & IDependable } {
    // Short: what stands under `secretKey` a review takes for a secret, and would hide the file in which it finds it again.
    const sources = [...internal, ...passwords]
      .flatMap(([user, made]) => made.remoteNames.map((remoteName) => ({ user, remoteName })))
      .map((source, index) => ({ ...source, key: `p${index}` }));
    const users = [...Object.entries(INTERNAL_USERS), ...Object.entries(rules)].map(([name, text]): ListedUser => ({
      name,
      rules: text,
      passwords: sources.filter(({ user }) => user === name).map(({ key }) => key),
    }));
    const generation = createHash("sha256").update(usersTemplate(users, "")).digest("hex").slice(0, GENERATION_LENGTH);
    const [first] = sources;
    const delivered = secrets.deliver(this, "users", {
      namespace,
      secretName: usersSecret(cache.cacheName),
      remoteName: first?.remoteName ?? "",
      keys: {},
      others: Object.fromEntries(sources.map(({ key, remoteName }) => [key, { remoteName, property: "password" }])),
      template: { "users.acl": usersTemplate(users, generation) },
      templateOnly: true,
      dependsOn: [...internal.values(), ...passwords.values()].map(({ ready }) => ready),
    });
    return { generation, delivered };
  }

  private deliverProxies(
    { cache, secrets, namespace }: CacheServicesProps,
    { nodes }: CacheDetails,
    internal: ReadonlyMap<InternalUser, ServicePasswords>,
  ): IConstruct & IDependable {
    const { name, template } = proxySecret(cache.cacheName, nodes);
    const proxy = internal.get("proxy");
    return secrets.deliver(this, "proxies", {
      namespace,
      secretName: name,
      remoteName: proxy?.remoteNames[0] ?? "",
      keys: { [PROXY_PASSWORD]: "password" },
      template,
      templateOnly: true,
      dependsOn: proxy ? [proxy.ready] : [],
    });
  }

  /** Only the authority's certificate, to where each service reads its password. */
  private publishAuthority(
    { secrets, namespace, secretPrefix, deleteWithEnvironment }: CacheServicesProps,
    { authoritySecret }: CacheDetails,
    services: readonly string[],
  ): void {
    const scope = new Construct(this, "authority");
    for (const service of [...services].sort()) {
      secrets.publish(scope, service, {
        namespace,
        secretName: authoritySecret,
        remoteName: `${secretPrefix}/${service}/${AUTHORITY_SECRET}`,
        keys: ["ca.crt"],
        deleteWithEnvironment,
        dependsOn: [this.job],
      });
    }
  }
}

export const inClusterCacheServicesImplementation: Implementation<
  CacheServicesProps,
  ICacheServices,
  typeof CACHE_SERVICES.shape
> = {
  create: (scope, id, props) => new InClusterCacheServices(scope, id, props),
  fromAttributes: (scope, id, attributes) => new AdoptedCacheServices(scope, id, attributes),
};
