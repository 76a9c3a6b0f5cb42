import { TerraformStack, Testing } from "cdktf";
import { Construct, type IDependable } from "constructs";
import type { IWorkloadIdentity, WorkloadIdentityProps } from "../../../src/constructs/core/identity";
import type { IKubernetesCluster } from "../../../src/constructs/k8s-cluster/k8s-cluster";
import { ExternalSecrets, externalSecretsImplementation } from "../../../src/constructs/secrets/external-secrets";
import { kmsSecretsKeyImplementation, KmsSecretsKey } from "../../../src/constructs/secrets/kms-secrets-key";
import type { SecretStoreProps } from "../../../src/constructs/secrets/schema";
import { expectValidCustomResource } from "../../helpers/crd";
import { type Attributes, only, problemsOf, stackOf, type Synthesized, synthesized } from "../postgres-db/fixtures";

const KEY = "arn:aws:kms:eu-west-1:123456789012:key/1";

class FakeIdentity extends Construct implements IWorkloadIdentity {
  public readonly serviceAccountAnnotations = { "example.org/identity": "me" };
  public readonly podLabels = { "example.org/use": "true" };
  public readonly ready: readonly IDependable[] = [];
}

/** Notes which identity it is asked for. */
class FakeCluster extends Construct {
  public readonly asked: WorkloadIdentityProps[] = [];
  public identify(scope: Construct, id: string, props: WorkloadIdentityProps): IWorkloadIdentity {
    this.asked.push(props);
    return new FakeIdentity(scope, id);
  }
}

function build(
  props: Partial<SecretStoreProps> = {},
  use: (store: ExternalSecrets, stack: TerraformStack) => void = () => {},
): { json: Synthesized; cluster: FakeCluster; store: ExternalSecrets } {
  const stack = new TerraformStack(Testing.app(), "stack");
  const cluster = new FakeCluster(stack, "cluster");
  const store = new ExternalSecrets(stack, "secrets", {
    environment: "dev",
    backend: { kind: "aws-secrets-manager", region: "eu-west-1" },
    cluster: cluster as unknown as IKubernetesCluster,
    networkCidr: "10.20.0.0/16",
    keyId: KEY,
    ...props,
  });
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
      topologySpreadConstraints: [{ topologyKey: "topology.kubernetes.io/zone" }],
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
  test("given an environment, then it writes below its prefix, and reads what is named to it", () => {
    const foreign = [
      { id: "arn:secret:1", keyId: "arn:key:1" },
      { id: "arn:secret:2", keyId: KEY },
    ];
    expect(build({ foreign }).cluster.asked).toEqual([
      {
        namespace: "external-secrets",
        serviceAccount: "external-secrets",
        permissions: [
          {
            kind: "secrets",
            prefix: "dev/",
            access: "write",
            ids: ["arn:secret:1", "arn:secret:2"],
            keyIds: [KEY, "arn:key:1"],
          },
        ],
      },
    ]);
  });
});

describe("the store", () => {
  test("given the operator, then the store comes after it, and everything of the store after that", () => {
    const { json } = build({}, (store, stack) => {
      const generated = store.generate(stack, "generated", {
        namespace: "databases",
        remoteName: "dev/a/b",
        deleteWithEnvironment: true,
      });
      store.deliver(stack, "delivered", {
        namespace: "databases",
        secretName: "b",
        remoteName: "dev/a/b",
        dependsOn: [generated],
      });
    });
    const operator = release(json, "external-secrets");
    const store = release(json, "secret-store");
    const generated = release(json, "generate-dev.a.b");
    const delivered = release(json, "secret-b");
    expect(store.attributes["depends_on"]).toEqual([operator.address]);
    expect(generated.attributes["depends_on"]).toEqual([store.address]);
    expect(delivered.attributes["depends_on"]).toEqual([store.address, generated.address]);
    for (const { values } of [store, generated, delivered])
      (values["objects"] as unknown[]).forEach(expectValidCustomResource);
  });

  test("given a Secret to publish, then its release comes after the store and what it waits for", () => {
    const { json } = build({}, (store, stack) => {
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
      release(json, "secret-store").address,
      release(json, "generate-dev.a.1").address,
    ]);
    (published.values["objects"] as unknown[]).forEach(expectValidCustomResource);
  });

  test("given names that differ only in where their parts end, then releases do not meet", () => {
    const { json } = build({}, (store, stack) => {
      store.generate(stack, "one", { namespace: "databases", remoteName: "dev/a-b/c", deleteWithEnvironment: true });
      store.generate(stack, "two", { namespace: "databases", remoteName: "dev/a/b-c", deleteWithEnvironment: true });
    });
    const names = Object.values(json.resource["helm_release"] ?? {}).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test("given a very long name, then the release's is cut, and still its own", () => {
    const long = "x".repeat(60);
    const { json } = build({}, (store, stack) => {
      for (const end of ["one", "two"]) {
        store.deliver(stack, end, { namespace: "databases", secretName: `${long}-${end}`, remoteName: "dev/a" });
      }
    });
    const names = Object.values(json.resource["helm_release"] ?? {}).map(({ name }) => String(name));
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(53);
  });

  test("given its attributes, when another stack adopts it, then it delivers and generates alike", () => {
    const props = { namespace: "shop", remoteName: "dev/x", deleteWithEnvironment: true };
    const { json, store } = build({ tags: { owner: "team" }, recoverable: false }, (own, stack) =>
      own.generate(stack, "x", props),
    );
    const elsewhere = stackOf();
    externalSecretsImplementation
      .fromAttributes(elsewhere, "secrets", store.attributes)
      .generate(elsewhere, "x", props);
    expect(release(synthesized(elsewhere), "generate-dev.x").values).toEqual(release(json, "generate-dev.x").values);
  });
});

describe("the key of the environment's secrets", () => {
  const props = { environment: "dev", region: "eu-west-1", account: "123456789012" };

  test("CKV_AWS_7 CKV2_AWS_64: given none, then one is made that rotates, with a policy", () => {
    const stack = stackOf();
    new KmsSecretsKey(stack, "key", { ...props, protected: false });
    const key = only(synthesized(stack), "aws_kms_key");
    expect(key).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 30 });
    expect(key["policy"]).toContain("arn:aws:iam::123456789012:root");
    expect(key).not.toHaveProperty("lifecycle");
  });

  test("given a protected environment, then it cannot be destroyed with what it encrypts", () => {
    const stack = stackOf();
    new KmsSecretsKey(stack, "key", { ...props, protected: true });
    expect(only(synthesized(stack), "aws_kms_key")["lifecycle"]).toEqual({ prevent_destroy: true });
  });

  test("given an existing one, or that of another stack, then none is made", () => {
    const stack = stackOf();
    const existing = new KmsSecretsKey(stack, "existing", { ...props, protected: true, existingId: KEY });
    const adopted = kmsSecretsKeyImplementation.fromAttributes(stack, "adopted", { keyId: KEY });
    expect([existing.keyId, adopted.keyId]).toEqual([KEY, KEY]);
    expect(synthesized(stack).resource).toBeUndefined();
  });
});
