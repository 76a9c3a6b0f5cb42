/** Writes which arguments the providers' schemas call sensitive, beside the schemas: `npm run sensitive`. */
import { writeFileSync } from "node:fs";
import { loadSchema, schemaNames } from "../src/schemas/load";
import { sensitiveFile, sensitiveIn } from "../src/schemas/sensitive";

for (const name of schemaNames())
  writeFileSync(sensitiveFile(name), `${JSON.stringify(sensitiveIn(loadSchema(name)), null, 1)}\n`);
