import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Lazy, type TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { IKubernetesCluster } from "../../../../src/constructs/k8s-cluster/contract";
import { azureSecretStoreImplementation } from "../../../../src/constructs/secrets/azure/azure-secret-store";
import type { ISecretStore } from "../../../../src/constructs/secrets/contract";
import type { SecretStoreProps } from "../../../../src/constructs/secrets/props";
import type { KubernetesObject } from "../../../../src/constructs/kit/cluster/kubernetes-object";
import { valuesOfRelease } from "../../../helpers/values-of-release";
import { expectValidCustomResource, isCustom } from "../../../helpers/crd";
import { Synthesized } from "../../aws-stack";
import { azureStack, LOCATION, SUBSCRIPTION, TAGS, TENANT } from "../../azure-stack";
import { problemsOf } from "../../postgres-db/fixtures";

const VAULT = `/subscriptions/${SUBSCRIPTION}/resourceGroups/dev/providers/Microsoft.KeyVault/vaults/dev-12345678`;
const ISSUER = `https://${LOCATION}.oic.prod-aks.azure.com/${TENANT}/1/`;
const USER = "Key Vault Secrets User";
const OFFICER = "Key Vault Secrets Officer";

/** Tells of itself what stores ask; the operator has no identity of its own. */
class AzureCluster extends Construct {
  public readonly clusterName = "dev";
  public readonly credentialEndpoints = [];

  constructor(
    scope: Construct,
    public readonly attributes: { readonly details: Readonly<Record<string, string>> } = {
      details: { "oidc-issuer": ISSUER, "resource-group": "dev" },
    },
  ) {
    super(scope, "cluster");
  }
  public identify(): never {
    throw new Error("The operator itself has no identity on Azure.");
  }
}

function stackOnCluster(name?: string): TerraformStack {
  const stack = azureStack(name);
  new KubernetesProvider(stack, "kubernetes", {});
  new HelmProvider(stack, "helm", {});
  return stack;
}

interface Built {
  readonly made: Synthesized;
  readonly store: ISecretStore;
}

function build(
  use: (store: ISecretStore, stack: TerraformStack) => void = () => {},
  props: Partial<SecretStoreProps> = {},
  cluster: (stack: TerraformStack) => AzureCluster = (stack) => new AzureCluster(stack),
): Built {
  const stack = stackOnCluster();
  const store = azureSecretStoreImplementation.create(stack, "secrets", {
    environment: "dev",
    region: LOCATION,
    cluster: cluster(stack) as unknown as IKubernetesCluster,
    networkCidr: "10.0.0.0/16",
    keyId: VAULT,
    accountDetails: { tenant: TENANT },
    tags: TAGS,
    ...props,
  });
  use(store, stack);
  return { made: new Synthesized(stack), store };
}

/** Who may do what with which secret: `<identity> <role> <secret>`, sorted. */
function rolesOf(made: Synthesized): readonly string[] {
  return Object.values(made.resources("azurerm_role_assignment"))
    .map(({ principal_id: principal, role_definition_name: role, scope }) => {
      const name = /azurerm_user_assigned_identity\.secrets_stores_(.*)_Identity\./.exec(String(principal))?.[1];
      return [name, role, String(scope).replace(`${VAULT}/secrets/`, "")].join(" ");
    })
    .sort();
}

/** What all releases of Helm install, but for the charts. */
function objectsOf(made: Synthesized): readonly KubernetesObject[] {
  return Object.values(made.resources("helm_release")).flatMap(({ values }) => {
    const { objects } = valuesOfRelease((values as readonly string[])[0] ?? "{}") as {
      readonly objects?: readonly KubernetesObject[];
    };
    return objects ?? [];
  });
}

const objectOf = (made: Synthesized, kind: string, name: string): KubernetesObject => {
  const found = objectsOf(made).filter((object) => object.kind === kind && object.metadata?.["name"] === name);
  expect(found).toHaveLength(1);
  return found[0] as KubernetesObject;
};

