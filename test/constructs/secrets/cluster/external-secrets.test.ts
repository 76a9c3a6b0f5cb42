import { TerraformStack, Testing } from "cdktf";
import { Construct, type IDependable } from "constructs";
import type { IWorkloadIdentity, WorkloadIdentityProps } from "../../../../src/model/identity";
import type { IKubernetesCluster } from "../../../../src/constructs/k8s-cluster/contract";
import { ExternalSecrets, externalSecretsOn } from "../../../../src/constructs/secrets/cluster/external-secrets";
import { secretsManager } from "../../../../src/constructs/secrets/aws/secrets-manager";
import type { SecretStoreProps } from "../../../../src/constructs/secrets/props";
import { expectValidCustomResource } from "../../../helpers/crd";
import { accessesOf, isOpenTo, type LooseManifest } from "../../../helpers/external-secrets";
import { type Attributes, only, problemsOf, stackOf, type Synthesized, synthesized } from "../../postgres-db/fixtures";

const KEY = "arn:aws:kms:eu-west-1:123456789012:key/1";

class FakeIdentity extends Construct implements IWorkloadIdentity {
  public readonly assumable: Readonly<Record<string, string>>;
  public readonly serviceAccountAnnotations = { "example.org/identity": "me" };
  public readonly podLabels = { "example.org/use": "true" };
  public readonly ready: readonly IDependable[] = [];

  constructor(scope: Construct, id: string, { assumable = {} }: WorkloadIdentityProps) {
    super(scope, id);
    this.assumable = Object.fromEntries(Object.keys(assumable).map((name) => [name, `arn:role:${name}`]));
  }
}

/** Notes which identity it is asked for. */
class FakeCluster extends Construct {
  public readonly credentialEndpoints = [{ cidr: "192.0.2.23/32", port: 80 }];
  public readonly asked: WorkloadIdentityProps[] = [];
  public identify(scope: Construct, id: string, props: WorkloadIdentityProps): IWorkloadIdentity {
    this.asked.push(props);
    return new FakeIdentity(scope, id, props);
  }
}

function build(
  props: Partial<SecretStoreProps> = {},
  use: (store: ExternalSecrets, stack: TerraformStack) => void = () => {},
): { json: Synthesized; cluster: FakeCluster; store: ExternalSecrets } {
  const stack = new TerraformStack(Testing.app(), "stack");
  const cluster = new FakeCluster(stack, "cluster");
  const store = new ExternalSecrets(
    stack,
    "secrets",
    {
      environment: "dev",
      region: "eu-west-1",
      cluster: cluster as unknown as IKubernetesCluster,
      networkCidr: "10.20.0.0/16",
      keyId: KEY,
      ...props,
    },
    secretsManager,
  );
  use(store, stack);
  return { json: synthesized(stack), cluster, store };
}

function release(
  json: Synthesized,
  name: string,
): { readonly attributes: Attributes; readonly values: Attributes; readonly address: string } {
  const found = Object.entries(json.resource["helm_release"] ?? {}).find(([, { name: its }]) => its === name);
  if (!found) throw new Error(`no release ${name}`);
  const [text] = found[1]["values"] as readonly string[];
  return { attributes: found[1], values: JSON.parse(text ?? "{}") as Attributes, address: `helm_release.${found[0]}` };
}

