/** Writes the JSON Schemas under schema/ from the zod schemas as they are: `npm run schema`. */
import { mkdirSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { components } from "../src/components";
import { environmentJsonSchema } from "../src/environment/json-schema";
import { driftJsonSchema } from "../src/operations/drift/result-schema";
import { reviewJsonSchema } from "../src/operations/review/result-schema";

const folder = path.join(__dirname, "..", "schema");
mkdirSync(folder, { recursive: true });
const write = (name: string, schema: object): void =>
  writeFileSync(path.join(folder, `${name}.schema.json`), `${JSON.stringify(schema, null, 2)}\n`);
write("environment", environmentJsonSchema(components));
write("review", reviewJsonSchema());
write("drift", driftJsonSchema());
