import { AdoptedPostgres } from "../../../../src/constructs/postgres-db/adopted-postgres";
import { PostgresSqlJob } from "../../../../src/constructs/postgres-db/cluster/postgres-sql-job";
import { FakeStore, stackOf, synthesized } from "../fixtures";
import { envOf, filesOf, podOf } from "./sql-job-pod";

/** Not PostgreSQL's own: what a server says of itself counts. */
const PORT = 6543;

describe("on a server of the cluster", () => {
  const server = (stack: ReturnType<typeof stackOf>): AdoptedPostgres =>
    new AdoptedPostgres(stack, "server", {
      serverName: "dev-orders",
      host: "dev-orders-rw.postgres.svc",
      port: PORT,
      readerHost: "dev-orders-ro.postgres.svc",
      majorVersion: "17",
      details: {
        adminSecret: "dev-orders.admin.1",
        authoritySecret: "dev-orders-tls",
        poolerHost: "dev-orders-pooler",
      },
    });
  const stack = stackOf();
  const store = new FakeStore(stack, "store");
  const services = new PostgresSqlJob(stack, "orders", {
    server: server(stack),
    secrets: store,
    namespace: "postgres",
    services: ["orders"],
    secretPrefix: "dev/databases/orders",
    deleteWithEnvironment: false,
    monitored: true,
  });
  const json = synthesized(stack);

  test("the Job logs in with the Secret that stands beside the server, and verifies it by the authority there, without its key", () => {
    const admin = podOf(json).volume.find(({ name }) => name === "admin");
    expect(admin?.projected).toMatchObject([
      {
        sources: [
          { secret: [{ name: "dev-orders.admin.1", items: [{ key: "username" }, { key: "password" }] }] },
          { secret: [{ name: "dev-orders-tls", items: [{ key: "ca.crt" }] }] },
        ],
      },
    ]);
    expect(envOf(json)["PGSSLROOTCERT"]).toBe("/run/admin/ca.crt");
    expect(filesOf(json)["data"]).not.toHaveProperty(["ca.pem"]);
    expect(store.delivered.filter(({ administrator }) => administrator)).toEqual([]);
  });

  test("each service gets the authority's certificate into its own place of the store, and is told where", () => {
    const published = store.published.filter(({ secretName }) => secretName === "dev-orders-tls");
    expect(published.map(({ remoteName, keys }) => [remoteName, keys])).toEqual([
      ["dev/databases/orders/orders/authority", ["ca.crt"]],
      ["dev/databases/orders/monitoring/authority", ["ca.crt"]],
    ]);
    expect(services.attributes).toMatchObject({
      caBundle: "",
      poolerHost: "dev-orders-pooler",
      authoritySecrets: { orders: "dev/databases/orders/orders/authority" },
    });
  });
});
