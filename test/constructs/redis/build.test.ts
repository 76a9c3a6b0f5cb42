/** From the section to what stands in the stacks of the tiers, without an environment around them. */
import { Construct, type IConstruct } from "constructs";
import type { Deployment, EnvironmentFacts } from "../../../src/model/component";
import type { IWorkloadIdentity } from "../../../src/model/identity";
import { Target } from "../../../src/model/target";
import type { PodIdentityProps } from "../../../src/constructs/k8s-cluster/aws/eks";
import { KUBERNETES_CLUSTER } from "../../../src/constructs/k8s-cluster/contract";
import { NETWORK } from "../../../src/constructs/network/contract";
import { OBSERVABILITY } from "../../../src/constructs/observability/contract";
import { buildManaged, buildPlatform } from "../../../src/constructs/redis/build";
import { redisComponent } from "../../../src/constructs/redis/component";
import type { RedisSection } from "../../../src/constructs/redis/section";
import { SECRET_STORE } from "../../../src/constructs/secrets/contract";
import { readSection } from "../../../src/environment/sections";
import { type Attributes, FakeNetwork, FakeStore, only, stackOf, synthesized, type Synthesized } from "./fixtures";

const FACTS: EnvironmentFacts = {
  name: "dev",
  target: "eks",
  profile: "minimal",
  protected: false,
  region: "eu-west-1",
  account: "123456789012",
  admins: [],
  owner: "team",
  tags: {},
  file: "environment.yaml",
};

class FakeTarget extends Target {
  public readonly name = "eks";
}

/** Notes the identities that it is asked for. */
class FakeCluster extends Construct {
  public readonly region = "eu-west-1";
  public readonly account = "123456789012";
  public readonly partition = "aws";
  public readonly credentialEndpoints = [{ cidr: "169.254.170.23/32", port: 80 }];
  public readonly identities: PodIdentityProps[] = [];

  public podIdentity(scope: Construct, id: string, props: PodIdentityProps): IWorkloadIdentity {
    this.identities.push(props);
    const identity = new Construct(scope, id) as Construct & Partial<IWorkloadIdentity>;
    return Object.assign(identity, {
      serviceAccountAnnotations: {},
      podLabels: {},
      assumable: {},
      ready: [],
    });
  }
}

interface Built {
  readonly json: Synthesized;
  readonly store: FakeStore;
  readonly cluster: FakeCluster;
  readonly published: readonly string[];
}

function build(
  entries: readonly object[],
  moved: Readonly<Record<string, string>> = {},
  sections: Readonly<Record<string, unknown>> = {},
): Built {
  const stack = stackOf();
  const target = Target.use(stack, new FakeTarget());
  const store = new FakeStore(stack, "store");
  const cluster = new FakeCluster(stack, "cluster");
  const published: Record<string, IConstruct> = {
    [`${NETWORK.name} network`]: new FakeNetwork(stack),
    [`${SECRET_STORE.name} secrets`]: store,
    [`${KUBERNETES_CLUSTER.name} cluster`]: cluster,
    ...(sections["observability"] === undefined
      ? {}
      : {
          [`${OBSERVABILITY.name} observability`]: Object.assign(new Construct(stack, "observing"), {
            namespace: "observability",
          }),
        }),
  };
  const tier = (name: string): Deployment<RedisSection> =>
    ({
      scope: new Construct(stack, name),
      facts: FACTS,
      section: readSection(redisComponent, entries, FACTS, () => undefined).value as RedisSection,
      sections,
      target,
      from: (_: string, construct: IConstruct) => construct,
      publish: (contract: { name: string }, name: string, instance: IConstruct) => {
        published[`${contract.name} ${name}`] = instance;
      },
      require: (contract: { name: string }, name: string) => published[`${contract.name} ${name}`],
      offers: (contract: { name: string }, name: string) => `${contract.name} ${name}` in published,
      physicalName: (path: string, name: string) => moved[path] ?? name,
    }) as unknown as Deployment<RedisSection>;
  buildManaged(tier("data"));
  buildPlatform(tier("platform"));
  return { json: synthesized(stack), store, cluster, published: Object.keys(published) };
}

