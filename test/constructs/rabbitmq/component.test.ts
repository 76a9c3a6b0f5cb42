/** The section `rabbitmq`: what the profile gives, and what is refused at its place. */
import { rabbitmqComponent } from "../../../src/constructs/rabbitmq/component";
import type { RabbitmqSection } from "../../../src/constructs/rabbitmq/section";
import { readSection } from "../../../src/environment/sections";
import type { EnvironmentFacts, SectionProblem } from "../../../src/model/component";
import { checksForTarget } from "../../../src/model/target-parts";
import { FACTS } from "./fixtures";

function read(brokers: readonly object[], facts: Partial<EnvironmentFacts> = {}): RabbitmqSection {
  const { value, findings } = readSection(rabbitmqComponent, brokers, { ...FACTS, ...facts }, () => undefined);
  expect(findings).toEqual([]);
  return value as RabbitmqSection;
}

function problems(brokers: readonly object[], facts: Partial<EnvironmentFacts> = {}): readonly SectionProblem[] {
  const all = { ...FACTS, ...facts };
  const context = { facts: all, sections: { ingress: {}, secrets: {} } };
  return checksForTarget(rabbitmqComponent, read(brokers, all), context);
}

test.each([
  ["minimal", { runs: "managed", version: "4.2", size: "small", highAvailability: false, protected: false }],
  ["standard", { runs: "managed", version: "4.2", size: "medium", highAvailability: true, protected: true }],
  ["full", { runs: "managed", version: "4.2", size: "large", highAvailability: true, protected: true }],
] as const)("of the profile %s a broker that only has a name is %j", (profile, expected) => {
  const [broker] = read([{ name: "events" }], { profile, protected: profile !== "minimal" });

  expect(broker).toMatchObject(expected);
});

test("an absent section is none", () => {
  expect(readSection(rabbitmqComponent, undefined, FACTS, () => undefined).value).toBeUndefined();
});

test.each<[what: string, broker: object, facts: Partial<EnvironmentFacts>, code: string, path: readonly unknown[]]>([
  ["the world", { allow: ["10.0.0.0/8", "0.0.0.0/0"] }, {}, "RABBITMQ_OPEN", [0, "allow", 1]],
  ["no pair", { aws: { instanceType: "mq.m5.large" } }, {}, "RABBITMQ_INSTANCE", [0, "aws", "instanceType"]],
  [
    "a cluster of the smallest type",
    { version: "3.13", highAvailability: true, aws: { instanceType: "mq.t3.micro" } },
    {},
    "RABBITMQ_INSTANCE",
    [0, "aws", "instanceType"],
  ],
  ["a region without the series", {}, { region: "ca-west-1" }, "RABBITMQ_INSTANCE", [0, "version"]],
  [
    "a type that the region lacks",
    { aws: { instanceType: "mq.m7g.large" } },
    { region: "eu-south-1" },
    "RABBITMQ_INSTANCE",
    [0, "aws", "instanceType"],
  ],
  ["too short a window", { maintenanceWindow: "sun:03:00-sun:04:00" }, {}, "RABBITMQ_WINDOW", [0, "maintenanceWindow"]],
  ["too long a name", { name: `e${"x".repeat(36)}` }, { name: "production-eu" }, "RABBITMQ_NAME_TOO_LONG", [0, "name"]],
])("%s is refused at its place", (_what, broker, facts, code, path) => {
  expect(problems([{ name: "events", ...broker }], facts)).toContainEqual(expect.objectContaining({ code, path }));
});

test("what is Amazon MQ's own counts for brokers of the cloud alone", () => {
  const broker = { name: "events", runs: "in-cluster", aws: { instanceType: "mq.m5.large" } };

  expect(problems([broker], { region: "ca-west-1" }).map(({ code }) => code)).not.toContain("RABBITMQ_INSTANCE");
});

test("two brokers of one name are refused, the second", () => {
  expect(problems([{ name: "events" }, { name: "jobs" }, { name: "events" }])).toContainEqual(
    expect.objectContaining({ code: "RABBITMQ_TWICE", path: [2, "name"] }),
  );
});

test.each([
  ["a name in upper case", { name: "Events" }],
  ["a version that there is not", { version: "3.12" }],
  ["a size that there is not", { size: "huge" }],
  ["a range that is none", { allow: ["10.0.0.0/33"] }],
  ["no range at all", { allow: [] }],
  ["a window without days", { maintenanceWindow: "03:00-05:00" }],
  ["a type of another service", { aws: { instanceType: "db.m7g.large" } }],
  ["an alias of a key", { aws: { encryptionKey: "alias/mq" } }],
  ["no place to run", { runs: "elsewhere" }],
])("%s is refused by the schema", (_what, broker) => {
  const { findings } = readSection(rabbitmqComponent, [{ name: "events", ...broker }], FACTS, () => undefined);

  expect(findings).toHaveLength(1);
});

test("a key that exists is told of, of brokers of the cloud", () => {
  const encryptionKey = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-0000-4000-8000-000000000000";
  const part = rabbitmqComponent.rules().targets?.eks?.();
  const existing = (runs: string): unknown =>
    part?.existing?.(read([{ name: "events", runs, aws: { encryptionKey } }]), { facts: FACTS, sections: {} });

  expect(existing("managed")).toEqual([{ kind: "encryption-key", id: encryptionKey }]);
  expect(existing("in-cluster")).toEqual([]);
});
