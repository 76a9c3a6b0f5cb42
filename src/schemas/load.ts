/** The providers' schemas that the package carries (`assets/schemas`, described in its README). */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { JangadaError } from "../errors";
import { packageRoot } from "../package-root";
import { addNewer } from "./additions";
import { correctSchema } from "./corrections";
import type { ProviderSchemaFile } from "./provider-schema";

const ENDING = ".json.gz";
const loaded = new Map<string, ProviderSchemaFile>();

/** Short names of the providers whose schemas the package carries, sorted. */
export function schemaNames(): readonly string[] {
  return readdirSync(folder())
    .filter((name) => name.endsWith(ENDING))
    .map((name) => name.slice(0, -ENDING.length))
    .sort();
}

/**
 * The schema of a provider by its short name (`tls`, `helm`, …). Read from disk at the first call (the largest takes about a tenth
 * of a second), the same object ever after.
 * @param version A newer one than that of the schema file: what is known of newer ones comes with it. @default the file's own
 * @throws JangadaError `REHEARSAL_SCHEMA_UNKNOWN` for a provider whose schema the package does not carry
 */
export function loadSchema(provider: string, version?: string): ProviderSchemaFile {
  const key = version === undefined ? provider : `${provider} ${version}`;
  const before = loaded.get(key);
  if (before) return before;
  const schema = version === undefined ? fromFile(provider) : addNewer(loadSchema(provider), version);
  loaded.set(key, schema);
  return schema;
}

function fromFile(provider: string): ProviderSchemaFile {
  const file = join(folder(), `${provider}${ENDING}`);
  if (!/^[a-z0-9-]+$/.test(provider) || !existsSync(file)) {
    throw new JangadaError({
      code: "REHEARSAL_SCHEMA_UNKNOWN",
      message: `the rehearsal carries no schema of the provider "${provider}"`,
      remedy: `use one of: ${schemaNames().join(", ")}`,
    });
  }
  const content = JSON.parse(gunzipSync(readFileSync(file)).toString("utf8")) as ProviderSchemaFile;
  return correctSchema({ ...content, provider }); // one file says `hashicorp/<name>`, the others their short names
}

function folder(): string {
  return join(packageRoot(), "assets", "schemas");
}
