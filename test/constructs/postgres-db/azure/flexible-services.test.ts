/** The Job that makes databases on a server of Azure: how it logs in, and by what it verifies the server. */
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { KUBERNETES_CLUSTER } from "../../../../src/constructs/k8s-cluster/contract";
import { POSTGRES_DB } from "../../../../src/constructs/postgres-db/contract";
import { PostgresConnection } from "../../../../src/constructs/postgres-db/postgres-connection";
import {
  type IPostgresServices,
  POSTGRES_SERVICES,
  type PostgresServicesProps,
} from "../../../../src/constructs/postgres-db/postgres-services";
import { AKS_DETAILS } from "../../../../src/constructs/k8s-cluster/azure/aks";
import { Target } from "../../../../src/model/target";
import type { TerraformStack } from "cdktf";
import { type Block, Synthesized } from "../../aws-stack";
import { azureStack } from "../../azure-stack";
import { FakeStore, problemsOf } from "../fixtures";

const ENTRA = {
  username: "dev-databases-administrator",
  identityId: "",
  clientId: "client",
  tenant: "tenant",
  life: "1",
};
const IDENTITY =
  "/subscriptions/11111111-2222-4333-a444-555555555555/resourceGroups/dev/providers/Microsoft.ManagedIdentity/userAssignedIdentities/dev-databases-administrator";

function serverOn(stack: TerraformStack, name: string, details: Readonly<Record<string, string>>) {
  const host = `${name}.postgres.database.azure.com`;
  return Target.of(stack)
    .implementation(POSTGRES_DB, stack)
    .fromAttributes(stack, `server-${name}`, {
      serverName: name,
      host,
      port: 5432,
      readerHost: host,
      majorVersion: "17",
      details: { ...details },
    });
}

const clusterOn = (stack: TerraformStack) =>
  Target.of(stack)
    .implementation(KUBERNETES_CLUSTER, stack)
    .fromAttributes(stack, "cluster", {
      clusterName: "dev",
      version: "1.34",
      endpoint: "https://dev",
      certificateAuthority: "Y2E=",
      details: Object.fromEntries(AKS_DETAILS.map((name) => [name, name === "oidc-issuer" ? "https://issuer/" : name])),
    });

function make(
  details: Readonly<Record<string, string>> = { ...ENTRA, identityId: IDENTITY },
  props: Partial<PostgresServicesProps> = {},
  names: readonly string[] = ["dev-orders"],
): { json: Synthesized; services: IPostgresServices; store: FakeStore } {
  const stack = azureStack();
  new KubernetesProvider(stack, "kubernetes", {});
  const store = new FakeStore(stack, "store");
  const cluster = clusterOn(stack);
  const [services] = names.map((name) =>
    Target.of(stack)
      .implementation(POSTGRES_SERVICES, stack)
      .create(stack, name, {
        server: serverOn(stack, name, details),
        secrets: store,
        cluster,
        namespace: "databases",
        services: ["orders"],
        secretPrefix: `dev/${name}`,
        deleteWithEnvironment: false,
        ...props,
      }),
  );
  new PostgresConnection(stack, "connection", {
    services: services as IPostgresServices,
    secrets: store,
    service: "orders",
    namespace: "shop",
  });
  return { json: new Synthesized(stack), services: services as IPostgresServices, store };
}

interface Pod {
  readonly service_account_name?: string;
  readonly automount_service_account_token: boolean;
  readonly init_container?: readonly (Block & { readonly env: readonly { name: string; value: string }[] })[];
  readonly container: readonly { readonly env: readonly { name: string; value: string }[] }[];
  readonly volume: readonly Block[];
}
const podOf = (json: Synthesized): Pod => {
  const [job] = Object.values(json.resources("kubernetes_job_v1"));
  return (job?.["spec"] as { template: { spec: Pod } }).template.spec;
};
const variable = (pod: Pod, name: string): string | undefined =>
  pod.container[0]?.env.find((one) => one.name === name)?.value;

