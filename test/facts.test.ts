/** What holds of all services' facts together. */
import { components } from "../src/components";
import { facts } from "../src/facts";
import type { ServiceFacts } from "../src/model/resource-facts";
import type { RiskRule } from "../src/model/risk";
import { providerFacts } from "../src/providers";
import { loadSchema, schemaNames } from "../src/schemas/load";
import { rulesFor } from "../src/operations/risk/rules";

const parts: readonly ServiceFacts[] = [...providerFacts(), ...components.flatMap((one) => one.facts?.() ?? [])];

/** What several parts say of one key. */
function repeated(keys: (part: ServiceFacts) => readonly string[]): readonly string[] {
  const all = parts.flatMap((part) => [...new Set(keys(part))]);
  return all.filter((key, index) => all.indexOf(key) !== index);
}

/** Types whose schema the package carries. */
const typesOf = (part: ServiceFacts): readonly string[] => [
  ...Object.keys(part.holdsData ?? {}),
  ...(part.billed ?? []),
  ...(part.judgedTogether ?? []),
  ...Object.keys(part.fileEntryOfType ?? {}),
  ...Object.keys(part.fieldLabels ?? {}),
  ...(part.irreversible ?? []).flatMap(({ types }) => types),
  ...(part.rules ?? []).flatMap(({ types = [], exceptTypes = [] }) => [...types, ...exceptTypes]),
];

const pathsOf = (part: ServiceFacts): readonly string[] =>
  Object.entries(part.fieldLabels ?? {}).flatMap(([type, words]) =>
    Object.keys(words).map((path) => `${type} ${path}`),
  );

test.each<[what: string, keys: (part: ServiceFacts) => readonly string[]]>([
  ["what a type holds", ({ holdsData = {} }) => Object.keys(holdsData)],
  ["what is paid for", ({ billed = [] }) => billed],
  ["where is read from", ({ readsFrom = {} }) => Object.keys(readsFrom)],
  ["what stands for a thing", ({ fileEntryOfType = {} }) => Object.keys(fileEntryOfType)],
  ["how a thing is called", ({ fileEntries = [] }) => fileEntries.map(({ path }) => path)],
  ["how an attribute is called", pathsOf],
])("%s is said once", (_, keys) => {
  expect(repeated(keys)).toEqual([]);
});

test("a rule of several services is the same in each, but for its types", () => {
  const stated = new Map<string, readonly RiskRule[]>();
  for (const rule of parts.flatMap(({ rules = [] }) => rules)) {
    stated.set(rule.id, [...(stated.get(rule.id) ?? []), rule]);
  }
  const several = [...stated.values()].filter((rules) => rules.length > 1);
  expect(several.length).toBeGreaterThan(0);
  for (const rules of several) {
    // What is judged by a function is told by its form alone.
    const [first, ...others] = rules.map(({ types: _, ...rest }) => JSON.stringify(rest));
    for (const other of others) expect(other).toBe(first);
    expect(rules.every(({ types }) => types !== undefined)).toBe(true);
  }
});

test("every type is one of the provider's", () => {
  const unknown = [...new Set(parts.flatMap(typesOf))].filter((type) => {
    const provider = type.split("_")[0] ?? "";
    return schemaNames().includes(provider) && !(type in loadSchema(provider).resources);
  });

  expect(unknown).toEqual([]);
});

test("what stands for a thing stands for one that has a name, and exceptions are of rules that there are", () => {
  const paths = facts.fileEntries.map(({ path }) => path);
  for (const path of Object.values(facts.fileEntryOfType)) expect(paths).toContain(path);
  const ids = rulesFor(facts).map(({ id }) => id);
  for (const { rule } of facts.exceptions) expect(ids).toContain(rule);
});
