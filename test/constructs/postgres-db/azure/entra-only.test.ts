/** `azure.entraOnly`: a server without passwords, an identity for each service, and what applications are told. */
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { POSTGRES_DB } from "../../../../src/constructs/postgres-db/contract";
import { PostgresConnection } from "../../../../src/constructs/postgres-db/postgres-connection";
import {
  type IPostgresServices,
  POSTGRES_SERVICES,
  type PostgresServicesProps,
} from "../../../../src/constructs/postgres-db/postgres-services";
import { KUBERNETES_CLUSTER } from "../../../../src/constructs/k8s-cluster/contract";
import { AKS_DETAILS } from "../../../../src/constructs/k8s-cluster/azure/aks";
import { Target } from "../../../../src/model/target";
import { Synthesized } from "../../aws-stack";
import { azureStack, LOCATION } from "../../azure-stack";
import { FakeStore, problemsOf } from "../fixtures";
import { SERVER, synthesizeServers } from "./fixtures";

const IDENTITY =
  "/subscriptions/11111111-2222-4333-a444-555555555555/resourceGroups/dev/providers/Microsoft.ManagedIdentity/userAssignedIdentities/dev-databases-administrator";
const DETAILS = {
  username: "dev-databases-administrator",
  identityId: IDENTITY,
  clientId: "client",
  tenant: "tenant",
  life: "1",
  passwordless: "true",
};

describe("the server", () => {
  const made = synthesizeServers({ azure: { entraOnly: true }, readReplicas: 1, highAvailability: true });

  test("takes no passwords, nor do its replicas", () => {
    for (const name of ["orders", "orders_replicas_1"]) {
      expect(made.resource(SERVER, name)["authentication"]).toMatchObject({
        active_directory_auth_enabled: true,
        password_auth_enabled: false,
      });
    }
  });

  test("has no administrator with a password, nor was one ever made", () => {
    for (const field of ["administrator_login", "administrator_password_wo", "administrator_password_wo_version"]) {
      expect(made.resource(SERVER, "orders")).not.toHaveProperty(field);
    }
    expect(made.json).not.toHaveProperty(["ephemeral"]);
  });

  test("is administered by the identity, as all are", () => {
    expect(made.resource("azurerm_postgresql_flexible_server_active_directory_administrator")).toMatchObject({
      object_id: "${azurerm_user_assigned_identity.Administrator.principal_id}",
    });
  });

  test("one with passwords has the login that it was made with: another one would replace it", () => {
    const server = synthesizeServers().resource(SERVER, "orders");
    expect(server["administrator_login"]).toBe(
      '${coalesce(try(data.azurerm_postgresql_flexible_server.orders_now[0].administrator_login, null), "platform_admin")}',
    );
    expect((server["lifecycle"] as { ignore_changes: string[] }).ignore_changes).not.toContain("administrator_login");
  });
});

const ACCOUNTS = {
  orders: [
    { namespace: "shop", serviceAccount: "orders" },
    { namespace: "shop", serviceAccount: "worker" },
    // Their names joined by hyphens are the same.
    { namespace: "a-b", serviceAccount: "c" },
    { namespace: "a", serviceAccount: "b-c" },
  ],
  billing: [{ namespace: "billing", serviceAccount: "billing" }],
};

interface Made {
  readonly json: Synthesized;
  readonly services: IPostgresServices;
  readonly store: FakeStore;
}

function make(props: Partial<PostgresServicesProps> = {}, details: Readonly<Record<string, string>> = DETAILS): Made {
  const stack = azureStack();
  new KubernetesProvider(stack, "kubernetes", {});
  const store = new FakeStore(stack, "store");
  const target = Target.of(stack);
  const host = "dev-orders.postgres.database.azure.com";
  const services = target.implementation(POSTGRES_SERVICES, stack).create(stack, "orders", {
    server: target.implementation(POSTGRES_DB, stack).fromAttributes(stack, "server", {
      serverName: "dev-orders",
      host,
      port: 5432,
      readerHost: host,
      majorVersion: "17",
      details: { ...details },
    }),
    secrets: store,
    cluster: target.implementation(KUBERNETES_CLUSTER, stack).fromAttributes(stack, "cluster", {
      clusterName: "dev",
      version: "1.34",
      endpoint: "https://dev",
      certificateAuthority: "Y2E=",
      details: Object.fromEntries(AKS_DETAILS.map((name) => [name, `${name}-of-it`])),
    }),
    namespace: "databases",
    services: ["orders", "billing"],
    serviceAccounts: ACCOUNTS,
    secretPrefix: "dev/databases/orders",
    deleteWithEnvironment: true,
    region: LOCATION,
    monitored: true,
    passwordRevision: 3,
    ...props,
  });
  new PostgresConnection(stack, "connection", { services, secrets: store, service: "orders", namespace: "shop" });
  return { json: new Synthesized(stack), services, store };
}

interface Env {
  readonly name: string;
  readonly value: string;
}
interface Pod {
  readonly container: readonly { readonly env: readonly Env[]; readonly volume_mount: readonly { name: string }[] }[];
  readonly volume: readonly { readonly name: string }[];
}
const podOf = (json: Synthesized): Pod =>
  (json.resource("kubernetes_job_v1")["spec"] as { template: { spec: Pod } }).template.spec;
const variable = (json: Synthesized, name: string): string | undefined =>
  podOf(json).container[0]?.env.find((one) => one.name === name)?.value;

