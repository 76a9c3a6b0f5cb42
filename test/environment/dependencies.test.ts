/** What sections need of each other, and what cannot be together: told with the place of each in the file. */
import { z } from "zod";
import { components } from "../../src/components";
import { defineComponent, defineRules, type Component } from "../../src/model/component";
import { loadText } from "../../src/environment/load";
import type { Problem } from "../../src/errors";

const BASE = [
  "name: dev",
  "target: eks",
  "profile: minimal",
  "owner: team",
  'aws: { account: "123456789012", region: eu-west-1, admins: ["arn:aws:iam::123456789012:role/admin"] }',
  "state: { backend: local }",
  "",
].join("\n");

const list = z.array(z.strictObject({ name: z.string(), runs: z.string().optional() }));
const build = {};
const sized = defineRules({ schema: z.strictObject({ size: z.number() }) });
const listed = defineRules({ schema: list });
const empty = defineRules({ schema: z.strictObject({}), defaults: () => ({}) });

const store = defineComponent({
  name: "store",
  rules: () => sized,
  provides: { data: ["store"] },
  build,
}) as unknown as Component;
const services = defineComponent({
  name: "services",
  rules: () => listed,
  requires: [
    {
      what: "store",
      to: "keep passwords",
      askedBy: (section) => section.flatMap(({ runs }, index) => (runs === "here" ? [[index, "runs"]] : [])),
    },
  ],
  build,
}) as unknown as Component;
const filledIn = defineComponent({
  name: "filledIn",
  rules: () => empty,
  filledIn: true,
  requires: [{ what: "store", to: "log" }],
  build,
}) as unknown as Component;
const rival = defineComponent({
  name: "rival",
  rules: () => sized,
  conflicts: [
    {
      with: "store",
      because: "Both keep the same.",
      meets: (mine, other) =>
        mine.size === (other as { size: number }).size ? { path: ["size"], other: ["size"] } : undefined,
    },
  ],
  build,
}) as unknown as Component;

function problemsOf(text: string, ...components: readonly Component[]): readonly Problem[] {
  return loadText(BASE + text, "dev.yaml", { components }).problems;
}

test("what is missing is told at the place that asks for it, with the section that would provide it", () => {
  const text = "services:\n  - { name: a }\n  - { name: b, runs: here }\n";
  expect(problemsOf(text, store, services)).toEqual([
    {
      code: "COMPONENT_MISSING",
      message: "'services[1].runs' needs the section 'store', to keep passwords; the file has none.",
      place: { file: "dev.yaml", line: 9, column: 16, path: "services[1].runs" },
      remedy: "Write 'store', or leave out what needs it.",
    },
  ]);
  expect(problemsOf(`${text}store: { size: 1 }\n`, store, services)).toEqual([]);
});

test("a list without entries asks for nothing, and a section that is not right is there all the same", () => {
  expect(problemsOf("services: []\n", store, services)).toEqual([]);
  const codes = problemsOf("services: [{ name: b, runs: here }]\nstore: { size: large }\n", store, services);
  expect(codes.map(({ place }) => place?.path)).toEqual(["store.size"]);
  const unknown = problemsOf("services: [{ name: b, runs: here }]\nstore: { size: 1, more: 2 }\n", store, services);
  expect(unknown.map(({ code }) => code)).toEqual(["ENV_UNKNOWN_KEY"]);
});

test("what the profile filled in is told only where nothing that is written asks for the same", () => {
  const both = problemsOf("services: [{ name: b, runs: here }]\n", store, services, filledIn);
  expect(both.map(({ place }) => place?.path)).toEqual(["services[0].runs"]);
  const alone = problemsOf("", store, filledIn);
  expect(alone.map(({ place }) => place?.path)).toEqual(["filledIn"]);
});

test("what cannot be together is refused with both places", () => {
  expect(problemsOf("store: { size: 1 }\nrival: { size: 1 }\n", store, rival)).toEqual([
    {
      code: "COMPONENT_CONFLICT",
      message: "'rival.size' cannot be together with 'store.size' (line 7). Both keep the same.",
      place: { file: "dev.yaml", line: 8, column: 10, path: "rival.size" },
      remedy: "Leave out 'rival.size' or 'store.size'.",
    },
  ]);
  expect(problemsOf("store: { size: 1 }\nrival: { size: 2 }\n", store, rival)).toEqual([]);
  expect(problemsOf("rival: { size: 2 }\n", store, rival)).toEqual([]);
});

test("with the real components, the profile fills in what sections need", () => {
  const text =
    "databases: [{ name: orders }]\nrabbitmq: [{ name: events }]\nobservability: {}\ningress: { host: a.example.org, dnsZone: { name: example.org } }\n";
  expect(problemsOf(text, ...components)).toEqual([]);
});
