/** Facts of the schema files that are known to be wrong: the files stay as they came, and are corrected when read. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../package-root";
import type { AttributeSchema, BlockSchema, ProviderSchemaFile } from "./provider-schema";

interface Correction {
  readonly provider: string;
  readonly types: readonly string[];
  /** Dotted path of the argument. */
  readonly path: string;
  /** What the argument takes; undefined where nothing is known of it. */
  readonly allow?: AttributeSchema["allow"];
  readonly reason: string;
}

let read: readonly Correction[] | undefined;

/** Of every provider, each with its reason. Read when the first schema is. */
function corrections(): readonly Correction[] {
  read ??= JSON.parse(
    readFileSync(join(packageRoot(), "assets", "schemas", "corrections.json"), "utf8"),
  ) as readonly Correction[];
  return read;
}

/** The schema with what is known to be wrong put right. */
export function correctSchema(schema: ProviderSchemaFile): ProviderSchemaFile {
  const resources = { ...schema.resources };
  for (const { provider, types, path, allow } of corrections()) {
    if (provider !== schema.provider) continue;
    for (const type of types) {
      const found = resources[type];
      if (found) resources[type] = { ...found, ...withAllowed(found, path.split("."), allow) };
    }
  }
  return { ...schema, resources };
}

function withAllowed(block: BlockSchema, path: readonly string[], allow: AttributeSchema["allow"]): BlockSchema {
  const [name = "", ...rest] = path;
  const { attributes, blocks } = block;
  const [attribute, nested] = [attributes[name], blocks[name]];
  if (rest.length === 0 && attribute) return { attributes: { ...attributes, [name]: { ...attribute, allow } }, blocks };
  if (!nested) return block;
  return { attributes, blocks: { ...blocks, [name]: { ...nested, block: withAllowed(nested.block, rest, allow) } } };
}
