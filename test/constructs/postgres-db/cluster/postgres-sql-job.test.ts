import { readdirSync, readFileSync } from "node:fs";
import { Fn, Token } from "cdktf";
import { packageFile } from "../../../../src/constructs/kit/assets";
import { AdoptedPostgres } from "../../../../src/constructs/postgres-db/adopted-postgres";
import type { IPostgresDb } from "../../../../src/constructs/postgres-db/contract";
import type { PostgresServicesProps } from "../../../../src/constructs/postgres-db/postgres-services";
import {
  PostgresSqlJob,
  postgresSqlJobImplementation,
} from "../../../../src/constructs/postgres-db/cluster/postgres-sql-job";
import { containerOf, envOf, filesOf, nameOf, podOf } from "./sql-job-pod";
import { type Attributes, FakeStore, only, problemsOf, stackOf, type Synthesized, synthesized } from "../fixtures";

const CA = "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n";
/** Not PostgreSQL's own: what a server says of itself counts. */
const PORT = 6543;
const SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-1";

function build(
  props: Partial<PostgresServicesProps> = {},
  host = "db.example.org",
  life = "one",
  port = PORT,
): { json: Synthesized; store: FakeStore; services: PostgresSqlJob } {
  const stack = stackOf();
  const store = new FakeStore(stack, "store");
  const attributes = {
    serverName: "dev-orders",
    host,
    port,
    readerHost: host,
    majorVersion: "17",
    details: { secretId: SECRET, keyId: "k", life },
  };
  const services = new PostgresSqlJob(stack, "orders", {
    server: new AdoptedPostgres(stack, "server", attributes),
    secrets: store,
    namespace: "databases",
    services: ["orders", "billing"],
    secretPrefix: "dev/databases/orders",
    deleteWithEnvironment: false,
    caBundle: CA,
    ...props,
  });
  return { json: synthesized(stack), store, services };
}