interface Container {
  readonly command: readonly string[];
  readonly image: string;
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly security_context: Attributes;
}
interface Pod extends Attributes {
  readonly init_container: readonly Container[];
  readonly container: readonly Container[];
  readonly volume: readonly {
    readonly name: string;
    readonly projected?: readonly {
      readonly sources: readonly {
        readonly secret: readonly { readonly name: string; readonly items: readonly { readonly path: string }[] }[];
      }[];
    }[];
  }[];
}
const podOf = (json: Synthesized): Pod =>
  (only(json, "kubernetes_job_v1")["spec"] as { template: { spec: Pod } }).template.spec;
const passwordsOf = (pod: Pod): readonly string[] =>
  pod.volume.flatMap(({ projected = [] }) =>
    projected.flatMap(({ sources }) =>
      sources.flatMap(({ secret }) =>
        secret.flatMap(({ name, items }) => items.map(({ path }) => `${path} of ${name}`)),
      ),
    ),
  );

const JOBS = { name: "jobs", use: "queue", services: [{ name: "web" }, { name: "worker" }] };

test("given a name and a use, then there are a cache and a user of that name, whose password stands in the store", () => {
  const { store, published } = build([{ name: "cart", use: "cache" }]);
  expect(store.generated.map(({ remoteName, properties }) => [remoteName, properties])).toEqual([
    ["dev/redis/cart/cart/1", { username: "dev-cart-cart" }],
  ]);
  expect(store.published.map(({ remoteName }) => remoteName)).toEqual(["dev/redis/cart/cart/current"]);
  expect(published).toEqual(expect.arrayContaining(["redis cart", "redis-services cart"]));
});

test("given services, then one Job sets and tries the passwords of all, which it finds as files", () => {
  const { json } = build([JOBS]);
  const pod = podOf(json);
  expect(pod.init_container.map(({ command }) => command.at(-1))).toEqual(["/run/files/set-passwords.sh"]);
  expect(pod.container.map(({ command }) => command.at(-1))).toEqual(["/run/files/verify-logins.sh"]);
  expect(passwordsOf(pod)).toEqual(["web/1 of dev-jobs.service.web.1", "worker/1 of dev-jobs.service.worker.1"]);
  for (const { env } of [...pod.init_container, ...pod.container]) {
    expect(env).toContainEqual({ name: "USERS", value: "web dev-jobs-web\nworker dev-jobs-worker" });
  }
});

test("the Job may change these users, and nothing else, as a service account of its own", () => {
  const { json, cluster } = build([JOBS]);
  expect(cluster.identities).toEqual([
    {
      namespace: "redis",
      serviceAccount: "dev-jobs",
      statements: [
        {
          Effect: "Allow",
          Action: ["elasticache:DescribeUsers", "elasticache:ModifyUser"],
          Resource: ["web", "worker"].map((user) => `arn:aws:elasticache:eu-west-1:123456789012:user:dev-jobs-${user}`),
        },
      ],
    },
  ]);
  expect(podOf(json)).toMatchObject({ service_account_name: "dev-jobs", automount_service_account_token: false });
});

test("CKV_K8S_16 CKV_K8S_20 CKV_K8S_22 CKV_K8S_23 CKV_K8S_28 CKV_K8S_37 CKV_K8S_40: its containers are restricted, and so is the namespace", () => {
  const { json } = build([JOBS]);
  const pod = podOf(json);
  expect(only(json, "kubernetes_namespace_v1")["metadata"]).toMatchObject({
    name: "redis",
    labels: { "pod-security.kubernetes.io/enforce": "restricted" },
  });
  for (const { security_context } of [...pod.init_container, ...pod.container]) {
    expect(security_context).toMatchObject({
      allow_privilege_escalation: false,
      privileged: false,
      read_only_root_filesystem: true,
      run_as_non_root: true,
      capabilities: { drop: ["ALL"] },
    });
  }
  expect(pod["security_context"]).toMatchObject({ run_as_user: "10001" });
});

