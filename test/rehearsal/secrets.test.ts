/** Who reaches which secrets, by the custom resources and the roles of a deployed environment. */
import { parseDocument } from "yaml";
import { expectValidCustomResource } from "../helpers/crd";
import { accessesOf, isOpenTo, type LooseManifest, OPERATOR } from "../helpers/external-secrets";
import { DEV, expectAllOk, RehearsedProject } from "../helpers/project";
import { releasesOf } from "../helpers/releases";

const SECRETS = {
  namespaces: [
    { name: "shop", databases: ["main/orders"] },
    { name: "web", databases: ["main/orders"] },
  ],
};
const DATABASES = [{ name: "main", services: ["orders", "orders-archive", "billing"] }];

let objects: readonly LooseManifest[];
let stores: readonly LooseManifest[];
let policies: Readonly<Record<string, readonly Statement[]>>;

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

beforeAll(async () => {
  const file = parseDocument(DEV).toJS() as object;
  const project = await RehearsedProject.open({
    dev: JSON.stringify({ ...file, databases: DATABASES, secrets: SECRETS }),
  });
  try {
    expectAllOk(await project.deploy("dev"));
    const releases = await releasesOf(project, "dev");
    objects = releases.flatMap(({ values }) => (values["objects"] ?? []) as readonly LooseManifest[]);
    stores = objects.filter(({ kind }) => kind === "ClusterSecretStore");
    policies = await policiesOf(project);
  } finally {
    await project.close();
  }
});

/** Of the roles of External Secrets, by the role's name. */
async function policiesOf(project: RehearsedProject): Promise<typeof policies> {
  const [platform] = (await project.synth("dev")).filter(({ name }) => name === "dev-platform");
  if (!platform) throw new Error("no stack dev-platform");
  const { stdout } = await project.terraform(platform, "state", "pull");
  const { resources } = JSON.parse(stdout) as {
    resources: { type: string; instances: { attributes: { role: string; policy: string } }[] }[];
  };
  const found: Record<string, Statement[]> = {};
  for (const { instances } of resources.filter(({ type }) => type === "aws_iam_role_policy")) {
    for (const { attributes } of instances) {
      if (!attributes.role.includes("external-secrets")) continue;
      const { Statement } = JSON.parse(attributes.policy) as { Statement: Statement[] };
      (found[attributes.role] ??= []).push(...Statement);
    }
  }
  return found;
}

const settings = (store: LooseManifest): { prefix?: string; role?: string } => store.spec?.provider?.aws ?? {};
const namespacesOf = ({ spec }: LooseManifest): readonly (readonly string[] | undefined)[] =>
  (spec?.conditions ?? []).map(({ namespaces }) => namespaces);

test("every custom resource is one that its definition takes", () => {
  const recorded = /^(external-secrets\.io|generators\.external-secrets\.io)\//;
  const made = objects.filter((object) => recorded.test((object as unknown as { apiVersion: string }).apiVersion));
  expect(new Set(made.map(({ kind }) => kind))).toEqual(
    new Set(["ClusterSecretStore", "ExternalSecret", "PushSecret", "Password"]),
  );
  made.forEach(expectValidCustomResource);
});

test("each store is open to one namespace, and has a path of its own", () => {
  expect(stores.map((store) => [store.metadata.name, namespacesOf(store), settings(store).prefix]).sort()).toEqual([
    ["billing.main.billing", [["billing"]], "dev/databases/main/billing/"],
    ["database-administrators", [["databases"]], undefined],
    ["databases", [["databases"]], "dev/databases/"],
    ["orders-archive.main.orders-archive", [["orders-archive"]], "dev/databases/main/orders-archive/"],
    ["shop", [["shop"]], "dev/namespaces/shop/"],
    ["shop.main.orders", [["shop"]], "dev/databases/main/orders/"],
    ["web", [["web"]], "dev/namespaces/web/"],
    ["web.main.orders", [["web"]], "dev/databases/main/orders/"],
  ]);
});

