import type { EnvironmentFacts, Profile } from "../../../src/model/component";
import { secretsComponent } from "../../../src/constructs/secrets/component";
import type { SecretsSection } from "../../../src/constructs/secrets/section";
import { readSection } from "../../../src/environment/sections";

const facts = (profile: Profile): EnvironmentFacts => ({
  name: "dev",
  target: "eks",
  profile,
  protected: false,
  region: "eu-west-1",
  account: "123456789012",
  admins: [],
  owner: "team",
  tags: {},
  file: "environment.yaml",
});

function read(given: unknown, profile: Profile = "minimal"): SecretsSection {
  return readSection(secretsComponent, given, facts(profile), () => undefined).value as SecretsSection;
}

test.each([
  ["minimal", 1],
  ["standard", 2],
  ["full", 2],
] as const)("given no section, in the profile %s, then there are %d copies", (profile, replicas) => {
  expect(read(undefined, profile)).toMatchObject({ replicas, namespaces: [], values: {}, aws: {} });
});

test("given a chart value that there is not, then it is refused, with the one that was meant", () => {
  const section = read({ values: { replicaCuont: 2 } });
  expect(secretsComponent.rules().check?.(section, { facts: facts("minimal"), sections: {} })).toMatchObject([
    { path: ["values", "replicaCuont"], code: "CHART_UNKNOWN_VALUE", remedy: "Did you mean 'replicaCount'?" },
  ]);
});

test("given the section, then the compatibility guard hears of its chart", () => {
  expect(secretsComponent.rules().versions?.(read({}), { facts: facts("minimal"), sections: {} })).toEqual([
    { kind: "chart", name: "external-secrets", path: [] },
  ]);
});

const databases = [{ name: "main", services: ["orders", "billing"] }, { name: "stock" }];

function problems(namespaces: readonly object[]): readonly object[] {
  const section = read({ namespaces });
  return secretsComponent.rules().check?.(section, { facts: facts("minimal"), sections: { databases } }) ?? [];
}

test("given names of a namespace's own secrets, then they are paths; one twice is named", () => {
  expect(read({ namespaces: [{ name: "shop", secrets: ["stripe/api-key", "a"] }] }).namespaces[0]?.secrets).toEqual([
    "stripe/api-key",
    "a",
  ]);
  expect(problems([{ name: "shop", secrets: ["a", "b", "a"] }])).toMatchObject([
    { path: ["namespaces", 0, "secrets", 2], code: "SECRETS_NAME_TWICE" },
  ]);
});

test.each(["", "/a", "a/", "a//b", "a b", "a*", "${a}", "x".repeat(201)])(
  "given '%s' as the name of a secret, then it is refused, with its place",
  (secret) => {
    const { findings } = readSection(
      secretsComponent,
      { namespaces: [{ name: "shop", secrets: ["fine", secret] }] },
      facts("minimal"),
      () => undefined,
    );
    expect(findings).toMatchObject([{ path: ["secrets", "namespaces", 0, "secrets", 1] }]);
  },
);

test("given namespaces with services that there are, then nothing is wrong", () => {
  expect(problems([{ name: "shop", databases: ["main/orders", "stock/stock"] }, { name: "web" }])).toEqual([]);
});

test.each(["kube-system", "databases", "external-secrets", "database-administrators"])(
  "given the namespace %s, then it is refused: it is the platform's",
  (name) => {
    expect(problems([{ name }])).toMatchObject([
      { path: ["namespaces", 0, "name"], code: "SECRETS_NAMESPACE_RESERVED" },
    ]);
  },
);

test("given a namespace twice, or a service that there is not, then each is named", () => {
  expect(problems([{ name: "shop" }, { name: "shop", databases: ["main/stock"] }])).toMatchObject([
    { path: ["namespaces", 1, "name"], code: "SECRETS_NAMESPACE_TWICE" },
    {
      path: ["namespaces", 1, "databases", 0],
      code: "SECRETS_DATABASE_UNKNOWN",
      remedy: expect.stringContaining("main/orders, main/billing, stock/stock") as string,
    },
  ]);
});