describe("passwords", () => {
  test("given services, then each gets a generated password, delivered to the Job alone", () => {
    const { store } = build();
    expect(store.generated.map(({ remoteName, namespace }) => [remoteName, namespace])).toEqual([
      ["dev/databases/orders/billing/1", "databases"],
      ["dev/databases/orders/orders/1", "databases"],
    ]);
    const both = { username: "username", password: "password" };
    expect(store.delivered.map(({ secretName, remoteName, keys }) => [secretName, remoteName, keys])).toEqual([
      ["dev-orders.admin", SECRET, both],
      ["dev-orders.service.billing.1", "dev/databases/orders/billing/1", both],
      ["dev-orders.service.orders.1", "dev/databases/orders/orders/1", both],
    ]);
  });

  test("given a service, then the store keeps its user and its password, and nothing that changes with the server", () => {
    const [billing] = build().store.generated;
    expect(billing).toMatchObject({ properties: { username: "billing" } });
    expect(billing?.templates).toBeUndefined();
  });

  test("given a revision, then it and the one before have users, names and Secrets of their own", () => {
    const { store } = build({ services: ["orders"], passwordRevision: 3 });
    expect(store.generated.map(({ remoteName, properties }) => [remoteName, properties?.["username"]])).toEqual([
      ["dev/databases/orders/orders/2", "orders_2"],
      ["dev/databases/orders/orders/3", "orders_3"],
    ]);
    expect(store.delivered.slice(1).map(({ secretName, remoteName }) => [secretName, remoteName])).toEqual([
      ["dev-orders.service.orders.2", "dev/databases/orders/orders/2"],
      ["dev-orders.service.orders.3", "dev/databases/orders/orders/3"],
    ]);
  });

  test("given a revision, then the Job reads its passwords and no other ones, which nothing changes afterwards", () => {
    const { json, store } = build({ services: ["orders"], passwordRevision: 3 });
    expect(envOf(json)).toMatchObject({ REVISION: "3" });
    expect(JSON.stringify(podOf(json).volume)).toContain("dev-orders.service.orders.3");
    expect(JSON.stringify(podOf(json).volume)).not.toMatch(/service\.orders\.[12]/);
    expect(store.delivered.slice(1).map(({ refreshInterval }) => refreshInterval)).toEqual(["0s", "0s"]);
  });

  test("given a revision, then applications are told of it at once, under a name that stays, and after the Job", () => {
    const { json, store, services } = build({ services: ["orders"], passwordRevision: 3 });
    expect(store.published).toMatchObject([
      {
        namespace: "databases",
        secretName: "dev-orders.service.orders.3",
        remoteName: "dev/databases/orders/orders/current",
        keys: ["username", "password"],
      },
    ]);
    expect(store.published[0]?.dependsOn).toEqual([services.job]);
    expect(services.connectionSecret("orders")).toBe("dev/databases/orders/orders/current");
    const revision = Object.values(json.resource["kubernetes_config_map_v1"] ?? {}).find(
      ({ depends_on }) => depends_on,
    );
    expect(revision).toMatchObject({
      data: { passwordRevision: "3" },
      depends_on: [expect.stringMatching(/^kubernetes_job_v1\.orders/)],
      metadata: { name: "dev-orders.password-revision" },
    });
  });

  test("given the whole stack, then no password stands in it", () => {
    const text = JSON.stringify(build().json);
    expect(text).not.toMatch(/random_password|PGPASSWORD"/);
    expect(envOf(build().json)).not.toHaveProperty("PGPASSWORD");
  });
});

describe("the Job", () => {
  test("given services, then Terraform waits for it, and for what it needs", () => {
    const { json } = build();
    const job = only(json, "kubernetes_job_v1");
    expect(job).toMatchObject({
      wait_for_completion: true,
      timeouts: { create: "15m" },
      spec: { active_deadline_seconds: 840, parallelism: 1, completions: 1 },
    });
    expect(job["depends_on"]).toHaveLength(3);
  });

  test("given services, then their passwords and the script are files", () => {
    const { json } = build();
    const services = podOf(json).volume.find(({ name }) => name === "services");
    expect(services?.projected).toEqual([
      {
        default_mode: "0440",
        sources: ["billing", "orders"].map((service) => ({
          secret: [
            { items: [{ key: "password", path: `${service}/password` }], name: `dev-orders.service.${service}.1` },
          ],
        })),
      },
    ]);
    expect(filesOf(json)).toMatchObject({ immutable: true });
  });

  test("given the shell's own templates, then Terraform leaves them alone", () => {
    const data = filesOf(build().json)["data"] as Record<string, string>;
    for (const [file, text] of Object.entries(data)) {
      expect(text.replace(/\$\$\{|%%\{/g, "")).not.toMatch(/[$%]\{/);
      const original = file === "ca.pem" ? CA : readFileSync(packageFile("assets", "sql", file), "utf8");
      expect(text.replace(/([$%])\1\{/g, "$1{")).toBe(original);
    }
    const files = readdirSync(packageFile("assets", "sql"));
    expect(Object.keys(data).sort()).toEqual([...files, "ca.pem"].sort());
  });

  test("given a server, then it is asked where it says that it listens", () => {
    expect(envOf(build().json)).toMatchObject({ PGHOST: "db.example.org", PGPORT: String(PORT) });
  });

  test("given certificates, then the server is verified", () => {
    const { json } = build();
    expect(envOf(json)).toMatchObject({ PGSSLMODE: "verify-full", PGSSLROOTCERT: "/run/sql/ca.pem" });
    expect(filesOf(json)["data"]).toMatchObject({ "ca.pem": CA });
  });
});

describe("its name", () => {
  test("given the same twice, then it is the same; in another order too", () => {
    expect(nameOf(build().json)).toBe(nameOf(build().json));
    expect(nameOf(build({ services: ["billing", "orders"] }).json)).toBe(nameOf(build().json));
  });

  test.each<[string, () => string]>([
    ["another service", () => nameOf(build({ services: ["orders"] }).json)],
    ["another port", () => nameOf(build({}, undefined, undefined, 7654).json)],
    ["another host", () => nameOf(build({}, "other.example.org").json)],
    ["a server made anew under its address", () => nameOf(build({}, undefined, "two").json)],
    ["a raised revision of passwords", () => nameOf(build({ passwordRevision: 2 }).json)],
    ["certificates", () => nameOf(build({ caBundle: "x" }).json)],
  ])("given %s, then it is another", (_, other) => {
    expect(other()).not.toBe(nameOf(build().json));
  });

  test("given a host that only Terraform knows, then Terraform makes the digest, whatever came before", () => {
    const later = (): string => nameOf(build({}, Fn.upper("a.host")).json);
    const first = later();
    expect(first).toMatch(
      /^dev-orders-\$\{substr\(sha256\(join\(" ", \["[0-9a-f]{64}", upper\("a\.host"\), ".*"\]\)\), 0, 10\)\}$/,
    );
    Fn.upper("one token more");
    expect(later()).toBe(first);
  });

  test("given a port that only Terraform knows, then it is in the digest too, and the Job is told it", () => {
    const { json } = build(
      {},
      undefined,
      undefined,
      Token.asNumber("${data.terraform_remote_state.data.outputs.port}"),
    );
    expect(nameOf(json)).toMatch(/data\.terraform_remote_state\.data\.outputs\.port/);
    expect(envOf(json)["PGPORT"]).toBe("${data.terraform_remote_state.data.outputs.port}");
  });
});

describe("security", () => {
  const { json } = build();
  const pod = podOf(json);
  const container = containerOf(json);
  const context = container["security_context"] as Attributes;

  test("CKV_K8S_38: no token of a service account is mounted", () => {
    expect(pod["automount_service_account_token"]).toBe(false);
  });
  test("CKV_K8S_6 CKV_K8S_23 CKV_K8S_29 CKV_K8S_40: the pod is nobody's", () => {
    expect(pod["security_context"]).toMatchObject({
      run_as_non_root: true,
      run_as_user: "10001",
      seccomp_profile: { type: "RuntimeDefault" },
    });
  });
  test("CKV_K8S_16 CKV_K8S_20 CKV_K8S_22 CKV_K8S_28 CKV_K8S_30: the container has no privileges, and a read-only root", () => {
    expect(context).toMatchObject({
      allow_privilege_escalation: false,
      privileged: false,
      read_only_root_filesystem: true,
      capabilities: { drop: ["ALL"] },
    });
  });
  test("CKV_K8S_35: secrets are files, not variables", () => {
    expect(JSON.stringify(container["env"])).not.toContain("value_from");
    expect(container).not.toHaveProperty("env_from");
  });
  test("CKV_K8S_10 CKV_K8S_11 CKV_K8S_12 CKV_K8S_13: requests and limits are set", () => {
    expect(container["resources"]).toEqual({
      limits: { cpu: "500m", memory: "128Mi" },
      requests: { cpu: "50m", memory: "64Mi" },
    });
  });
  test("CKV_K8S_14: the image has a fixed tag", () => {
    expect(container["image"]).toMatch(/:\d+\.\d+-[a-z]+$/);
  });
});

describe("what is refused", () => {
  test.each([
    ["PostgreSQL's own names", ["postgres"], "POSTGRES_SERVICE_NAME"],
    ["names that are no words", ["Orders;"], "POSTGRES_SERVICE_NAME"],
    ["RDS's own names", ["rdsadmin"], "POSTGRES_SERVICE_NAME"],
    ["one twice", ["orders", "orders"], "POSTGRES_SERVICE_TWICE"],
  ])("given %s, then it is refused", (_, services, code) => {
    expect(problemsOf(() => build({ services }))).toMatchObject([{ code }]);
  });

  test.each([0, -1, 1.5, NaN, 100_000])("given the revision %s, then it is refused", (passwordRevision) => {
    expect(problemsOf(() => build({ passwordRevision }))).toMatchObject([{ code: "POSTGRES_REVISION" }]);
  });

  test("given no authorities, then no connection is made that could not be verified", () => {
    expect(problemsOf(() => build({ caBundle: "" }))).toMatchObject([{ code: "POSTGRES_AUTHORITIES_MISSING" }]);
  });

  test("given a server whose administrator has no password, then it is refused", () => {
    const server = {
      serverName: "flexible",
      host: "h",
      port: PORT,
      majorVersion: "17",
      admin: { kind: "workload-identity", username: "somebody" },
      attributes: { details: {} },
    } as unknown as IPostgresDb;
    expect(problemsOf(() => build({ server }))).toMatchObject([{ code: "POSTGRES_ADMIN_KIND" }]);
  });
});

describe("what others see", () => {
  test("given a service, then its secret's name is told; of another stack too", () => {
    const { services } = build();
    const adopted = postgresSqlJobImplementation.fromAttributes(stackOf(), "orders", services.attributes);
    for (const seen of [services, adopted]) {
      expect(seen.connectionSecret("billing")).toBe("dev/databases/orders/billing/current");
      expect(seen.attributes).toMatchObject({ host: "db.example.org", port: String(PORT), caBundle: CA });
      expect(problemsOf(() => seen.connectionSecret("shop"))).toMatchObject([{ code: "POSTGRES_SERVICE_UNKNOWN" }]);
    }
  });
});

test("what the scripts know of a cloud is told to them", () => {
  const texts = readdirSync(packageFile("assets", "sql")).map((file) =>
    readFileSync(packageFile("assets", "sql", file), "utf8"),
  );
  expect(texts.join("\n")).not.toMatch(/\b(?:aws|rds|azure|entra)/i);
  expect(envOf(build().json)["RESERVED_NAMES"]).toContain(" rdsadmin ");
  expect(envOf(build().json)).not.toHaveProperty("PLATFORM_ROLES");
});