test("what the platform reads, pushes and deletes lies below the path of its store", () => {
  const accesses = accessesOf(objects);
  expect(new Set(accesses.map(({ operation }) => operation))).toEqual(new Set(["read", "push", "delete"]));
  for (const { operation, store, namespace, secretId, as } of accesses) {
    expect(namespace).toBe("databases");
    if (store === "database-administrators") {
      expect([operation, as]).toEqual(["read", expect.stringContaining(":role/")]);
      expect(secretId).toMatch(/^arn:aws:secretsmanager:.*:secret:rds!db-/);
    } else {
      expect([store, as]).toEqual(["databases", OPERATOR]);
      expect(secretId).toMatch(/^dev\/databases\/main\/(orders|orders-archive|billing)\/[a-z0-9]+$/);
    }
  }
});

/** All that a tenant may write into the only custom resources that can be allowed it. */
function attempts(namespace: string, store: string, key: string): readonly LooseManifest[] {
  const metadata = { name: "attempt", namespace };
  const ref = { kind: "ClusterSecretStore", name: store };
  return [
    { kind: "ExternalSecret", metadata, spec: { secretStoreRef: ref, data: [{ remoteRef: { key } }] } },
    { kind: "ExternalSecret", metadata, spec: { secretStoreRef: ref, dataFrom: [{ extract: { key } }] } },
    {
      kind: "PushSecret",
      metadata,
      spec: { secretStoreRefs: [ref], deletionPolicy: "Delete", data: [{ match: { remoteRef: { remoteKey: key } } }] },
    },
  ];
}

const HOSTILE_KEYS = [
  "1",
  "",
  "../billing/1",
  "/dev/databases/main/billing/1",
  "dev/databases/main/billing/1",
  "-archive/1",
  "arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-1",
  "*",
];

test.each(["shop", "web", "billing", "orders-archive", "default", "kube-system", "orders"])(
  "a tenant of %s neither reads, nor overwrites, nor deletes what lies outside its own paths, whatever it asks for",
  (namespace) => {
    const own = stores.filter((store) => isOpenTo(store, namespace));
    const paths = own.map((store) => settings(store).prefix ?? "anything");
    for (const store of stores) {
      for (const key of HOSTILE_KEYS) {
        for (const attempt of attempts(namespace, store.metadata.name, key)) {
          const act = (): ReturnType<typeof accessesOf> => accessesOf([...stores, attempt]);
          if (!own.includes(store)) {
            expect(act).toThrow("denied by spec.condition");
            continue;
          }
          for (const { secretId, as } of act()) {
            expect(paths.some((path) => secretId.startsWith(path))).toBe(true);
            expect(as).toBe(OPERATOR);
          }
        }
      }
    }
    const elsewhere = { shop: 2, web: 2, billing: 1, "orders-archive": 1 }[namespace] ?? 0;
    expect(own).toHaveLength(elsewhere);
  },
);

test("the operator reaches the environment's secrets, and the administrators' only in their own role, which only reads", () => {
  const [base = "", ...others] = Object.keys(policies).sort((a, b) => a.length - b.length);
  const [apart = ""] = others;
  expect(others).toHaveLength(1);
  const resources = (role: string, service: string): readonly string[] =>
    (policies[role] ?? [])
      .filter(({ Action }) => [Action].flat().every((action) => action.startsWith(`${service}:`)))
      .flatMap(({ Resource }) => Resource);
  expect(resources(base, "secretsmanager")).toEqual(["arn:aws:secretsmanager:eu-west-1:123456789012:secret:dev/*"]);
  expect(resources(base, "sts")).toEqual([expect.stringMatching(new RegExp(`:role/${apart}$`))]);
  expect(resources(apart, "secretsmanager")).toEqual([expect.stringContaining(":secret:rds!db-")]);
  expect(JSON.stringify(policies[apart])).not.toMatch(/Put|Create|Delete|Update|Tag|GenerateDataKey/);
  // `find` knows no prefix.
  expect(JSON.stringify(policies)).not.toMatch(/ListSecrets|BatchGetSecretValue|"secretsmanager:\*"|"\*"/);
  const role = stores.map((store) => settings(store).role).filter((name) => name !== undefined);
  expect(role).toEqual([expect.stringMatching(new RegExp(`:role/${apart}$`))]);
});