describe("the Job on a server whose administrator is an identity", () => {
  const { json, store } = make();
  const pod = podOf(json);

  test("is that identity's service account, whose own token is for the exchange alone", () => {
    const name = (json.resource("kubernetes_service_account_v1")["metadata"] as { name: string }).name;
    expect(json.resource("azurerm_federated_identity_credential")).toMatchObject({
      parent_id: IDENTITY,
      issuer: "https://issuer/",
      subject: `system:serviceaccount:databases:${name}`,
    });
    expect(pod.service_account_name).toMatch(/^\$\{kubernetes_service_account_v1\./);
    expect(pod.automount_service_account_token).toBe(false);
    expect(pod.volume).toContainEqual({
      name: "service-account-token",
      projected: [
        {
          default_mode: "0440",
          sources: [
            {
              service_account_token: {
                audience: "api://AzureADTokenExchange",
                expiration_seconds: 3600,
                path: "token",
              },
            },
          ],
        },
      ],
    });
  });

  test("fetches the token before the script, into memory", () => {
    const [init] = pod.init_container ?? [];
    expect(init).toMatchObject({ name: "entra-login", command: ["bash", "/run/sql/entra-login.sh"] });
    expect(Object.fromEntries((init?.env ?? []).map(({ name, value }) => [name, value]))).toMatchObject({
      USERNAME: "dev-databases-administrator",
      CLIENT_ID: "client",
      TENANT: "tenant",
      SCOPE: "https://ossrdbms-aad.database.windows.net/.default",
    });
    expect(pod.volume).toContainEqual({ name: "admin", empty_dir: { medium: "Memory", size_limit: "4Mi" } });
    expect(store.delivered.filter(({ administrator }) => administrator)).toEqual([]);
  });

  test("verifies the server by the authorities that everybody knows, and applications are told to", () => {
    expect(variable(pod, "PGSSLMODE")).toBe("verify-full");
    expect(variable(pod, "PGSSLROOTCERT")).toBe("/run/admin/ca.pem");
    const connection = store.delivered.find(({ namespace }) => namespace === "shop");
    expect(connection?.template?.["uri"]).toMatch(/\?sslmode=verify-full&sslrootcert=system$/);
    expect(connection?.template).not.toHaveProperty("ca.pem");
  });

  test("knows the platform's own roles", () => {
    expect(variable(pod, "PLATFORM_ROLES")).toBe("^azure");
  });
});

test("two servers of one administrator are made from one service account", () => {
  const { json } = make(undefined, {}, ["dev-orders", "dev-billing"]);
  expect(Object.keys(json.resources("kubernetes_service_account_v1"))).toHaveLength(1);
  expect(Object.keys(json.resources("azurerm_federated_identity_credential"))).toHaveLength(1);
});

test("authorities that the file names count, for the Job and for applications", () => {
  const caBundle = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n";
  const { json, store } = make(undefined, { caBundle });
  expect(variable(podOf(json), "PGSSLROOTCERT")).toBe("/run/sql/ca.pem");
  expect(store.delivered.find(({ namespace }) => namespace === "shop")?.template).toHaveProperty(["ca.pem"]);
});

test("a server that exists, with a password in the store, is logged in to with it", () => {
  const { json, store } = make({ secretId: "old-admin", keyId: "key" });
  expect(podOf(json).init_container).toBeUndefined();
  expect(store.delivered.find(({ administrator }) => administrator)).toMatchObject({ remoteName: "old-admin" });
});

test("without a cluster whose pods could be the identity it is refused", () => {
  const stack = azureStack();
  const create = () =>
    Target.of(stack)
      .implementation(POSTGRES_SERVICES, stack)
      .create(stack, "orders", {
        server: serverOn(stack, "dev-orders", { ...ENTRA, identityId: IDENTITY }),
        secrets: new FakeStore(stack, "store"),
        namespace: "databases",
        services: ["orders"],
        secretPrefix: "dev",
        deleteWithEnvironment: false,
      });
  expect(problemsOf(create)).toMatchObject([{ code: "POSTGRES_CLUSTER_UNKNOWN" }]);
});
