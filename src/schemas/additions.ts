/** What versions of a provider that are newer than its schema file added, as far as the project uses it: merged in when such a version is asked for. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import gte = require("semver/functions/gte");
import { packageRoot } from "../package-root";
import type { AttributeSchema, NestedBlockSchema, ProviderSchemaFile, ResourceSchema } from "./provider-schema";

export interface Addition {
  readonly provider: string;
  /** The first version that has it. */
  readonly since: string;
  readonly types: readonly string[];
  /** An argument of the type itself. */
  readonly name: string;
  /** What it takes now, of one that there was. */
  readonly allow?: AttributeSchema["allow"];
  /** A block that there was not. */
  readonly block?: NestedBlockSchema;
  /** Whether another value makes the object anew. @default as it was */
  readonly replaces?: boolean;
  /** Groups of arguments, one of which is needed. */
  readonly atLeastOneOf?: readonly (readonly string[])[];
  /** Where that can be read. */
  readonly source: string;
}

let read: readonly Addition[] | undefined;

/** Those of a provider that a version has. Read when they are first asked for. */
export function additionsUpTo(provider: string, version: string): readonly Addition[] {
  read ??= JSON.parse(
    readFileSync(join(packageRoot(), "assets", "schemas", "additions.json"), "utf8"),
  ) as readonly Addition[];
  return read.filter((addition) => addition.provider === provider && gte(version, addition.since));
}

/** The schema with what the version has beside it. The schema's own `version` stays: of all else, that one is told. */
export function addNewer(schema: ProviderSchemaFile, version: string): ProviderSchemaFile {
  const resources = { ...schema.resources };
  for (const addition of additionsUpTo(schema.provider, version)) {
    for (const type of addition.types) {
      const found = resources[type];
      if (found) resources[type] = withAddition(found, addition);
    }
  }
  return { ...schema, resources };
}

function withAddition(type: ResourceSchema, { name, allow, block, replaces, atLeastOneOf }: Addition): ResourceSchema {
  const before = type.attributes[name];
  return {
    ...type,
    ...(before && allow ? { attributes: { ...type.attributes, [name]: { ...before, allow } } } : {}),
    ...(block ? { blocks: { ...type.blocks, [name]: block } } : {}),
    ...(replaces ? { replaceOn: [...(type.replaceOn ?? []), name] } : {}),
    ...(atLeastOneOf ? { atLeastOneOf: [...(type.atLeastOneOf ?? []), ...atLeastOneOf] } : {}),
  };
}
