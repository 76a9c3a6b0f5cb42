import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPackageRoot, packageRoot } from "../../src/package-root";
import { loadSchema, schemaNames } from "../../src/schemas/load";

describe("the schemas that the package carries", () => {
  test("are of the providers that the project uses, each loaded once", () => {
    expect(schemaNames()).toEqual(expect.arrayContaining(["aws", "azurerm", "helm", "kubernetes", "random", "tls"]));
    expect(loadSchema("tls")).toBe(loadSchema("tls"));
  });

  test.each(["aws", "kubernetes", "helm", "tls", "random"])(
    "have the version that the bindings of %s are made for",
    (name) => {
      const schema = loadSchema(name);
      // The bindings write the version that they were generated from into every provider class.
      const bindings = jest.requireActual<{ [className: string]: unknown }>(`@cdktf/provider-${name}/lib/provider`);
      const provider = Object.values(bindings).find(
        (each) => typeof each === "function" && String(each).includes("providerVersion"),
      );
      expect(/providerVersion: ["']([^"']+)["']/.exec(String(provider))?.[1]).toBe(schema.version);
      expect(schema.provider).toBe(name);
    },
  );

  test.each(["azurerm-classic", "../package", ""])("do not include %j", (name) => {
    expect(() => loadSchema(name)).toThrow("carries no schema of the provider");
  });
});

describe("the package's folder", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "jangada-root-"));
    mkdirSync(join(folder, "jangada", "dist", "src"), { recursive: true });
    writeFileSync(join(folder, "jangada", "package.json"), '{"name":"jangada"}');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("is found from the sources and from the compiled output", () => {
    expect(packageRoot()).toBe(join(__dirname, "..", ".."));
    expect(findPackageRoot(join(folder, "jangada", "dist", "src"))).toBe(join(folder, "jangada"));
  });

  test("is not another package's on the way", () => {
    writeFileSync(join(folder, "jangada", "dist", "package.json"), '{"type":"commonjs"}');
    expect(findPackageRoot(join(folder, "jangada", "dist", "src"))).toBe(join(folder, "jangada"));
    expect(() => findPackageRoot(folder)).toThrow('no package.json named "jangada"');
  });
});