describe("its services", () => {
  const { json, services, store } = make();

  test("are identities of their own, beside the cluster", () => {
    expect(json.resource("azurerm_user_assigned_identity", "orders_services_orders_identity")).toEqual(
      expect.objectContaining({
        name: "dev-orders-orders-database",
        location: LOCATION,
        resource_group_name: "resource-group-of-it",
      }),
    );
    expect(json.resource("azurerm_user_assigned_identity", "orders_services_billing_identity")).toBeDefined();
  });

  test("are federated with each of their service accounts, one credential after the other", () => {
    const of = "${azurerm_user_assigned_identity.orders_services_orders_identity.id}";
    const credentials = Object.entries(json.resources("azurerm_federated_identity_credential")).filter(
      ([, { parent_id }]) => parent_id === of,
    );
    expect(credentials.map(([, { subject, issuer }]) => [subject, issuer])).toEqual([
      ["system:serviceaccount:a-b:c", "oidc-issuer-of-it"],
      ["system:serviceaccount:a:b-c", "oidc-issuer-of-it"],
      ["system:serviceaccount:shop:orders", "oidc-issuer-of-it"],
      ["system:serviceaccount:shop:worker", "oidc-issuer-of-it"],
    ]);
    expect(credentials.filter(([, { depends_on }]) => depends_on === undefined)).toHaveLength(1);
  });

  test("have no passwords, and so no revisions of any", () => {
    expect(store.generated).toEqual([]);
    expect(json.resources("kubernetes_config_map_v1")).not.toHaveProperty("orders_revision");
    const pod = podOf(json);
    expect(pod.volume.map(({ name }) => name)).not.toContain("services");
    expect(pod.container[0]?.volume_mount.map(({ name }) => name)).not.toContain("services");
    for (const name of ["SERVICES_DIR", "MONITORING_DIR"]) expect(variable(json, name)).toBeUndefined();
  });

  test("are told to the server by their object ids, as no administrators", () => {
    const label = (service: string): string =>
      `${service}=aadauth,oid=\${azurerm_user_assigned_identity.orders_services_${service}_identity.principal_id},type=service`;
    expect(variable(json, "PRINCIPALS")).toBe(`${label("billing")} ${label("orders")}`);
    expect(variable(json, "LABEL_PROVIDER")).toBe("pgaadauth");
    // The revision that there was is not lowered on the way, so that it can be gone back to.
    expect(variable(json, "REVISION")).toBe("3");
  });

  test("another object id makes another Job", () => {
    const name = (json.resource("kubernetes_job_v1")["metadata"] as { name: string }).name;
    for (const service of ["orders", "billing"]) {
      expect(name).toContain(`azurerm_user_assigned_identity.orders_services_${service}_identity.principal_id`);
    }
  });

  test("applications are told so: a Secret with host, user, client id and tenant, and without a password", () => {
    expect(json.resource("kubernetes_secret_v1", "orders_services_orders_login")["data"]).toEqual({
      username: "orders_token",
      authentication: "entra",
      clientId: "${azurerm_user_assigned_identity.orders_services_orders_identity.client_id}",
      tenant: "tenant",
    });
    expect(store.published.find(({ remoteName }) => remoteName.includes("/orders/orders/"))).toMatchObject({
      remoteName: "dev/databases/orders/orders/principal",
      keys: ["username", "authentication", "clientId", "tenant"],
      deleteWithEnvironment: true,
    });
    const connection = store.delivered.find(({ namespace }) => namespace === "shop");
    expect(connection?.remoteName).toBe("dev/databases/orders/orders/principal");
    expect(connection?.template).toMatchObject({
      host: "dev-orders.postgres.database.azure.com",
      dbname: "orders",
      uri: "postgresql://{{ .username }}@dev-orders.postgres.database.azure.com:5432/orders?sslmode=verify-full&sslrootcert=system",
    });
    expect(JSON.stringify(connection?.template)).not.toContain("password");
  });

  test("outputs name the client ids, and no role that reads figures", () => {
    expect(Object.keys(services.attributes.identities)).toEqual(["billing", "orders"]);
    expect(Object.keys(services.attributes.connectionSecrets)).toEqual(["billing", "orders"]);
  });
});

test("on a server with passwords, service accounts say nothing", () => {
  const { passwordless: _, ...details } = DETAILS;
  const { json, services, store } = make({}, details);
  expect(json.resources("azurerm_user_assigned_identity")).toEqual({});
  expect(services.attributes.identities).toEqual({});
  expect(store.generated.map(({ remoteName }) => remoteName)).toContain("dev/databases/orders/orders/3");
  // Principals of before are known by it, and shut.
  expect(variable(json, "LABEL_PROVIDER")).toBe("pgaadauth");
  expect(variable(json, "PRINCIPALS")).toBeUndefined();
});

test.each<[string, Partial<PostgresServicesProps>, string]>([
  [
    "no service account",
    { serviceAccounts: { orders: ACCOUNTS.orders } },
    "The service 'billing' has no password, and 0",
  ],
  [
    "more than an identity takes",
    {
      services: ["orders"],
      serviceAccounts: {
        orders: Array.from({ length: 21 }, (_, index) => ({ namespace: "shop", serviceAccount: `a${index}` })),
      },
    },
    "and 21 service accounts",
  ],
  [
    "one twice",
    { services: ["orders"], serviceAccounts: { orders: [...ACCOUNTS.billing, ...ACCOUNTS.billing] } },
    "each once",
  ],
])("a service with %s is refused", (_, props, message) => {
  const [problem] = problemsOf(() => make(props));
  expect(problem).toMatchObject({ code: "POSTGRES_SERVICE_ACCOUNTS" });
  expect(problem?.message).toContain(message);
});

test("an administrator with a password makes no principals", () => {
  const problems = problemsOf(() => make({}, { secretId: "old", keyId: "key", passwordless: "true" }));
  expect(problems).toMatchObject([{ code: "POSTGRES_ADMIN_KIND" }]);
});
