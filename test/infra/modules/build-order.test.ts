/** Components are built after those that provide what they require: an order that is declared, and has no circle. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { orderComponents } from "../../../infra/modules/build-order";
import { components } from "../../../src/components";
import { defineComponent, type Component } from "../../../src/model/component";
import { predecessorsOf, providedBy, providersOf } from "../../../src/model/dependencies";

const component = (name: string, more: Partial<Component> = {}): Component =>
  defineComponent({ name, rules: () => ({ schema: z.strictObject({}) }), build: {}, ...more });
const names = (ordered: readonly Component[]): readonly string[] => ordered.map(({ name }) => name);
const needs = (what: string, optional = false): Pick<Component, "requires"> => ({
  requires: [{ what, to: "work", optional }],
});

test("what is required comes first, whether the section does without it or not; what stands apart stays where it is", () => {
  const all = [
    component("c", needs("b")),
    component("b", { ...needs("a", true), provides: { data: ["b"] } }),
    component("d"),
    component("a", { provides: { data: ["a"] } }),
  ];
  expect(names(orderComponents(all, all))).toEqual(["a", "b", "c", "d"]);
});

test("a component that is not built in a tier hides nobody else", () => {
  const all = [component("c", { after: ["a"] }), component("a")];
  expect(names(orderComponents(all, all.slice(0, 1)))).toEqual(["c"]);
});

test("a circle is refused by its names", () => {
  const all = [
    component("a", { ...needs("b"), provides: { data: ["a"] } }),
    component("b", { ...needs("a"), provides: { data: ["b"] } }),
  ];
  expect(() => orderComponents(all, all)).toThrow("Components wait for each other: a -> b -> a.");
});

describe("the registered components", () => {
  test("have no circle", () => {
    const ordered = names(orderComponents(components, components));
    expect([...ordered].sort()).toEqual([...names(components)].sort());
    for (const one of components) {
      for (const earlier of predecessorsOf(components, one)) {
        expect(ordered.indexOf(earlier)).toBeLessThan(ordered.indexOf(one.name));
      }
    }
  });

  test.each(components.map((one) => [one.name, one] as const))("%s requires what somebody else provides", (_, one) => {
    for (const { what, to } of one.requires ?? []) {
      expect(providersOf(components, what).map(({ name }) => name)).not.toEqual([]);
      expect(to).toMatch(/^[a-z].*[^.]$/);
    }
    for (const conflict of one.conflicts ?? []) expect(names(components)).toContain(conflict.with);
    for (const name of one.after ?? []) expect(names(components)).toContain(name);
  });

  /** Logs and backups have stores of their own, which nobody else requires. */
  const MADE_FOR_ONESELF = ["object-storage"];

  test("provide each thing once", () => {
    const all = components.flatMap(providedBy).filter((what) => !MADE_FOR_ONESELF.includes(what));
    expect(components.flatMap(({ requires = [] }) => requires.map(({ what }) => what))).not.toEqual(
      expect.arrayContaining(MADE_FOR_ONESELF),
    );
    expect(all).toEqual([...new Set(all)]);
  });
});

/** Whatever a build file asks for by a contract is declared, and whatever it publishes too: read in its text. */
describe("what the builds ask for is declared", () => {
  const root = join(__dirname, "../../../src/constructs");
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(root, name))
    .filter((folder) => readdirSync(folder).includes("component.ts"));
  /** `KUBERNETES_CLUSTER` to `k8s-cluster`. */
  const contracts = new Map(
    filesBelow(root).flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/export const (\w+)[^=]*= defineContract\(\s*"([^"]+)"/g)].map(
        ([, constant = "", name = ""]) => [constant, name] as const,
      ),
    ),
  );

  test.each(folders.map((folder) => [folder.slice(root.length + 1), folder] as const))("%s", (_, folder) => {
    const texts = filesBelow(folder).map((file) => readFileSync(file, "utf8"));
    const names = (pattern: RegExp): readonly string[] =>
      [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, constant = ""]) => constant)))].map(
        (constant) => contracts.get(constant) ?? constant,
      );
    const sectionName = /name: "(\w+)"/.exec(readFileSync(join(folder, "component.ts"), "utf8"))?.[1];
    const [declared] = components.filter(({ name }) => name === sectionName);
    if (!declared) throw new Error(`no component is registered of ${folder}`);
    const provided = providedBy(declared);
    // A section that builds nothing is what another one is built with: it is there, and that is all.
    const published = Object.keys(declared.build).length === 0 ? [] : [...provided].sort();
    expect(published).toEqual([...names(/\bpublish\(([A-Z_]+),/g)].sort());
    expect([...provided, ...(declared.requires ?? []).map(({ what }) => what)]).toEqual(
      expect.arrayContaining([...names(/\b(?:require|offers)\(([A-Z_]+),/g)]),
    );
  });
});

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}
