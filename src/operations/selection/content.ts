/** What a stack is, wherever and with whichever version it was synthesized: the basis of every comparison. */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { readStackFile } from "../stack-json";

export type Json = null | boolean | number | string | readonly Json[] | JsonMap;
export interface JsonMap {
  readonly [key: string]: Json;
}

export interface StackContent {
  /** SHA-256 of each block by address: `random_pet.name`, `data.…`, `output.…`, `provider.…`, `terraform.backend`. */
  readonly blocks: Readonly<Record<string, string>>;
  /** The exact versions that it asks of providers, by local name. */
  readonly providers: Readonly<Record<string, string>>;
  /** SHA-256 over the files beside it: charts, scripts. */
  readonly assets: string;
}

/**
 * @param projects local paths are taken relative to the first of these folders that they are in, so that two checkouts of the same code are the
 *   same. What was synthesized in the one may name the other: the state of simulated clouds is where they were started.
 */
export function readContent(stackFolder: string, ...projects: readonly string[]): StackContent {
  const parsed = readStackFile(stackFolder) as JsonMap;
  const { "//": _metadata, terraform, ...rest } = withoutLocalPaths(parsed, stackFolder, projects) as JsonMap;
  const { required_providers: required, ...settings } = (terraform ?? {}) as JsonMap;
  const blocks: Record<string, string> = {};
  const add = (address: string, block: Json | undefined): void => {
    if (block !== undefined) blocks[address] = digestOf(block);
  };
  for (const [name, setting] of entries(settings)) add(`terraform.${name}`, setting);
  for (const [kind, block] of entries(rest)) {
    for (const [label, inner] of entries(block)) {
      if (kind === "resource" || kind === "data") {
        const prefix = kind === "data" ? "data." : "";
        for (const [name, body] of entries(inner)) add(`${prefix}${label}.${name}`, body);
      } else add(`${kind}.${label}`, inner);
    }
    if (Array.isArray(block)) add(kind, block);
  }
  const providers = entries(required).map(([name, pin]) => {
    const { source = "", version = "any" } = (typeof pin === "object" ? pin : {}) as Record<string, string>;
    return [name, `${source} ${version}`.trim()];
  });
  return { blocks, providers: Object.fromEntries(providers), assets: digestOfFiles(path.join(stackFolder, "assets")) };
}

/** What differs, by address. */
export function changedBlocks(then: StackContent["blocks"], now: StackContent["blocks"]): readonly string[] {
  return [...new Set([...Object.keys(then), ...Object.keys(now)])]
    .filter((address) => then[address] !== now[address])
    .sort();
}

export function sameContent(one: StackContent, other: StackContent): boolean {
  return digestOf(one as unknown as Json) === digestOf(other as unknown as Json);
}

/** SHA-256 (hex) of a value; the order of keys does not count. */
export function digestOf(value: unknown): string {
  return createHash("sha256").update(canonical(value)).digest("hex");
}

export function canonical(value: unknown): string {
  return JSON.stringify(value ?? null, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** Over names and contents of all files below a folder; of none if it does not exist. */
export function digestOfFiles(folder: string): string {
  const hash = createHash("sha256");
  const visit = (current: string): void => {
    if (!fs.existsSync(current)) return;
    for (const entry of fs.readdirSync(current, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const file = path.join(current, entry.name);
      if (entry.isDirectory()) visit(file);
      else
        hash
          .update(`${path.relative(folder, file)}\0`)
          .update(fs.readFileSync(file))
          .update("\0");
    }
  };
  visit(folder);
  return hash.digest("hex");
}

function entries(value: Json | undefined): readonly (readonly [string, Json])[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value as JsonMap) : [];
}

/** Paths of state files and whatever names the project's folder become paths within the project. */
export function withoutLocalPaths(value: Json, stackFolder: string, projects: readonly string[]): Json {
  const roots = projects.map((project) => `${path.resolve(project)}/`);
  const within = (text: string): string => roots.reduce((left, root) => left.split(root).join("<project>/"), text);
  const change = (inner: Json, key: string): Json => {
    if (typeof inner === "string")
      return within(key === "path" && /^\.\.?\//.test(inner) ? path.resolve(stackFolder, inner) : inner);
    if (Array.isArray(inner)) return inner.map((one) => change(one as Json, key));
    if (typeof inner === "object" && inner !== null)
      return Object.fromEntries(Object.entries(inner).map(([name, one]) => [name, change(one as Json, name)]));
    return inner;
  };
  return change(value, "");
}
