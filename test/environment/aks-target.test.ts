/** An environment file of AKS: the block by Azure's own words, and what of the sections is not built there yet. */
import { edited } from "../helpers/edited";
import { components } from "../../src/components";
import { loadText } from "../../src/environment/load-file";
import { defineComponent, defineRules } from "../../src/model/component";
import type { TargetFacts } from "../../src/model/target-facts";
import { z } from "zod";
import { PROVIDERS } from "../../src/catalog/providers";
import { targets } from "../../src/targets";
import { aksFacts } from "../../src/targets/aks/facts";

const SUBSCRIPTION = "11111111-2222-4333-a444-555555555555";
const TENANT = "99999999-2222-4333-a444-555555555555";
const GROUP = "aaaaaaaa-2222-4333-a444-555555555555";

const AZURE = `name: dev
target: aks
profile: minimal
owner: fishers
azure:
  subscription: ${SUBSCRIPTION}
  tenant: ${TENANT}
  location: westeurope
  admins: [${GROUP}]
sail: { area: 3 }
`;

const sail = defineComponent({
  name: "sail",
  rules: () => defineRules({ schema: z.strictObject({ area: z.int().describe("Square metres.") }) }),
  build: {},
});
const withSail: TargetFacts = { ...aksFacts, components: ["sail"] };

const load = (text: string, facts: TargetFacts = withSail) =>
  loadText(text, "environment.yaml", { components: [sail as never], targets: [facts], root: "/" });
const told = (text: string): readonly string[] =>
  load(text).problems.map(({ code, place }) => `${code} ${place?.path ?? ""}`);

test("a file names subscription, tenant and location", () => {
  expect(load(AZURE).problems).toEqual([]);
  expect(load(AZURE).environment?.facts).toMatchObject({
    target: "aks",
    account: SUBSCRIPTION,
    accountDetails: { tenant: TENANT },
    region: "westeurope",
    admins: [GROUP],
  });
});

test.each([
  ["no subscription", /^ {2}subscription.*\n/m, "", "ENV_MISSING azure.subscription"],
  ["no tenant", /^ {2}tenant.*\n/m, "", "ENV_MISSING azure.tenant"],
  ["no location", /^ {2}location.*\n/m, "", "ENV_MISSING azure.location"],
  ["a subscription by its name", SUBSCRIPTION, "dev", "ENV_VALUE azure.subscription"],
  ["a tenant by its domain", TENANT, "example.org", "ENV_VALUE azure.tenant"],
  ["a location that is none", "westeurope", "westeuropa", "ENV_REGION_UNKNOWN azure.location"],
  ["an admin by name", GROUP, "admins", "ENV_VALUE azure.admins[0]"],
  ["an admin twice", `[${GROUP}]`, `[${GROUP}, ${GROUP}]`, "ENV_ADMIN_TWICE azure.admins[1]"],
  ["the words of another cloud", "location:", "region:", /ENV_(MISSING azure\.location|UNKNOWN_KEY azure\.region)/],
  ["a tag that Azure does not take", "owner: fishers", "owner: fishers\ntags: { cost center: a }", /ENV_VALUE tags/],
])("%s is told at its place", (_, from, to, expected) => {
  const problems = told(edited(AZURE, from, to));

  expect(problems).toContainEqual(typeof expected === "string" ? expected : expect.stringMatching(expected));
});

test("a file may name whence it is deployed, and a newer provider", () => {
  const more = edited(
    AZURE,
    "  admins:",
    '  deployFrom: [203.0.113.7/32, 198.51.100.0/24]\n  provider: "4.81.0"\n  admins:',
  );

  expect(load(more).problems).toEqual([]);
  expect(load(more).environment?.facts).toMatchObject({
    deployFrom: ["203.0.113.7/32", "198.51.100.0/24"],
    providerVersion: "4.81.0",
  });
  const { environment } = load(AZURE);
  expect(environment).toBeDefined();
  expect(environment?.facts).not.toHaveProperty("deployFrom");
  expect(environment?.facts).not.toHaveProperty("providerVersion");
});

test("a provider's lowest version is the one of the bindings", () => {
  const { pattern } = aksFacts.providerVersion;
  const { version } = PROVIDERS.azurerm;
  const [major = 0, minor = 0] = version.split(".").map(Number);

  expect(pattern.test(version)).toBe(true);
  expect(pattern.test(`${major}.${minor - 1}.0`)).toBe(false);
  expect(pattern.test(`${major}.100.0`)).toBe(true);
  expect(pattern.test(`${major + 1}.0.0`)).toBe(false);
  expect(aksFacts.providerVersion.error).toContain(`'${version}'`);
});

