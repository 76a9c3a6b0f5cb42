/** Secrets on bare hosts: who may do what with which Secret, in a store that knows no paths and in one that the file names. */
import type { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { IKubernetesCluster } from "../../../../src/constructs/k8s-cluster/contract";
import type { KubernetesObject } from "../../../../src/constructs/kit/cluster/kubernetes-object";
import type { ISecretStore } from "../../../../src/constructs/secrets/contract";
import { kubeadmSecretStoreImplementation } from "../../../../src/constructs/secrets/kubeadm/secret-store";
import { SealingKey } from "../../../../src/constructs/secrets/kubeadm/sealing-key";
import type { SecretStoreProps } from "../../../../src/constructs/secrets/props";
import { expectValidCustomResource, isCustom } from "../../../helpers/crd";
import { valuesOfRelease } from "../../../helpers/values-of-release";
import { Synthesized } from "../../aws-stack";
import { clusterStack } from "../../k8s-cluster/kubeadm/platform/fixtures";

/** Hosts give nobody an identity. */
class Hosts extends Construct {
  public readonly credentialEndpoints = [];
  public identify(): never {
    throw new Error("There are no identities on bare hosts.");
  }
}

interface Built {
  readonly made: Synthesized;
  readonly store: ISecretStore;
}

function build(
  use: (store: ISecretStore, stack: TerraformStack) => void = () => {},
  props: Partial<SecretStoreProps> = {},
): Built {
  const stack = clusterStack();
  const store = kubeadmSecretStoreImplementation.create(stack, "secrets", {
    environment: "dev",
    region: "fortaleza",
    cluster: new Hosts(stack, "cluster") as unknown as IKubernetesCluster,
    networkCidr: "192.0.2.0/24",
    keyId: "sealing-key",
    ...props,
  });
  use(store, stack);
  return { made: new Synthesized(stack), store };
}

function objectsOf(made: Synthesized): readonly KubernetesObject[] {
  return Object.values(made.resources("helm_release")).flatMap(({ values }) => {
    const { objects = [] } = valuesOfRelease((values as readonly string[])[0] ?? "{}") as {
      readonly objects?: readonly KubernetesObject[];
    };
    return objects;
  });
}

const ofKind = (made: Synthesized, kind: string): readonly KubernetesObject[] =>
  objectsOf(made).filter((object) => object.kind === kind);

/** Of a store, as the database's component uses it, and an application that reads one service. */
function useDatabase(store: ISecretStore, stack: TerraformStack): void {
  const remoteName = "dev/databases/main/orders/1";
  store.open({ name: "databases", namespace: "databases", path: "databases/" });
  store.open({ name: "shop.main.orders", namespace: "shop", path: "databases/main/orders/" });
  store.open({ name: "shop", namespace: "shop", path: "namespaces/shop/", names: ["stripe/api-key"] });
  const generated = store.generate(stack, "generated", {
    namespace: "databases",
    remoteName,
    properties: { username: "orders_1" },
    deleteWithEnvironment: true,
  });
  store.publish(stack, "published", {
    namespace: "databases",
    secretName: "orders",
    remoteName: "dev/databases/main/orders/current",
    keys: ["username", "password", "ca.crt"],
    deleteWithEnvironment: true,
    dependsOn: [generated],
  });
  store.deliver(stack, "delivered", {
    namespace: "shop",
    secretName: "orders",
    remoteName: "dev/databases/main/orders/current",
  });
}

type Rule = Readonly<Record<"resource_names" | "verbs", readonly string[] | undefined>>;
const rulesOf = (made: Synthesized, store: string): readonly Rule[] =>
  made.resource("kubernetes_role_v1", `secrets_stores_${store}_Role`)["rule"] as readonly Rule[];

describe("in the cluster", () => {
  test("each store reads its own secrets by their names, and the one that writes them writes no others", () => {
    const { made } = build(useDatabase);

    expect(rulesOf(made, "databases").map(({ verbs, resource_names: names }) => [verbs, names])).toEqual([
      [["get"], ["dev--databases--main--orders--1", "dev--databases--main--orders--current"]],
      [
        ["update", "delete"],
        ["dev--databases--main--orders--1", "dev--databases--main--orders--current"],
      ],
      [["create"], undefined],
    ]);
    expect(rulesOf(made, "shop_main_orders").map(({ verbs, resource_names: names }) => [verbs, names])).toEqual([
      [["get"], ["dev--databases--main--orders--1", "dev--databases--main--orders--current"]],
    ]);
    expect(made.resource("kubernetes_role_binding_v1", "secrets_stores_shop_main_orders_RoleBinding")).toMatchObject({
      subject: [{ kind: "ServiceAccount", name: "store-shop--main--orders", namespace: "external-secrets" }],
    });
  });

  test("who may create secrets creates those alone that are named: nobody makes another service's next password", () => {
    const policies = ofKind(build(useDatabase).made, "ValidatingAdmissionPolicy").filter(({ metadata }) =>
      metadata.name.startsWith("secrets-of-"),
    );
    const found = Object.fromEntries(
      policies.map(({ metadata, spec }) => [metadata.name, spec as Readonly<Record<string, unknown>>]),
    );

    expect(found["secrets-of-store-shop"]).toMatchObject({
      matchConditions: [
        { expression: "request.userInfo.username == 'system:serviceaccount:external-secrets:store-shop'" },
      ],
      validations: [{ expression: "object.metadata.name in ['dev--namespaces--shop--stripe--api-key']" }],
    });
    expect(found["secrets-of-store-shop--main--orders"]).toMatchObject({
      validations: [{ expression: "object.metadata.name in []" }],
    });
    expect(ofKind(build(useDatabase).made, "ValidatingAdmissionPolicyBinding").length).toBeGreaterThan(policies.length);
  });

  test("a store of a namespace without secrets is ready all the same, and reads nothing", () => {
    const { made } = build((store) => store.open({ name: "quiet", namespace: "quiet", path: "namespaces/quiet/" }));

    expect(rulesOf(made, "quiet").map(({ verbs, resource_names: names }) => [verbs, names])).toEqual([
      [["get"], ["store-quiet"]],
    ]);
  });

  test("a secret is written all at once, with its own keys and no others", () => {
    const { made } = build(useDatabase);
    const pushed = Object.fromEntries(ofKind(made, "PushSecret").map(({ metadata, spec }) => [metadata.name, spec]));

    expect(pushed).toEqual({
      "dev.databases.main.orders.1": expect.objectContaining({
        updatePolicy: "IfNotExists",
        template: { engineVersion: "v2", data: { username: "orders_1", password: "{{ .password }}" } },
        dataTo: [
          expect.objectContaining({
            storeRef: { kind: "ClusterSecretStore", name: "databases" },
            remoteKey: "dev--databases--main--orders--1",
            match: { regexp: "^(password|username)$" },
          }),
        ],
      }) as unknown,
      "dev.databases.main.orders.current": expect.objectContaining({
        updatePolicy: "Replace",
        dataTo: [expect.objectContaining({ match: { regexp: "^(ca[.]crt|password|username)$" } })],
      }) as unknown,
    });
    for (const { spec } of ofKind(made, "PushSecret")) expect(spec).not.toHaveProperty("data");
  });

  test("every custom resource is what its definition asks for", () => {
    const custom = objectsOf(build(useDatabase).made).filter(isCustom);

    expect(new Set(custom.map(({ kind }) => kind))).toEqual(
      new Set(["ClusterSecretStore", "ExternalSecret", "Password", "PushSecret"]),
    );
    for (const object of custom) expectValidCustomResource(object);
  });

  test("the stacks that come later know which secrets a store reaches", () => {
    const { store } = build(useDatabase);
    const stack = clusterStack();
    const adopted = kubeadmSecretStoreImplementation.fromAttributes(stack, "adopted", store.attributes);

    expect(adopted.storeFor("shop", "dev/namespaces/shop/stripe/api-key").key).toBe(
      "dev--namespaces--shop--stripe--api-key",
    );
    expect(() => adopted.storeFor("shop", "dev/namespaces/shop/other")).toThrow(/SECRET_NOT_NAMED|may not read/);
  });
});

describe("in a store that the file names", () => {
  const vault = {
    kubeadm: {
      store: {
        provider: { vault: { server: "https://vault.example.org:8200", path: "secret", version: "v2" } },
        egress: [{ cidr: "198.51.100.7/32", port: 8200 }],
      },
    },
  };

  test("it is reached as the file says, and nobody asks for an identity", () => {
    const { made } = build(useDatabase, vault);

    for (const { spec } of ofKind(made, "ClusterSecretStore")) {
      expect(spec).toMatchObject({ provider: vault.kubeadm.store.provider });
    }
    expect(JSON.stringify(made.resource("kubernetes_network_policy_v1", "secrets_guard"))).toContain("198.51.100.7/32");
    expect(made.resources("kubernetes_role_v1")).toEqual({});
  });

  test("names are whole, and values are one text", () => {
    const [pushed] = ofKind(build(useDatabase, vault).made, "PushSecret");

    expect(pushed?.["spec"]).toMatchObject({
      data: [{ match: { secretKey: "value", remoteRef: { remoteKey: "dev/databases/main/orders/1" } } }],
    });
  });

  test("a namespace is held to the paths of its stores", () => {
    const policies = ofKind(build(useDatabase, vault).made, "ValidatingAdmissionPolicy").filter(({ metadata }) =>
      metadata.name.startsWith("paths-of-"),
    );

    expect(policies.map(({ metadata }) => metadata.name).sort()).toEqual(
      ["databases", "shop", "shop.main.orders"]
        .flatMap((store) => [`paths-of-${store}.externalsecrets`, `paths-of-${store}.pushsecrets`])
        .sort(),
    );
    expect(JSON.stringify(policies)).toContain("e.remoteRef.key.startsWith('dev/databases/main/orders/')");
  });
});

describe("sealed secrets", () => {
  const key = { certificate: "-----BEGIN CERTIFICATE-----", "private-key": "-----BEGIN RSA PRIVATE KEY-----" };

  test("are opened with the key of the environment, which the controller finds by its label", () => {
    const { made } = build(undefined, { keyDetails: key });

    expect(made.resource("kubernetes_secret_v1", "secrets_sealed_key")).toMatchObject({
      type: "kubernetes.io/tls",
      metadata: { labels: { "sealedsecrets.bitnami.com/sealed-secrets-key": "active" } },
    });
    expect(made.resource("helm_release", "secrets_sealed")["depends_on"]).toEqual(
      expect.arrayContaining(["kubernetes_secret_v1.secrets_sealed_key", "helm_release.secrets_sealed_definitions"]),
    );
  });

  test("may be left out", () => {
    const { made } = build(undefined, { keyDetails: key, kubeadm: { sealed: false } });

    expect(JSON.stringify(made.json)).not.toContain("sealed");
  });

  test.each([true, false])("have a key that is taken away only where nothing is protected (%s)", (kept) => {
    const stack = clusterStack();
    const made = new SealingKey(stack, "key", {
      environment: "dev",
      region: "fortaleza",
      account: "",
      protected: kept,
    });
    const synthesized = new Synthesized(stack);

    expect(synthesized.resource("tls_private_key")).toMatchObject({ algorithm: "RSA", rsa_bits: 4096 });
    expect(synthesized.resource("tls_private_key")["lifecycle"]).toEqual(kept ? { prevent_destroy: true } : undefined);
    expect(made.sensitive).toBe(true);
  });
});
