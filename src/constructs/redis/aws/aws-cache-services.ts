/** Passwords of a cache's users in ElastiCache: a Job sets them through its API, with an identity of its own, and logs in with each. */
import { readFileSync } from "node:fs";
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import type { JobV1, JobV1SpecTemplateSpec } from "@cdktf/provider-kubernetes/lib/job-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Construct } from "constructs";
import { AWS_CLI_IMAGE } from "../../../catalog/aws-cli";
import { VALKEY_CLIENT_IMAGE } from "../../../catalog/valkey";
import type { Implementation } from "../../../model/contract";
import type { IWorkloadIdentity } from "../../../model/identity";
import { packageFile } from "../../kit/assets";
import { portText } from "../../kit/cdktf/port-text";
import { RESTRICTED_JOB_POD, restrictedContainer } from "../../kit/cluster/restricted";
import { scriptJob } from "../../kit/cluster/script-job";
import { eksOf } from "../../k8s-cluster/aws/eks";
import { AdoptedCacheServices, connectionSecretOf } from "../adopted-services";
import type { CACHE_SERVICES, CacheServicesAttributes, CacheServicesProps, ICacheServices } from "../cache-services";
import { FILES_PATH, JOB_MOUNTS, jobVolumes, SERVICES_PATH, WORK_PATH } from "../cluster/password-volumes";
import { attributesOf, makePasswords, passwordFiles, userLines } from "../service-passwords";

const FILES = ["set-passwords.sh", "verify-logins.sh"] as const;
const LABELS = { "app.kubernetes.io/name": "redis-passwords", "app.kubernetes.io/managed-by": "terraform" };

/**
 * For each user passwords, made in the cluster, kept in the secret store, delivered to the Job; the Job, which sets them and logs in; and
 * then, what applications read. No password passes through Terraform.
 */
export class ElasticacheServices extends Construct implements ICacheServices {
  public readonly files: ConfigMapV1;
  public readonly job: JobV1;
  public readonly identity: IWorkloadIdentity;
  /** The revision whose passwords are set, as the last deployment that came to its end left it. */
  public readonly revision: ConfigMapV1;
  public readonly attributes: CacheServicesAttributes;

  /** @throws JangadaError CACHE_REVISION, NOT_EKS. */
  constructor(scope: Construct, id: string, props: CacheServicesProps) {
    super(scope, id);
    const { cache, namespace, passwordRevision = 1 } = props;
    const passwords = makePasswords(new Construct(this, "services"), props);
    this.attributes = attributesOf(props, passwords);
    const account = new ServiceAccountV1(this, "account", {
      metadata: { name: cache.cacheName, namespace, labels: LABELS },
      automountServiceAccountToken: false,
    });
    this.identity = this.identify(props);
    const { files, job } = scriptJob(this, {
      name: cache.cacheName,
      namespace,
      labels: { ...LABELS, ...this.identity.podLabels },
      files: Object.fromEntries(
        FILES.map((file) => [file, readFileSync(packageFile("assets", "valkey", file), "utf8")]),
      ),
      pod: (mounted) => this.pod(props, mounted, passwordFiles(passwords)),
      // Its life among it: users of a cache that has been made anew have no passwords.
      known: [cache.host, portText(cache.port), cache.attributes.details["life"] ?? ""],
      dependsOn: [account, ...this.identity.ready, ...[...passwords.values()].map(({ ready }) => ready)],
    });
    this.files = files;
    this.job = job;
    for (const service of passwords.values()) service.publish([this.job]);
    this.revision = new ConfigMapV1(this, "revision", {
      metadata: { name: `redis.${cache.cacheName}.password-revision`, namespace, labels: LABELS },
      data: { passwordRevision: String(passwordRevision) },
      dependsOn: [this.job],
    });
    this.node.defaultChild = this.job;
  }

  public connectionSecret(service: string): string {
    return connectionSecretOf(this, this.attributes, service);
  }

  /** May change these users, and nothing else. It could widen their access, too: nobody but the platform has rights in the namespace. */
  private identify({ cache, cluster, namespace, namespaceName = namespace }: CacheServicesProps): IWorkloadIdentity {
    const eks = eksOf(cluster);
    const { partition, region, account } = eks;
    return eks.podIdentity(this, "identity", {
      namespace: namespaceName,
      serviceAccount: cache.cacheName,
      statements: [
        {
          Effect: "Allow",
          Action: ["elasticache:DescribeUsers", "elasticache:ModifyUser"],
          Resource: Object.values(cache.attributes.users).map(
            (user) => `arn:${partition}:elasticache:${region}:${account}:user:${user}`,
          ),
        },
      ],
    });
  }

  private pod(
    { cache, cluster }: CacheServicesProps,
    files: string,
    passwords: Readonly<Record<string, string>>,
  ): JobV1SpecTemplateSpec {
    const users = userLines(cache.attributes.users);
    const container = (name: string, image: string, env: Readonly<Record<string, string>>, memory: string): object => ({
      name,
      image,
      imagePullPolicy: "Always",
      command: ["bash", `${FILES_PATH}/${name}.sh`],
      env: Object.entries({ USERS: users, SERVICES_DIR: SERVICES_PATH, HOME: WORK_PATH, ...env }).map(
        ([variable, value]) => ({ name: variable, value }),
      ),
      resources: { requests: { cpu: "50m", memory }, limits: { cpu: "500m", memory } },
      securityContext: restrictedContainer(),
      volumeMount: JOB_MOUNTS,
    });
    return {
      ...RESTRICTED_JOB_POD,
      serviceAccountName: cache.cacheName,
      initContainer: [
        container(
          "set-passwords",
          `${AWS_CLI_IMAGE.repository}:${AWS_CLI_IMAGE.tag}`,
          { AWS_REGION: eksOf(cluster).region, OUT_DIR: WORK_PATH },
          "256Mi",
        ),
      ],
      container: [
        container(
          "verify-logins",
          VALKEY_CLIENT_IMAGE,
          { HOST: cache.host, PORT: portText(cache.port), CA: `${WORK_PATH}/ca.pem` },
          "64Mi",
        ),
      ],
      volume: jobVolumes(files, passwords),
    } as JobV1SpecTemplateSpec;
  }
}

export const awsCacheServicesImplementation: Implementation<
  CacheServicesProps,
  ICacheServices,
  typeof CACHE_SERVICES.shape
> = {
  create: (scope, id, props) => new ElasticacheServices(scope, id, props),
  fromAttributes: (scope, id, attributes) => new AdoptedCacheServices(scope, id, attributes),
};