const openShop = (store: ISecretStore): void => {
  store.open({ name: "shop", namespace: "shop", path: "namespaces/shop/", names: ["stripe/api-key"] });
};

/** As the components of databases do, for a service that the namespace `shop` reads. */
function useDatabase(store: ISecretStore, stack: TerraformStack): void {
  const remoteName = "dev/databases/main/orders/1";
  store.open({ name: "databases", namespace: "databases", path: "databases/" });
  store.open({ name: "shop.main.orders", namespace: "shop", path: "databases/main/orders/" });
  const generated = store.generate(stack, "generated", {
    namespace: "databases",
    remoteName,
    deleteWithEnvironment: true,
  });
  store.deliver(stack, "delivered", {
    namespace: "databases",
    secretName: "orders",
    remoteName,
    dependsOn: [generated],
  });
  store.publish(stack, "published", {
    namespace: "databases",
    secretName: "orders",
    remoteName: "dev/databases/main/orders/current",
    keys: ["username", "password"],
    deleteWithEnvironment: true,
  });
}

describe("who reaches which secret", () => {
  test("given a namespace's secrets, named in the file, then its store's identity writes these, and reaches nothing else", () => {
    expect(rolesOf(build(openShop).made)).toEqual([`shop ${OFFICER} dev--namespaces--shop--stripe--api-key`]);
  });

  test("given a database's service, then the store that makes passwords writes them, and the application's reads its own", () => {
    const { made } = build((store, stack) => {
      openShop(store);
      store.open({ name: "web.main.web", namespace: "web", path: "databases/main/web/" });
      useDatabase(store, stack);
    });
    expect(rolesOf(made)).toEqual([
      `databases ${OFFICER} dev--databases--main--orders--1`,
      `databases ${OFFICER} dev--databases--main--orders--current`,
      `shop ${OFFICER} dev--namespaces--shop--stripe--api-key`,
      `shop_main_orders ${USER} dev--databases--main--orders--1`,
      `shop_main_orders ${USER} dev--databases--main--orders--current`,
    ]);
  });

  test("given stores that are opened after their secrets were named, then they reach the same", () => {
    const { made: late } = build((store, stack) => {
      useDatabase(store, stack);
      store.open({ name: "late.main.orders", namespace: "late", path: "databases/main/orders/" });
    });
    const { made: early } = build((store, stack) => {
      store.open({ name: "late.main.orders", namespace: "late", path: "databases/main/orders/" });
      useDatabase(store, stack);
    });
    expect(rolesOf(late)).toEqual(rolesOf(early));
    expect(rolesOf(late)).toContain(`late_main_orders ${USER} dev--databases--main--orders--current`);
  });

  test("given everything that a delivered secret is put together of, then each is reached", () => {
    const { made } = build((store, stack) => {
      store.open({ name: "databases", namespace: "databases", path: "databases/" });
      store.deliver(stack, "delivered", {
        namespace: "databases",
        secretName: "all",
        remoteName: "dev/databases/a",
        others: { OTHER: { remoteName: "dev/databases/b", property: "x" } },
        further: ["dev/databases/c"],
      });
      store.storeFor("databases", "dev/databases/d");
    });
    expect(rolesOf(made)).toEqual(["a", "b", "c", "d"].map((name) => `databases ${USER} dev--databases--${name}`));
  });

  test("given a role, then it is of a principal that the directory may not have heard of yet", () => {
    const roles = Object.values(build(openShop).made.resources("azurerm_role_assignment"));
    expect(roles.map(({ principal_type }) => principal_type)).toEqual(["ServicePrincipal"]);
  });
});