describe("the operator", () => {
  test("given two copies, then they elect a leader, survive a drain, and stand apart", () => {
    const { values } = release(build().json, "external-secrets");
    expect(values).toMatchObject({
      installCRDs: true,
      replicaCount: 2,
      leaderElect: true,
      podDisruptionBudget: { enabled: true },
      webhook: { replicaCount: 2, podDisruptionBudget: { enabled: true } },
      topologySpreadConstraints: [
        { topologyKey: "topology.kubernetes.io/zone" },
        { topologyKey: "kubernetes.io/hostname" },
      ],
    });
  });

  test("given one copy, then no budget holds up the drain of its node", () => {
    expect(release(build({ replicas: 1 }).json, "external-secrets").values).toMatchObject({
      leaderElect: false,
      podDisruptionBudget: { enabled: false },
    });
  });

  test("given an identity, then service account and pods carry what it asks for", () => {
    const { values } = release(build().json, "external-secrets");
    expect(values).toMatchObject({
      serviceAccount: { name: "external-secrets", annotations: { "example.org/identity": "me" } },
      podLabels: { "example.org/use": "true" },
    });
  });

  test("given values of the user's, then they are merged last; unknown ones are refused by name", () => {
    expect(release(build({ values: { log: { level: "debug" } } }).json, "external-secrets").values).toMatchObject({
      log: { level: "debug" },
    });
    expect(problemsOf(() => build({ values: { replicaCuont: 3 } }))).toMatchObject([{ code: "CHART_UNKNOWN_VALUE" }]);
  });

  test("given its namespace, then pods are restricted, and closed but for webhook, metrics and the cloud", () => {
    const { json } = build();
    expect(only(json, "kubernetes_namespace_v1")["metadata"]).toMatchObject({
      labels: { "pod-security.kubernetes.io/enforce": "restricted" },
    });
    const policy = only(json, "kubernetes_network_policy_v1")["spec"] as {
      ingress: { from: object[]; ports: { port: string }[] }[];
    };
    expect(policy.ingress.map(({ ports }) => ports.map(({ port }) => port))).toEqual([["10250"], ["8080"]]);
    expect(policy.ingress[0]?.from).toEqual([{ ip_block: { cidr: "10.20.0.0/16" } }]);
  });
});

describe("what it may do", () => {
  test("given an environment, then it writes below its prefix, and nowhere else", () => {
    const [asked] = build().cluster.asked;
    expect(asked).toEqual({
      namespace: "external-secrets",
      serviceAccount: "external-secrets",
      permissions: [{ kind: "secrets", prefix: "dev/", access: "write", keyIds: [KEY] }],
      assumable: {},
    });
  });

  test("given administrators' secrets, then they are read by an identity apart, and it reads nothing else", () => {
    const foreign = [
      { id: "arn:secret:1", keyId: "arn:key:1" },
      { id: "arn:secret:2", keyId: "arn:key:1" },
    ];
    const [asked] = build({ foreign }).cluster.asked;
    expect(JSON.stringify(asked?.permissions)).not.toMatch(/arn:secret|arn:key:1/);
    expect(asked?.assumable).toEqual({
      administrators: [
        { kind: "secrets", access: "read", ids: ["arn:secret:1", "arn:secret:2"], keyIds: ["arn:key:1"] },
      ],
    });
  });

  test("given tenants, then roles can be bound for reading and for pushing: no stores, no generators, no aggregation", () => {
    const roles = Object.values(build().json.resource["kubernetes_cluster_role_v1"] ?? {});
    const verbs = ["get", "list", "watch", "create", "update", "patch", "delete"];
    const rule = (resource: string): object => [{ api_groups: ["external-secrets.io"], resources: [resource], verbs }];
    expect(
      Object.fromEntries(roles.map((role) => [(role["metadata"] as { name: string }).name, role["rule"]])),
    ).toEqual({
      "external-secrets-consumer": rule("externalsecrets"),
      "external-secrets-publisher": rule("pushsecrets"),
    });
    for (const role of roles) {
      expect(JSON.stringify(role["metadata"])).not.toContain("aggregate");
      expect(role).not.toHaveProperty("aggregation_rule");
    }
  });
});

function storesOf(json: Synthesized): readonly LooseManifest[] {
  const names = Object.values(json.resource["helm_release"] ?? {}).map(({ name }) => String(name));
  return names
    .filter((name) => name.startsWith("store-"))
    .flatMap((name) => release(json, name).values["objects"] as readonly LooseManifest[]);
}