test("its pods reach the cloud, their credentials and the caches, and nobody reaches them", () => {
  const { json } = build([JOBS, { name: "cart", use: "cache" }]);
  const policy = only(json, "kubernetes_network_policy_v1")["spec"] as {
    ingress: object[];
    egress: { ports: { port: string }[]; to: { ip_block?: { cidr: string } }[] }[];
  };
  expect(policy.ingress).toEqual([]);
  expect(policy.egress.slice(1).map(({ ports, to }) => [to[0]?.ip_block?.cidr, ports.map(({ port }) => port)])).toEqual(
    [
      ["0.0.0.0/0", ["443"]],
      ["169.254.170.23/32", ["80"]],
      ["10.20.0.0/16", ["6379"]],
    ],
  );
});

test("given a raised revision, then the password before stays, and applications are told of the new one after the Job", () => {
  const { json, store } = build([{ ...JOBS, passwordRevision: 3 }]);
  expect(passwordsOf(podOf(json))).toEqual(
    ["web", "worker"].flatMap((service) =>
      [2, 3].map((revision) => `${service}/${revision} of dev-jobs.service.${service}.${revision}`),
    ),
  );
  expect(store.published.map(({ secretName }) => secretName)).toEqual([
    "dev-jobs.service.web.3",
    "dev-jobs.service.worker.3",
  ]);
  expect(store.generated.map(({ properties }) => properties?.["username"])).toEqual([
    "dev-jobs-web",
    "dev-jobs-web",
    "dev-jobs-worker",
    "dev-jobs-worker",
  ]);
  for (const { dependsOn } of store.published) expect(dependsOn).toHaveLength(1);
  expect(Object.values(json.resource["kubernetes_config_map_v1"] ?? {}).map((map) => map["data"])).toContainEqual({
    passwordRevision: "3",
  });
});

test("each service's secret is open to the namespaces that read it, and to no other", () => {
  const { store } = build(
    [JOBS],
    {},
    { secrets: { namespaces: [{ name: "shop", databases: [], redis: ["jobs/web"], rabbitmq: [] }] } },
  );
  expect(store.opened).toEqual([
    { name: "redis", namespace: expect.any(String) as string, path: "redis/" },
    { name: "shop.redis.jobs.web", namespace: "shop", path: "redis/jobs/web/" },
    { name: "worker.redis.jobs.worker", namespace: "worker", path: "redis/jobs/worker/" },
  ]);
});

test("a renamed cache keeps its physical name, and its only service the name that its keys are under", () => {
  const { json, store } = build([{ name: "baskets", use: "cache" }], { baskets: "cart" });
  expect(only(json, "aws_elasticache_replication_group")["replication_group_id"]).toBe("dev-cart");
  expect(store.generated.map(({ remoteName }) => remoteName)).toEqual(["dev/redis/cart/cart/1"]);
  const users = Object.values(json.resource["aws_elasticache_user"] ?? {});
  expect(users.map((user) => user["access_string"])).toContainEqual(expect.stringContaining(" ~cart:* "));
});

test("given observability, then what reads figures gets a login of its own, delivered where it runs", () => {
  const { store } = build([{ name: "cart", use: "cache" }], {}, { observability: {} });
  expect(store.generated.map(({ remoteName }) => remoteName)).toEqual([
    "dev/redis/cart/cart/1",
    "dev/redis/cart/monitoring/1",
  ]);
  expect(store.delivered.at(-1)).toMatchObject({
    namespace: "observability",
    secretName: "redis-cart-monitoring",
    remoteName: "dev/redis/cart/monitoring/current",
  });
  expect(Object.keys(store.delivered.at(-1)?.template ?? {})).toEqual(["host", "port", "mode", "readerHost", "uri"]);
  expect(build([{ name: "cart", use: "cache" }]).store.generated).toHaveLength(1);
});

test("given no entries, then nothing is built", () => {
  expect(build([]).json.resource ?? {}).toEqual({});
});
