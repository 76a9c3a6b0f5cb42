/** What the page of restoring shows can be written so. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import type { Component, EnvironmentFacts } from "../../../src/model/component";
import { checksForTarget } from "../../../src/model/target-parts";
import { databasesComponent } from "../../../src/constructs/postgres-db/component";
import { readSection } from "../../../src/environment/sections";

const page = readFileSync(resolve(__dirname, "../../../docs/restore.md"), "utf8");
const sections = [...page.matchAll(/^ *```yaml\n([\s\S]*?)^ *```$/gm)].map(([, text = ""]) => {
  const indent = /^ */.exec(text)?.[0] ?? "";
  const key = "key/11111111-2222-3333-4444-555555555555";
  return (parse(text.replace(new RegExp(`^${indent}`, "gm"), "").replace("key/…", key)) as { databases: unknown })
    .databases;
});

const component = databasesComponent as unknown as Component;

test("there are three of them", () => {
  expect(sections).toHaveLength(3);
});

test.each(sections.map((section, index) => [index + 1, section] as const))("the %i. is right", (_ordinal, given) => {
  const facts: EnvironmentFacts = {
    name: "prod",
    target: "eks",
    profile: "full",
    protected: true,
    region: "eu-west-1",
    account: "123456789012",
    admins: [],
    owner: "team",
    tags: {},
    file: "environment.yaml",
  };
  const { value, findings } = readSection(component, given, facts, () => undefined);
  expect(findings).toEqual([]);
  const refused = checksForTarget(component, value, { facts, sections: {} }).filter(
    ({ severity }) => severity !== "warning",
  );
  expect(refused).toEqual([]);
});