describe("a store", () => {
  test("is read as a service account that is federated with its own identity, and of which alone the operator gets tokens", () => {
    const { made } = build(useDatabase);
    const account = "store-shop--main--orders";

    expect(objectOf(made, "ClusterSecretStore", "shop.main.orders")).toMatchObject({
      spec: {
        conditions: [{ namespaces: ["shop"] }],
        provider: {
          azurekv: {
            authType: "WorkloadIdentity",
            vaultUrl: "https://dev-12345678.vault.azure.net",
            tenantId: TENANT,
            serviceAccountRef: { name: account, namespace: "external-secrets" },
          },
        },
      },
    });
    expect(objectOf(made, "ServiceAccount", account)).toMatchObject({
      metadata: {
        namespace: "external-secrets",
        annotations: {
          "azure.workload.identity/client-id": "${…}",
        },
      },
      automountServiceAccountToken: false,
    });
    expect(objectOf(made, "Role", account)["rules"]).toEqual([
      { apiGroups: [""], resources: ["serviceaccounts/token"], resourceNames: [account], verbs: ["create"] },
    ]);
    const [text] = made.resource("helm_release", "secrets_stores_shop_main_orders")["values"] as readonly string[];
    expect(text).toContain("azurerm_user_assigned_identity.secrets_stores_shop_main_orders_Identity.client_id");
    const credentials = Object.values(made.resources("azurerm_federated_identity_credential"));
    expect(credentials.map(({ subject, issuer }) => ({ subject, issuer }))).toContainEqual({
      subject: `system:serviceaccount:external-secrets:${account}`,
      issuer: ISSUER,
    });
  });

  test("given every object of a database's secrets, then each is valid", () => {
    const objects = objectsOf(build(useDatabase).made).filter((object) => isCustom(object as never));
    expect(objects.length).toBeGreaterThan(4);
    for (const object of objects) expectValidCustomResource(object);
  });

  test("given names that differ only in what joins their parts, then identities do not meet", () => {
    const { made } = build((store) => {
      for (const name of ["a.b", "a--b", "a-b"]) store.open({ name, namespace: "shop", path: `namespaces/${name}/` });
    });
    const names = Object.values(made.resources("azurerm_user_assigned_identity")).map(({ name }) => name);
    expect(new Set(names).size).toBe(3);
  });

  test("given a vault of another tier, of which Terraform alone knows the name, then its URL is made of its id", () => {
    const { made } = build(openShop, {
      keyId: Lazy.stringValue({ produce: () => "${data.terraform_remote_state.data.outputs.vault}" }),
    });
    expect(objectOf(made, "ClusterSecretStore", "shop")).toMatchObject({
      spec: { provider: { azurekv: { vaultUrl: "https://${…}.vault.azure.net" } } },
    });
  });
});

describe("a secret", () => {
  test("given the environment's end, then it goes with the vault: a deleted one would keep its name from the next", () => {
    const pushed = objectsOf(build(useDatabase).made).filter(({ kind }) => kind === "PushSecret");
    expect(pushed).toHaveLength(2);
    for (const push of pushed) expect(push["spec"]).toMatchObject({ deletionPolicy: "None" });
  });

  test("given a pushed one, then it is named as Key Vault names it, and tells its whole name", () => {
    const { made } = build(useDatabase);
    const [push] = objectsOf(made).filter(({ kind }) => kind === "PushSecret");
    expect(push?.["spec"]).toMatchObject({
      data: [
        {
          match: { remoteRef: { remoteKey: "dev--databases--main--orders--1" } },
          metadata: {
            spec: { contentType: "application/json", tags: { name: "dev/databases/main/orders/1", ...TAGS } },
          },
        },
      ],
    });
  });

  test("given more tags than a secret takes, or External Secrets' own, then they are left to the vault", () => {
    const many = Object.fromEntries([...Array(20).keys()].map((index) => [`tag-${10 + index}`, "x"]));
    const { made } = build(useDatabase, { tags: { ...many, "managed-by": "me" } });
    const [push] = objectsOf(made).filter(({ kind }) => kind === "PushSecret");
    const { data } = push?.["spec"] as { data: readonly { metadata: { spec: { tags: object } } }[] };
    const tags = Object.keys(data[0]?.metadata.spec.tags ?? {});
    expect(tags).toHaveLength(14);
    expect(tags).not.toContain("managed-by");
  });
});

