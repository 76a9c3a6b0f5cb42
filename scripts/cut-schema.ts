/**
 * Cuts a provider's recorded schema down to the types that the project uses, and writes it as `assets/schemas/<provider>.json.gz`:
 * `node -r ./scripts/register.cjs scripts/cut-schema.ts azurerm <whole>.json.gz`. The types stand in
 * `scripts/provider-schemas/<provider>-resources.txt` and `-data-sources.txt`, one a line.
 */
import { readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type { ProviderSchemaFile } from "../src/schemas/provider-schema";

const [, , provider = "", whole = ""] = process.argv;
const schema = JSON.parse(gunzipSync(readFileSync(whole)).toString("utf8")) as ProviderSchemaFile;

function listed(what: string): readonly string[] {
  const file = path.join(__dirname, "provider-schemas", `${provider}-${what}.txt`);
  return readFileSync(file, "utf8").split("\n").filter(Boolean);
}

function only<T>(what: string, types: { readonly [type: string]: T }): { [type: string]: T } {
  return Object.fromEntries(
    listed(what).map((type) => {
      const found = types[type];
      if (!found) throw new Error(`${whole} has no ${type} among its ${what}.`);
      return [type, found];
    }),
  );
}

const cut: ProviderSchemaFile = {
  ...schema,
  provider,
  partial: true,
  resources: only("resources", schema.resources),
  dataSources: only("data-sources", schema.dataSources),
  ephemeral: {},
};
const file = path.join(__dirname, "..", "assets", "schemas", `${provider}.json.gz`);
writeFileSync(file, gzipSync(JSON.stringify(cut), { level: 9 }));
