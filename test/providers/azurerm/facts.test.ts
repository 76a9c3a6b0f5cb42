/** What holds of all facts of Azure's services together. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { azurermFacts } from "../../../src/providers/azurerm/facts";
import type { Condition, RiskRule } from "../../../src/model/risk";
import { loadSchema } from "../../../src/schemas/load";
import { components } from "../../../src/components";
import type { ServiceFacts } from "../../../src/model/resource-facts";

const ROOT = join(__dirname, "..", "..", "..");
/** With what newer versions added: a file may ask for one. */
const { resources } = loadSchema("azurerm", "4.999.0");
const parts: readonly ServiceFacts[] = [...azurermFacts, ...components.flatMap((one) => one.facts?.() ?? [])];

interface Level {
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly blocks?: Readonly<Record<string, { readonly block: Level }>>;
}

/** Whether a type has it; positions, and names of entries, do not count. */
function has(type: string, path: string): boolean {
  let level: Level | undefined = resources[type] as unknown as Level | undefined;
  for (const step of path.split(".").map((one) => one.replace(/\[.*$/, ""))) {
    if (step === "*") continue;
    // Within an attribute there is no schema of blocks.
    if (level?.attributes && step in level.attributes) return true;
    level = level?.blocks?.[step]?.block;
    if (!level) return false;
  }
  return true;
}

function pathsOf(condition: Condition): readonly string[] {
  if ("path" in condition) return [condition.path];
  return "anyOf" in condition ? condition.anyOf : [];
}

const asked = (rule: RiskRule): readonly string[] => [...(rule.when ?? []), ...(rule.unless ?? [])].flatMap(pathsOf);

const azurerm = (type: string): boolean => type.startsWith("azurerm_");

test("every attribute that a rule looks at is one of its types'", () => {
  const unknown = azurermFacts
    .flatMap(({ rules = [] }) => rules)
    .flatMap((rule) => {
      const types = rule.types ?? [];
      return asked(rule).filter((path) => !types.some((type) => has(type, path)));
    });
  expect(unknown).toEqual([]);
});

test("every rule names its types: what it says is of these", () => {
  for (const { id, types } of azurermFacts.flatMap(({ rules = [] }) => rules)) {
    expect({ id, types: (types ?? []).length > 0 }).toEqual({ id, types: true });
  }
});

test("every attribute that has a word, that cannot be undone, or that a field decides, is there", () => {
  const named = parts.flatMap(({ fieldLabels = {}, irreversible = [], fileFields = [] }) => [
    ...Object.entries(fieldLabels).flatMap(([type, words]) => Object.keys(words).map((path) => [type, path] as const)),
    ...irreversible.flatMap(({ types, attribute }) => types.map((type) => [type, attribute] as const)),
    ...fileFields.map(({ type, attribute }) => [type, attribute] as const),
  ]);
  expect(named.filter(([type, path]) => azurerm(type) && !has(type, path))).toEqual([]);
});

/** Types of which there is nothing to say: what they join, or settle, is said of what they join. */
const PLAIN: readonly string[] = [];

/** Resource types that constructs make: the bindings that they load. */
function typesInUse(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  return files
    .flatMap((file) => [
      ...readFileSync(join(folder, file), "utf8").matchAll(/@cdktf\/provider-azurerm\/lib\/([\w-]+)/g),
    ])
    .map(([, name = ""]) => `azurerm_${name.replaceAll("-", "_")}`)
    .filter((type) => type in resources);
}

test("of every type that a construct makes something is known: what it holds, what it risks, what of it is noise", () => {
  const known = new Set(
    azurermFacts.flatMap(({ holdsData = {}, billed = [], rules = [], noise = [], mirrored = [] }) => [
      ...Object.keys(holdsData),
      ...billed,
      ...rules.flatMap(({ types = [] }) => types),
      ...noise.flatMap(({ types = [] }) => types),
      ...mirrored.map(({ type }) => type),
    ]),
  );
  const used = [...new Set(["src", "infra"].flatMap((folder) => typesInUse(join(ROOT, folder))))];

  expect(used.length).toBeGreaterThan(20);
  expect(used.filter((type) => !known.has(type)).sort()).toEqual([...PLAIN].sort());
});
