/** What newer versions of a provider have beside its schema file. */
import gt = require("semver/functions/gt");
import { PROVIDERS } from "../../src/catalog/providers";
import { additionsUpTo } from "../../src/schemas/additions";
import { loadSchema, schemaNames } from "../../src/schemas/load";
import type { ResourceSchema } from "../../src/schemas/provider-schema";

const NEWEST = "999.0.0";
const type = (name: string, version?: string): ResourceSchema => {
  const found = loadSchema("azurerm", version).resources[name];
  if (!found) throw new Error(`no type ${name}`);
  return found;
};
const skus = (version?: string): unknown => type("azurerm_nat_gateway", version).attributes["sku_name"]?.allow?.oneOf;

test("a block comes with the version that has it, not before", () => {
  const has = (version?: string): boolean =>
    "node_provisioning_profile" in type("azurerm_kubernetes_cluster", version).blocks;

  expect([has(), has("4.56.9"), has("4.57.0"), has("4.81.0")]).toEqual([false, false, true, true]);
});

test("values come, with what changing them does, and the rest of the argument stays", () => {
  expect([skus(), skus("4.66.0")]).toEqual([["Standard"], ["Standard"]]);
  expect(skus("4.67.0")).toEqual(["Standard", "StandardV2"]);
  expect(type("azurerm_nat_gateway", "4.67.0").attributes["sku_name"]).toMatchObject({ default: "Standard" });
  expect(type("azurerm_nat_gateway").replaceOn).not.toContain("sku_name");
  expect(type("azurerm_nat_gateway", "4.67.0").replaceOn).toContain("sku_name");
});

test("the schema says the version that it is of, and that of no version is the file's own", () => {
  expect(loadSchema("azurerm", "4.67.0").version).toBe(PROVIDERS.azurerm.version);
  expect(loadSchema("azurerm", "4.67.0")).toBe(loadSchema("azurerm", "4.67.0"));
  expect(loadSchema("tls", NEWEST).resources).toEqual(loadSchema("tls").resources);
});

test("each is newer than the file, of a type that it has, in nothing that it has already, and says where that is from", () => {
  const all = schemaNames().flatMap((name) => additionsUpTo(name, NEWEST));
  expect(all.length).toBeGreaterThan(0);
  for (const { provider, since, types, name, block, allow, source } of all) {
    const schema = loadSchema(provider);
    expect(gt(since, schema.version)).toBe(true);
    expect(source).toMatch(new RegExp(`v${since.replaceAll(".", "\\.")}, .+; read \\d{4}-\\d{2}-\\d{2}$`));
    for (const type of types) {
      const { attributes = {}, blocks = {} } = schema.resources[type] ?? {};
      expect({ type, there: type in schema.resources }).toEqual({ type, there: true });
      expect({ type, name, known: name in blocks }).toEqual({ type, name, known: false });
      expect({ type, name, isArgument: name in attributes }).toEqual({ type, name, isArgument: block === undefined });
      if (allow) expect(attributes[name]?.allow).not.toEqual(allow);
    }
  }
});
