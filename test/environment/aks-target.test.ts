/** An environment file of AKS: the block by Azure's own words, and what of the sections is not built there yet. */
import { edited } from "../helpers/edited";
import { components } from "../../src/components";
import { loadText } from "../../src/environment/load-file";
import { defineComponent, defineRules } from "../../src/model/component";
import type { TargetFacts } from "../../src/model/target-facts";
import { z } from "zod";
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

test("states in a storage account are a place that a file may name", () => {
  const state = `${AZURE}state: { backend: azurerm, storageAccount: statesofdev }\n`;

  expect(load(state).environment?.state).toEqual({ backend: "azurerm", storageAccount: "statesofdev" });
  expect(told(edited(state, "statesofdev", "states-of-dev"))).toEqual(["ENV_VALUE state.storageAccount"]);
});

describe("what is not built there", () => {
  test("is told at its section, and at the target where every file has it", () => {
    const text = edited(AZURE, /^sail.*\n/m, "redis: []\n");
    const problems = loadText(text, "environment.yaml", { components, targets, root: "/" }).problems;
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