describe("the stores", () => {
  const generate = { namespace: "databases", remoteName: "dev/databases/a/b/1", deleteWithEnvironment: true };

  test("given the operator, then the stores come after it, and everything of the stores after that", () => {
    const { json } = build({}, (store, stack) => {
      store.open({ name: "databases", namespace: "databases", path: "databases/" });
      const generated = store.generate(stack, "generated", generate);
      store.deliver(stack, "delivered", {
        namespace: "databases",
        secretName: "b",
        remoteName: generate.remoteName,
        dependsOn: [generated],
      });
    });
    const operator = release(json, "external-secrets");
    const admission = release(json, "external-secrets-admission");
    const store = release(json, "store-databases");
    const generated = release(json, "generate-dev.databases.a.b.1");
    const delivered = release(json, "secret-b");
    expect(admission.attributes["depends_on"]).toEqual([operator.address]);
    expect(store.attributes["depends_on"]).toEqual([admission.address]);
    expect(generated.attributes["depends_on"]).toEqual([store.address]);
    expect(delivered.attributes["depends_on"]).toEqual([store.address, generated.address]);
    const objects = [generated, delivered].flatMap(({ values }) => values["objects"] as readonly LooseManifest[]);
    const stores = storesOf(json);
    [...stores, ...objects].forEach(expectValidCustomResource);
    expect(accessesOf([...stores, ...objects]).map(({ operation, secretId }) => [operation, secretId])).toEqual([
      ["push", generate.remoteName],
      ["delete", generate.remoteName],
      ["read", generate.remoteName],
    ]);
  });

  test("given several stores, then each is a release of its own: what goes through one neither waits for nor touches another", () => {
    const names = ["shop", "shop.main.orders", "shop.main"];
    const { json } = build({}, (store, stack) => {
      for (const name of names) store.open({ name, namespace: "shop", path: `${name.replaceAll(".", "/")}/` });
      store.deliver(stack, "delivered", { namespace: "shop", secretName: "x", remoteName: "dev/shop/main/orders/1" });
    });
    const releases = names.map((name) => release(json, `store-${name}`));
    expect(new Set(releases.map(({ address }) => address)).size).toBe(3);
    expect(release(json, "secret-x").attributes["depends_on"]).toEqual([releases[1]?.address]);
  });

  test("given nothing that is opened, then there is no store at all", () => {
    expect(storesOf(build().json)).toEqual([]);
  });

  test("given a namespace without a store, then nothing is delivered to it or generated for it", () => {
    const attempt = (use: (store: ExternalSecrets, stack: TerraformStack) => void) => problemsOf(() => build({}, use));
    const deliver = { namespace: "shop", secretName: "x", remoteName: "dev/databases/a/b/1" };
    const missing = [{ code: "SECRET_STORE_MISSING" }];
    expect(attempt((store, stack) => store.deliver(stack, "x", deliver))).toMatchObject(missing);
    expect(attempt((store, stack) => store.generate(stack, "x", { ...generate, namespace: "shop" }))).toMatchObject(
      missing,
    );
    expect(attempt((store, stack) => store.deliver(stack, "x", { ...deliver, administrator: true }))).toMatchObject(
      missing,
    );
  });

  test("given administrators' secrets, then one namespace reads them, with the identity apart", () => {
    const { json } = build({ foreign: [{ id: "arn:secret:1", keyId: "arn:key:1" }] }, (store, stack) => {
      store.openAdministrators("databases");
      store.deliver(stack, "admin", {
        namespace: "databases",
        secretName: "admin",
        remoteName: "arn:secret:1",
        administrator: true,
      });
    });
    const stores = storesOf(json);
    stores.forEach(expectValidCustomResource);
    const delivered = release(json, "secret-admin").values["objects"] as readonly LooseManifest[];
    expect(accessesOf([...stores, ...delivered])).toEqual([
      {
        operation: "read",
        namespace: "databases",
        store: "database-administrators",
        secretId: "arn:secret:1",
        as: "arn:role:administrators",
      },
    ]);
    expect(stores.map((store) => isOpenTo(store, "shop"))).toEqual([false]);
  });

  test("given a Secret to publish, then its release comes after the store and what it waits for", () => {
    const { json } = build({}, (store, stack) => {
      store.open({ name: "databases", namespace: "databases", path: "a/" });
      const made = store.generate(stack, "made", {
        namespace: "databases",
        remoteName: "dev/a/1",
        deleteWithEnvironment: true,
      });
      store.publish(stack, "published", {
        namespace: "databases",
        secretName: "a.1",
        remoteName: "dev/a/current",
        keys: ["username", "password"],
        deleteWithEnvironment: true,
        dependsOn: [made],
      });
    });
    const published = release(json, "publish-dev.a.current");
    expect(published.attributes["depends_on"]).toEqual([
      release(json, "store-databases").address,
      release(json, "generate-dev.a.1").address,
    ]);
    (published.values["objects"] as unknown[]).forEach(expectValidCustomResource);
  });

  test("given names that differ only in where their parts end, then releases do not meet", () => {
    const { json } = build({}, (store, stack) => {
      store.open({ name: "databases", namespace: "databases", path: "databases/" });
      store.generate(stack, "one", { ...generate, remoteName: "dev/databases/a-b/c" });
      store.generate(stack, "two", { ...generate, remoteName: "dev/databases/a/b-c" });
    });
    const names = Object.values(json.resource["helm_release"] ?? {}).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test("given a very long name, then the release's is cut, and still its own", () => {
    const long = "x".repeat(60);
    const { json } = build({}, (store, stack) => {
      store.open({ name: "databases", namespace: "databases", path: "databases/" });
      for (const end of ["one", "two"]) {
        const secretName = `${long}-${end}`;
        store.deliver(stack, end, { namespace: "databases", secretName, remoteName: "dev/databases/a" });
      }
    });
    const names = Object.values(json.resource["helm_release"] ?? {}).map(({ name }) => String(name));
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(53);
  });

  test("given its attributes, when another stack adopts it, then it delivers and generates alike, and opens nothing", () => {
    const path = "namespaces/shop/";
    const props = { namespace: "shop", remoteName: `dev/${path}x`, deleteWithEnvironment: true };
    const { json, store } = build({ tags: { owner: "team" }, recoverable: false }, (own, stack) => {
      own.open({ name: "shop", namespace: "shop", path });
      own.generate(stack, "x", props);
    });
    const elsewhere = stackOf();
    const adopted = externalSecretsOn(secretsManager).fromAttributes(elsewhere, "secrets", store.attributes);
    adopted.generate(elsewhere, "x", props);
    const name = "generate-dev.namespaces.shop.x";
    expect(release(synthesized(elsewhere), name).values).toEqual(release(json, name).values);
    expect(adopted.open({ name: "shop", namespace: "shop", path })).toMatchObject({ prefix: `dev/${path}` });
    expect(problemsOf(() => adopted.open({ name: "web", namespace: "web", path: "namespaces/web/" }))).toMatchObject([
      { code: "SECRET_STORE_CLOSED" },
    ]);
    expect(problemsOf(() => adopted.openAdministrators("shop"))).toMatchObject([{ code: "SECRET_STORE_CLOSED" }]);
  });

  test("given its attributes, then they show what is opened after they were asked for", () => {
    const { attributes, opened } = ((): { attributes: object; opened: object } => {
      let seen: object = {};
      const { store } = build({}, (own) => {
        seen = own.attributes;
        own.open({ name: "shop", namespace: "shop", path: "namespaces/shop/" });
      });
      return { attributes: seen, opened: store.attributes };
    })();
    expect(attributes).toEqual(opened);
    expect(attributes).toMatchObject({ namespaces: { shop: "shop" }, prefixes: { shop: "dev/namespaces/shop/" } });
  });
});