describe("administrators' secrets", () => {
  const foreign = [{ id: `${VAULT}/secrets/main-admin`, keyId: VAULT }];

  test("given some, then the identity of their store reads these, and they are delivered by their names", () => {
    const { made } = build(
      (store, stack) => {
        store.openAdministrators("databases");
        store.deliver(stack, "admin", {
          namespace: "databases",
          secretName: "admin",
          remoteName: `${VAULT}/secrets/main-admin`,
          administrator: true,
        });
      },
      { foreign },
    );
    expect(made.resource("azurerm_role_assignment")).toMatchObject({
      for_each: '${toset(["' + `${VAULT}/secrets/main-admin` + '"])}',
      scope: "${each.value}",
      role_definition_name: USER,
    });
    expect(objectOf(made, "ExternalSecret", "admin")).toMatchObject({
      spec: { dataFrom: [{ extract: { key: "main-admin" } }] },
    });
  });

  test("given none, then their store reaches nothing", () => {
    expect(rolesOf(build((store) => store.openAdministrators("databases")).made)).toEqual([]);
  });
});

describe("another stack", () => {
  const props = { namespace: "shop", secretName: "x", remoteName: "dev/databases/main/orders/current" };

  function adopt(use: (store: ISecretStore, stack: TerraformStack) => void): {
    adopted: ISecretStore;
    elsewhere: TerraformStack;
  } {
    const elsewhere = stackOnCluster("workloads");
    const { attributes } = build(use).store;
    return { adopted: azureSecretStoreImplementation.fromAttributes(elsewhere, "secrets", attributes), elsewhere };
  }

  test("given what the platform knows of, then it delivers that, with no role of its own", () => {
    const { adopted, elsewhere } = adopt(useDatabase);
    adopted.deliver(elsewhere, "delivered", props);
    const made = new Synthesized(elsewhere);
    expect(objectOf(made, "ExternalSecret", "x")).toMatchObject({
      spec: {
        secretStoreRef: { name: "shop.main.orders" },
        dataFrom: [{ extract: { key: "dev--databases--main--orders--current" } }],
      },
    });
    expect(rolesOf(made)).toEqual([]);
  });

  test("given what nobody named, then it is refused, with where to name it", () => {
    const { adopted, elsewhere } = adopt(openShop);
    const remoteName = "dev/namespaces/shop/other";
    expect(problemsOf(() => adopted.deliver(elsewhere, "delivered", { ...props, remoteName }))).toMatchObject([
      { code: "SECRET_NOT_NAMED", remedy: expect.stringContaining("secrets.namespaces[].secrets") as string },
    ]);
  });

  test("given what its store reads, when it wants to write that, then it is refused; what the file names it writes", () => {
    const { adopted, elsewhere } = adopt((store, stack) => {
      openShop(store);
      useDatabase(store, stack);
    });
    const write = (remoteName: string) => () =>
      adopted.generate(elsewhere, "generated", { namespace: "shop", remoteName, deleteWithEnvironment: false });
    expect(problemsOf(write("dev/databases/main/orders/current"))).toMatchObject([{ code: "SECRET_NOT_NAMED" }]);
    expect(write("dev/namespaces/shop/stripe/api-key")).not.toThrow();
  });

  test("given attributes that were asked for early, then they show what is named later", () => {
    let seen: ISecretStore["attributes"] | undefined;
    build((store, stack) => {
      seen = store.attributes;
      useDatabase(store, stack);
    });
    expect(seen?.details).toMatchObject({ "shop.main.orders dev/databases/main/orders/current": "read" });
  });
});

test.each([
  ["no tenant", { accountDetails: {} }, undefined],
  ["a cluster that tells no issuer", {}, { details: { "resource-group": "dev" } }],
])("given %s, then it is refused at synth", (_, props, attributes) => {
  const cluster = (stack: TerraformStack): AzureCluster => new AzureCluster(stack, attributes);
  expect(problemsOf(() => build(() => {}, props, cluster))).toMatchObject([{ code: "SECRET_STORE_PLACE" }]);
});
