import { Lazy, type TerraformStack } from "cdktf";
import { expectValidCustomResource, isCustom } from "../../../helpers/crd";
import { TAGS, TENANT } from "../../azure-stack";
import { problemsOf } from "../../postgres-db/fixtures";

import {
  VAULT,
  ISSUER,
  USER,
  OFFICER,
  AzureCluster,
  build,
  rolesOf,
  objectsOf,
  objectOf,
  openShop,
  useDatabase,
} from "./support";

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

test.each([
  ["no tenant", { accountDetails: {} }, undefined],
  ["a cluster that tells no issuer", {}, { details: { "resource-group": "dev" } }],
])("given %s, then it is refused at synth", (_, props, attributes) => {
  const cluster = (stack: TerraformStack): AzureCluster => new AzureCluster(stack, attributes);
  expect(problemsOf(() => build(() => {}, props, cluster))).toMatchObject([{ code: "SECRET_STORE_PLACE" }]);
});
