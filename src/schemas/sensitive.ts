/**
 * Which arguments of a type the provider's schema calls sensitive: dotted paths, from `assets/schemas/<provider>.sensitive.json`. They are drawn from
 * the schemas (`npm run sensitive`): to read the largest schema takes as long as to judge a thousand changes.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../package-root";
import type { AttributeSchema, BlockSchema, ProviderSchemaFile } from "./provider-schema";

export interface SensitiveFile {
  readonly resources: { readonly [type: string]: readonly string[] };
  readonly dataSources: { readonly [type: string]: readonly string[] };
}

const NONE: SensitiveFile = { resources: {}, dataSources: {} };
const loadedPaths = new Map<string, SensitiveFile>();

/** None of a provider whose schema the package does not carry. @param provider its short name (`tls`, `helm`, …) */
export function sensitiveArguments(provider: string): SensitiveFile {
  let known = loadedPaths.get(provider);
  if (!known) {
    const file = sensitiveFile(provider);
    const carried = /^[a-z0-9-]+$/.test(provider) && existsSync(file);
    known = carried ? (JSON.parse(readFileSync(file, "utf8")) as SensitiveFile) : NONE;
    loadedPaths.set(provider, known);
  }
  return known;
}

export function sensitiveFile(provider: string): string {
  return join(packageRoot(), "assets", "schemas", `${provider}.sensitive.json`);
}

/** What belongs in a provider's file; types without any are left out. */
export function sensitiveIn({ resources, dataSources }: ProviderSchemaFile): SensitiveFile {
  return { resources: ofTypes(resources), dataSources: ofTypes(dataSources) };
}

function ofTypes(types: { readonly [type: string]: BlockSchema }): SensitiveFile["resources"] {
  const found = Object.entries(types).map(([type, block]) => [type, pathsIn(block)] as const);
  return Object.fromEntries(found.filter(([, paths]) => paths.length > 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function pathsIn({ attributes, blocks = {} }: Partial<BlockSchema>): readonly string[] {
  const below = (name: string, paths: readonly string[]): readonly string[] => paths.map((path) => `${name}.${path}`);
  return [
    ...Object.entries(attributes ?? {}).flatMap(([name, attribute]) => ofAttribute(name, attribute)),
    ...Object.entries(blocks).flatMap(([name, { block }]) => below(name, pathsIn(block))),
  ];

  function ofAttribute(name: string, { sensitive, writeOnly, nested }: AttributeSchema): readonly string[] {
    if (sensitive || writeOnly) return [name];
    return nested ? below(name, pathsIn({ attributes: nested.attributes })) : [];
  }
}
