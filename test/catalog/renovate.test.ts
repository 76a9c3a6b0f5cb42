/** Renovate finds every pin of the catalog that says where newer versions are. */
import * as fs from "node:fs";
import * as path from "node:path";

const root = path.resolve(__dirname, "..", "..");
const catalog = path.join(root, "src", "catalog");

interface Configuration {
  readonly customManagers: readonly { readonly matchStrings: readonly string[] }[];
}
const configuration = JSON.parse(fs.readFileSync(path.join(root, "renovate.json"), "utf8")) as Configuration;
const pattern = new RegExp(configuration.customManagers[0]?.matchStrings[0] as string, "g");

const files = fs
  .readdirSync(catalog)
  .filter((name) => /renovate: datasource/.test(fs.readFileSync(path.join(catalog, name), "utf8")));

test("there are pins to find", () => {
  expect(files).toEqual(expect.arrayContaining(["charts.ts", "eks-addons.ts"]));
});

test.each(files)("%s: each comment is matched, with a source and the value below it", (name) => {
  const text = fs.readFileSync(path.join(catalog, name), "utf8");
  const found = [...text.matchAll(pattern)].map((match) => match.groups as Record<string, string | undefined>);

  expect(found.length).toBe(text.match(/renovate: datasource/g)?.length);
  for (const { datasource, depName, packageName, currentValue } of found) {
    expect(datasource).toMatch(/^(helm|docker|github-releases|aws-eks-addon)$/);
    expect(depName ?? packageName).toBeTruthy();
    expect(currentValue).toMatch(/\d+\.\d+/);
  }
});
