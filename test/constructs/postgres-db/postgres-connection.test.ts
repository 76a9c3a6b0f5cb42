import { AdoptedPostgresServices } from "../../../src/constructs/postgres-db/adopted-services";
import {
  PostgresConnection,
  type PostgresConnectionProps,
} from "../../../src/constructs/postgres-db/postgres-connection";
import type { PostgresServicesAttributes } from "../../../src/constructs/postgres-db/postgres-services";
import { externalSecret } from "../../../src/constructs/secrets/cluster/custom-resources";
import { expectValidCustomResource } from "../../helpers/crd";
import { FakeStore, problemsOf, stackOf } from "./fixtures";

function deliver(
  props: Partial<PostgresConnectionProps> = {},
  attributes: Partial<PostgresServicesAttributes> = {},
): FakeStore {
  const stack = stackOf();
  const secrets = new FakeStore(stack, "store");
  const services = new AdoptedPostgresServices(stack, "services", {
    connectionSecrets: { orders: "dev/databases/orders/orders/current" },
    host: "db.example.org",
    readerHost: "one.example.org,two.example.org",
    port: "6543",
    caBundle: "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n",
    authoritySecrets: {},
    identities: {},
    poolerHost: "",
    ...attributes,
  });
  new PostgresConnection(stack, "orders", { services, secrets, service: "orders", namespace: "shop", ...props });
  return secrets;
}

test("given a service, then its Secret holds all that a client needs to verify the server", () => {
  const [secret] = deliver().delivered;
  expect(secret).toMatchObject({
    namespace: "shop",
    secretName: "orders-database",
    remoteName: "dev/databases/orders/orders/current",
    template: {
      host: "db.example.org",
      readerHost: "one.example.org,two.example.org",
      port: "6543",
      dbname: "orders",
      uri: "postgresql://{{ .username }}:{{ .password | urlquery }}@db.example.org:6543/orders?sslmode=verify-full&sslrootcert=%2Fetc%2Fpostgres%2Fca.pem",
      "ca.pem": expect.stringContaining("BEGIN CERTIFICATE") as string,
    },
  });
});

test("given a service, then user and password are of one reading, and the store is asked for nothing else", () => {
  const [secret] = deliver().delivered;
  if (!secret) throw new Error("nothing delivered");
  const store = {
    kind: "ClusterSecretStore",
    name: "shop.orders.orders",
    namespace: "shop",
    prefix: "dev/databases/orders/orders/",
  } as const;
  const object = externalSecret({ ...store, key: "current" }, secret);
  expectValidCustomResource(object);
  expect(object["spec"]).toMatchObject({ dataFrom: [{ extract: { key: "current" } }] });
  expect(object["spec"]).not.toHaveProperty("data");
});

test("given another place for the authorities, then the URI names it", () => {
  const [secret] = deliver({ caPath: "/run/my certs/ca.pem", secretName: "db" }).delivered;
  expect(secret?.template?.["uri"]).toMatch(/sslrootcert=%2Frun%2Fmy%20certs%2Fca\.pem$/);
  expect(secret?.secretName).toBe("db");
});

test("given a service that there is not, then it is refused by name", () => {
  expect(problemsOf(() => deliver({ service: "shop" }))).toMatchObject([{ code: "POSTGRES_SERVICE_UNKNOWN" }]);
});

test("given a server in the cluster, then its authority comes from the store, and where connections are shared is told", () => {
  const authority = "dev/databases/orders/orders/authority";
  const attributes = { caBundle: "", authoritySecrets: { orders: authority }, poolerHost: "pooler.example.org" };
  const [secret] = deliver({}, attributes).delivered;
  expect(secret?.others).toEqual({ "ca.pem": { remoteName: authority, property: "ca.crt" } });
  expect(secret?.template).toMatchObject({ poolerHost: "pooler.example.org" });
  expect(secret?.template).not.toHaveProperty(["ca.pem"]);
});

test("given a service without a password, then no URI has one, and what its pods ask for tokens with comes from the store", () => {
  const remoteName = "dev/databases/orders/orders/principal";
  const [secret] = deliver(
    {},
    { connectionSecrets: { orders: remoteName }, identities: { orders: "client" } },
  ).delivered;
  expect(secret?.remoteName).toBe(remoteName);
  // Every property that the store has: username, authentication, clientId, tenant.
  expect(secret).not.toHaveProperty("keys");
  expect(secret?.template?.["uri"]).toMatch(/^postgresql:\/\/\{\{ \.username \}\}@db\.example\.org:6543\/orders\?/);
  expect(JSON.stringify(secret?.template)).not.toContain("password");
});
