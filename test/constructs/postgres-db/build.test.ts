/** From the sections to what stands in the stacks of the tiers, without an environment around them. */
import { Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { Deployment, EnvironmentFacts } from "../../../src/model/component";
import { Target } from "../../../src/model/target";
import { NETWORK } from "../../../src/constructs/network/contract";
import { AdoptedPostgres } from "../../../src/constructs/postgres-db/adopted-postgres";
import { administratorsOf, buildServers, buildServices } from "../../../src/constructs/postgres-db/build";
import { databasesComponent } from "../../../src/constructs/postgres-db/component";
import type { IPostgresDb } from "../../../src/constructs/postgres-db/contract";
import type { DatabasesSection } from "../../../src/constructs/postgres-db/section";
import { readSection } from "../../../src/environment/sections";
import { SECRET_STORE } from "../../../src/constructs/secrets/contract";
import { FakeNetwork, FakeStore, only, stackOf, type Synthesized, synthesized } from "./fixtures";

const FACTS: EnvironmentFacts = {
  name: "dev",
  target: "eks",
  profile: "minimal",
  protected: false,
  region: "eu-west-1",
  account: "123456789012",
  admins: [],
  owner: "team",
  tags: {},
  file: "environment.yaml",
};

class FakeTarget extends Target {
  public readonly name = "eks";
}

interface Built {
  readonly json: Synthesized;
  readonly store: FakeStore;
  readonly published: Readonly<Record<string, IConstruct>>;
  readonly sources: readonly string[];
}

/** Both tiers, each in a scope of its own. `moved`: old names by new ones; `ports`: of servers that listen elsewhere. */
function build(
  databases: readonly object[],
  facts: Partial<EnvironmentFacts> = {},
  moved: Record<string, string> = {},
  sections: Readonly<Record<string, unknown>> = {},
  ports: Readonly<Record<string, number>> = {},
): Built {
  const stack = stackOf();
  const target = Target.use(stack, new FakeTarget());
  const store = new FakeStore(stack, "store");
  const published: Record<string, IConstruct> = {
    [`${NETWORK.name} network`]: new FakeNetwork(stack),
    [`${SECRET_STORE.name} secrets`]: store,
  };
  const sources: string[] = [];
  const tier = (name: string): Deployment<DatabasesSection> =>
    ({
      scope: new Construct(stack, name),
      facts: { ...FACTS, ...facts },
      section: readSection(databasesComponent, databases, { ...FACTS, ...facts }, () => undefined)
        .value as DatabasesSection,
      sections,
      target,
      from: (path: string, construct: IConstruct) => {
        sources.push(path);
        return construct;
      },
      publish: (contract: { name: string }, name: string, instance: IConstruct) => {
        published[`${contract.name} ${name}`] = instance;
      },
      require: (contract: { name: string }, name: string) => published[`${contract.name} ${name}`],
      offers: (contract: { name: string }, name: string) => `${contract.name} ${name}` in published,
      physicalName: (path: string, name: string) => moved[path] ?? name,
    }) as unknown as Deployment<DatabasesSection>;
  buildServers(tier("data"));
  for (const [name, port] of Object.entries(ports)) {
    const { attributes } = published[`postgres-db ${name}`] as IPostgresDb;
    published[`postgres-db ${name}`] = new AdoptedPostgres(stack, `elsewhere-${name}`, { ...attributes, port });
  }
  buildServices(tier("platform"));
  return { json: synthesized(stack), store, published, sources };
}

test("given a name alone, then there are a server, a database and a role of that name", () => {
  const { json, store, published, sources } = build([{ name: "orders" }]);
  expect(only(json, "aws_db_instance")).toMatchObject({ identifier: "dev-orders", deletion_protection: false });
  expect(store.generated.map(({ remoteName }) => remoteName)).toEqual(["dev/databases/orders/orders/1"]);
  expect(Object.keys(published)).toEqual(expect.arrayContaining(["postgres-db orders", "postgres-services orders"]));
  expect(sources).toEqual(["orders", "orders"]);
});

test("given two servers, then each has its own Job, and they share a namespace that only reaches databases", () => {
  const { json } = build([{ name: "orders", services: ["a", "b"] }, { name: "billing" }]);
  expect(Object.keys(json.resource["kubernetes_job_v1"] ?? {})).toHaveLength(2);
  expect(only(json, "kubernetes_namespace_v1")["metadata"]).toMatchObject({
    name: "databases",
    labels: { "pod-security.kubernetes.io/enforce": "restricted" },
  });
  const policy = only(json, "kubernetes_network_policy_v1")["spec"] as {
    ingress: object[];
    egress: { ports: { port: string }[]; to: object[] }[];
  };
  expect(policy.ingress).toEqual([]);
  expect(policy.egress.map(({ ports }) => ports.map(({ port }) => port))).toEqual([["53", "53"], ["5432"]]);
  expect(policy.egress[1]?.to).toEqual([{ ip_block: { cidr: "10.20.0.0/16" } }]);
});

test("given servers that listen elsewhere, then those ports alone are reached, and each Job asks its own", () => {
  const { json } = build([{ name: "a" }, { name: "b" }, { name: "c" }], {}, {}, {}, { a: 6543, b: 6543, c: 7654 });
  const policy = only(json, "kubernetes_network_policy_v1")["spec"] as { egress: { ports: { port: string }[] }[] };
  expect(policy.egress[1]?.ports.map(({ port }) => port)).toEqual(["6543", "7654"]);
  const asked = Object.values(json.resource["kubernetes_job_v1"] ?? {}).map(
    (job) => /"name":"PGPORT","value":"(\d+)"/.exec(JSON.stringify(job))?.[1],
  );
  expect(asked).toEqual(["6543", "6543", "7654"]);
});

test("given a renamed server, then server, database, role and secret keep their names", () => {
  const { json, store } = build([{ name: "sales" }], {}, { sales: "orders" });
  expect(only(json, "aws_db_instance")["identifier"]).toBe("dev-orders");
  expect(store.generated.map(({ remoteName, properties }) => [remoteName, properties?.["username"]])).toEqual([
    ["dev/databases/orders/orders/1", "orders"],
  ]);
});

test.each([
  [false, true],
  [true, false],
])("given an environment with protected %s, then the services' secrets go with it: %s", (isProtected, go) => {
  const { store } = build([{ name: "orders" }], { protected: isProtected });
  expect(store.generated.map(({ deleteWithEnvironment }) => deleteWithEnvironment)).toEqual([go]);
});

test("given a protected environment, when one database is let go, then it alone can be removed", () => {
  const { json } = build([{ name: "orders", protected: false }, { name: "billing" }], { protected: true });
  const instances = Object.values(json.resource["aws_db_instance"] ?? {});
  expect(Object.fromEntries(instances.map((server) => [server["identifier"], server["deletion_protection"]]))).toEqual({
    "dev-orders": false,
    "dev-billing": true,
  });
});

test("given ranges, then rules are called by them, whatever their order", () => {
  const names = (allow: readonly string[]): readonly string[] =>
    Object.keys(build([{ name: "orders", allow }]).json.resource["aws_vpc_security_group_ingress_rule"] ?? {}).sort();
  const forth = names(["10.1.0.0/16", "10.2.0.0/16"]);
  expect(forth).toEqual(names(["10.2.0.0/16", "10.1.0.0/16"]));
  expect(forth[0]).toContain("from-10-1-0-0-16");
});

test("given no databases, then there is nothing, not even a namespace", () => {
  expect(Object.keys(build([]).json.resource ?? {})).toEqual([]);
});

/** Store, its namespace, and its path; the databases' own namespace is a reference. */
const opened = ({ store }: Built): readonly (readonly string[])[] =>
  store.opened.map(({ name, namespace, path }) => [
    name,
    Token.isUnresolved(namespace) ? "the databases' own" : namespace,
    path,
  ]);

test("given services, then the Jobs' namespace has a store for all, and the namespace of each service one for its own", () => {
  const built = build([{ name: "orders", services: ["orders", "orders-archive"] }]);
  expect(opened(built)).toEqual([
    ["databases", "the databases' own", "databases/"],
    ["orders.orders.orders", "orders", "databases/orders/orders/"],
    ["orders-archive.orders.orders-archive", "orders-archive", "databases/orders/orders-archive/"],
  ]);
  expect(Token.isUnresolved(built.store.administratorsOpenTo)).toBe(true);
});

test("given namespaces that list a service, then each has a store for it, and the namespace of its name has none", () => {
  const namespaces = [
    { name: "shop", databases: ["orders/orders"] },
    { name: "web", databases: ["orders/orders"] },
  ];
  expect(opened(build([{ name: "orders" }], {}, {}, { secrets: { namespaces } })).slice(1)).toEqual([
    ["shop.orders.orders", "shop", "databases/orders/orders/"],
    ["web.orders.orders", "web", "databases/orders/orders/"],
  ]);
});

test("given a renamed server, then its service is listed by its new name, and lies under the old", () => {
  const namespaces = [{ name: "shop", databases: ["sales/sales"] }];
  const built = build([{ name: "sales" }], {}, { sales: "orders" }, { secrets: { namespaces } });
  expect(opened(built).slice(1)).toEqual([["shop.orders.orders", "shop", "databases/orders/orders/"]]);
});

test("given an administrator's secret, then it is read as such", () => {
  const { store } = build([{ name: "orders" }]);
  expect(store.delivered.map(({ secretName, administrator }) => [secretName, administrator])).toEqual([
    ["dev-orders.admin", true],
    ["dev-orders.service.orders.1", undefined],
  ]);
});

test.each([
  ["of the region", {}, /^-----BEGIN CERTIFICATE-----/],
  ["of the file", { caBundle: "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----" }, /\nAA==\n/],
])("given a database, then its server is verified by the authorities %s", (_, entry, expected) => {
  const { json } = build([{ name: "orders", ...entry }]);
  const files = Object.values(json.resource["kubernetes_config_map_v1"] ?? {}).map(({ data }) => data as object);
  expect(files.find((data) => "ca.pem" in data)).toMatchObject({ "ca.pem": expect.stringMatching(expected) as string });
});

test("given servers of which one is published, then its administrator's secret is what comes with it", () => {
  const { published } = build([{ name: "orders" }]);
  const section = [{ name: "orders" }, { name: "later" }] as DatabasesSection;
  const found = (of: DatabasesSection | undefined): ReturnType<typeof administratorsOf> =>
    administratorsOf({
      section: of,
      offers: ({ name: contract }, name) => `${contract} ${name}` in published,
      require: ((contract: { name: string }, name: string) => published[`${contract.name} ${name}`]) as never,
    });
  const [secret, ...others] = found(section);
  expect(others).toEqual([]);
  expect([secret?.id, secret?.keyId].map((id) => Token.isUnresolved(id))).toEqual([true, true]);
  expect(found(undefined)).toEqual([]);
});

describe("a server that is restored from another one", () => {
  const RESTORED = {
    name: "restored",
    services: ["orders"],
    restore: { from: "orders", at: "2026-11-25T15:04:00+01:00" },
    keyOf: "orders",
  };
  const keyOf = (json: Synthesized): { readonly at: string; readonly policy: string; readonly lifecycle?: object } => {
    const key = only(json, "aws_kms_key");
    const [at = ""] = Object.keys(json.resource["aws_kms_key"] ?? {});
    return { ...(key as { policy: string; lifecycle?: object }), at };
  };
  const serverOf = (json: Synthesized, identifier: string) =>
    Object.values(json.resource["aws_db_instance"] ?? {}).find((instance) => instance["identifier"] === identifier);

  test("comes after it, by its physical name, and has its key, which lets the logs of both in", () => {
    const { json } = build([{ ...RESTORED, readReplicas: 1 }, { name: "orders" }]);
    const server = serverOf(json, "dev-restored");
    expect(server).toMatchObject({
      restore_to_point_in_time: { source_db_instance_identifier: "dev-orders", restore_time: "2026-11-25T14:04:00Z" },
      depends_on: expect.arrayContaining([expect.stringMatching(/^aws_db_instance\.data_orders/)]) as unknown,
    });
    const key = keyOf(json);
    expect(server?.["kms_key_id"]).toBe(`\${aws_kms_key.${key.at}.arn}`);
    expect(serverOf(json, "dev-orders")?.["kms_key_id"]).toBe(server?.["kms_key_id"]);
    const statements = (JSON.parse(key.policy) as { Statement: { Sid: string; Condition?: object }[] }).Statement;
    expect(new Set(statements.map(({ Sid }) => Sid)).size).toBe(statements.length);
    expect(JSON.stringify(statements.map(({ Condition }) => Condition))).toContain(
      "/aws/rds/instance/dev-restored-replica-1/",
    );
    for (const name of ["orders", "restored"])
      expect(key.policy).toContain(`log-group:/aws/rds/instance/dev-${name}/*`);
  });

  test("keeps the key at its place when the other is gone from the file, and the block with it", () => {
    const both = keyOf(build([{ name: "orders" }, RESTORED]).json);
    const { restore: _restore, ...alone } = RESTORED;
    const { json, sources } = build([alone]);
    const key = keyOf(json);
    expect(key.at).toBe(both.at);
    expect(only(json, "aws_kms_alias")["name"]).toBe("alias/dev-orders");
    expect(key.policy).not.toContain("instance/dev-orders/");
    expect(key.policy).toContain("instance/dev-restored/");
    expect(sources.slice(0, 2)).toEqual(["restored", "restored"]);
  });

  test.each([
    [true, false],
    [false, true],
  ])("protects the key if one of the two is protected (%s, %s)", (one, other) => {
    const { json } = build([
      { name: "orders", protected: one },
      { ...RESTORED, protected: other },
    ]);
    expect(keyOf(json).lifecycle).toMatchObject({ prevent_destroy: true });
  });

  test("has services of its own, with passwords of their own", () => {
    const { store } = build([{ name: "orders" }, RESTORED]);
    expect(store.generated.map(({ remoteName }) => remoteName)).toEqual([
      "dev/databases/orders/orders/1",
      "dev/databases/restored/orders/1",
    ]);
  });

  test("is made from a renamed server by the name that RDS knows", () => {
    const { json } = build(
      [{ name: "sales" }, { ...RESTORED, restore: { from: "sales", latest: true }, keyOf: "sales" }],
      {},
      {
        sales: "orders",
      },
    );
    expect(serverOf(json, "dev-restored")).toMatchObject({
      restore_to_point_in_time: { source_db_instance_identifier: "dev-orders" },
    });
  });
});