test.each([
  ["an address alone", "[203.0.113.7]", "ENV_VALUE azure.deployFrom[0]"],
  ["IPv6", '["2001:db8::/32"]', "ENV_VALUE azure.deployFrom[0]"],
  ["bits behind the prefix", "[203.0.113.7/24]", "ENV_DEPLOY_FROM_NOT_NORMAL azure.deployFrom[0]"],
  ["a private range", "[198.51.100.0/24, 10.1.0.0/16]", "ENV_DEPLOY_FROM_PRIVATE azure.deployFrom[1]"],
  ["a range that is private in part", "[172.0.0.0/8]", "ENV_DEPLOY_FROM_PRIVATE azure.deployFrom[0]"],
  ["everybody", "[0.0.0.0/0]", "ENV_DEPLOY_FROM_WORLD azure.deployFrom[0]"],
  ["everybody, in two", "[0.0.0.0/1, 128.0.0.0/1]", "ENV_DEPLOY_FROM_WORLD azure.deployFrom[0]"],
])("ranges of deployments: %s", (_, ranges, expected) => {
  expect(told(edited(AZURE, "  admins:", `  deployFrom: ${ranges}\n  admins:`))).toContain(expected);
});

test("ranges of deployments that are wider than an owner has are a warning", () => {
  const { environment } = load(edited(AZURE, "  admins:", "  deployFrom: [11.0.0.0/8, 12.0.0.0/8]\n  admins:"));

  expect(environment?.warnings.map(({ code }) => code)).toContain("ENV_DEPLOY_FROM_WIDE");
});

test.each(["4.54.9", ">= 4.60.0", "5.2.0", "4.60"])("a provider of version %s is refused", (version) => {
  expect(told(edited(AZURE, "  admins:", `  provider: "${version}"\n  admins:`))).toEqual(["ENV_VALUE azure.provider"]);
});

test("another target's block has no such keys", () => {
  const problems = loadText(
    "name: dev\ntarget: eks\nowner: fishers\naws: { account: '123456789012', region: eu-west-1, deployFrom: [203.0.113.0/24] }\n",
    "environment.yaml",
    { components: [], targets, root: "/" },
  ).problems;

  expect(problems).toMatchObject([{ code: "ENV_UNKNOWN_KEY", place: { path: "aws.deployFrom" } }]);
});

test("states in a storage account are a place that a file may name", () => {
  const state = `${AZURE}state: { backend: azurerm, storageAccount: statesofdev }\n`;

  expect(load(state).environment?.state).toEqual({ backend: "azurerm", storageAccount: "statesofdev" });
  expect(told(edited(state, "statesofdev", "states-of-dev"))).toEqual(["ENV_VALUE state.storageAccount"]);
});

describe("what is not built there", () => {
  test("is told at its section, and at the target where every file has it", () => {
    const text = edited(AZURE, /^sail.*\n/m, "redis: []\n");
    // As it is with a target that has begun: of what every file has, the network alone.
    const begun: TargetFacts = { ...aksFacts, components: ["network"] };
    const problems = loadText(text, "environment.yaml", { components, targets: [begun], root: "/" }).problems;
    const told = problems.filter(({ code }) => code === "TARGET_CANNOT");

    expect(told.map(({ place }) => place?.path)).toContain("redis");
    expect(told.find(({ place }) => place?.path === "redis")?.place).toMatchObject({ line: 10 });
    expect(told.filter(({ place }) => place?.path === "target").map(({ message }) => message)).toContainEqual(
      expect.stringContaining("which every environment has"),
    );
  });

  test("is told of a section that the target leaves out, and of no other", () => {
    const other = defineComponent({ ...sail, name: "oars" });
    const problems = loadText(`${AZURE}oars: { area: 1 }\n`, "environment.yaml", {
      components: [sail as never, other as never],
      targets: [withSail],
      root: "/",
    }).problems;

    expect(problems).toMatchObject([{ code: "TARGET_CANNOT", place: { path: "oars", line: 11 } }]);
    expect(problems[0]?.remedy).toContain("sail");
  });
});
