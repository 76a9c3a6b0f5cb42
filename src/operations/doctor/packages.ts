/** Checks of what is installed: Node, and the packages that must be there once and in the right versions. */
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import * as semver from "semver";
import { readJsonObject } from "../../regular-file";
import { failed, type Finding, ok } from "./finding";

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly engines?: { readonly node?: string };
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** Published broken for everyone who builds on it with jsii, and deprecated (open-constructs/cdk-terrain#373). */
const BROKEN: Readonly<Record<string, readonly string[]>> = { constructs: ["10.8.0"] };

/** Constructs of two copies are no constructs to each other. */
const SINGLE_COPY = ["cdktf", "constructs"];

export function checkNode(manifest: Manifest, version: string = process.versions.node): Finding {
  const range = manifest.engines?.node ?? "*";
  return semver.satisfies(version, range)
    ? ok("node", `Node ${version}`)
    : failed("node", `Node ${version} is not supported.`, `Install Node ${range}: https://nodejs.org/en/download.`);
}

/**
 * @param places folders from which packages are looked for: the project, and Jangada itself
 * @param manifest Jangada's own
 */
export function checkPackages(places: readonly string[], manifest: Manifest): readonly Finding[] {
  const once = SINGLE_COPY.map((name) => checkCopies(name, copiesOf(name, withBindings(places, manifest)), manifest));
  const others = Object.keys(manifest.peerDependencies ?? {}).filter((name) => !SINGLE_COPY.includes(name));
  return [...once, ...others.flatMap((name) => checkPeer(name, copiesOf(name, places), manifest))];
}

interface Copy {
  readonly folder: string;
  readonly version: string;
}

/** The bindings look for cdktf from where they stand. */
function withBindings(places: readonly string[], manifest: Manifest): readonly string[] {
  const bindings = Object.keys(manifest.peerDependencies ?? {}).filter((name) => !SINGLE_COPY.includes(name));
  return [...places, ...bindings.flatMap((name) => copiesOf(name, places).map(({ folder }) => folder))];
}

export function copiesOf(name: string, places: readonly string[]): readonly Copy[] {
  const copies = new Map<string, Copy>();
  for (const place of places) {
    const folder = findPackage(name, place);
    if (folder === undefined) continue;
    const { version } = readJsonObject(path.join(folder, "package.json"), {
      code: "PACKAGE_UNREADABLE",
      what: `The manifest of ${name}`,
      remedy: "Install it anew: npm ci.",
    });
    copies.set(folder, { folder, version: String(version) });
  }
  return [...copies.values()];
}

/** As Node does, but for the package's folder: not every package lets its package.json be required. */
function findPackage(name: string, from: string): string | undefined {
  const folders = createRequire(path.join(fs.realpathSync(from), "x.js")).resolve.paths(name) ?? [];
  const found = folders
    .map((folder) => path.join(folder, name))
    .find((folder) => fs.existsSync(path.join(folder, "package.json")));
  return found === undefined ? undefined : fs.realpathSync(found);
}

function checkCopies(name: string, copies: readonly Copy[], manifest: Manifest): Finding {
  const [first] = copies;
  const range = manifest.peerDependencies?.[name] ?? "*";
  if (!first) return failed(name, "It is not installed.", `npm install ${name}@"${range}"`);
  if (copies.length > 1) {
    const listed = copies.map(({ folder, version }) => `${version} in ${folder}`).join("; ");
    return failed(
      name,
      `There are ${copies.length} copies: ${listed}.`,
      `Constructs of two copies do not know each other. Ask for one version of ${name} (npm ls ${name} shows who asks for which), then npm dedupe.`,
    );
  }
  return checkVersion(name, first, range);
}

function checkPeer(name: string, copies: readonly Copy[], manifest: Manifest): readonly Finding[] {
  const range = manifest.peerDependencies?.[name] ?? "*";
  const optional = manifest.peerDependenciesMeta?.[name]?.optional ?? false;
  const [first] = copies;
  if (first) return [checkVersion(name, first, range)];
  return optional ? [] : [failed(name, "It is not installed.", `npm install ${name}@"${range}"`)];
}

function checkVersion(name: string, { version }: Copy, range: string): Finding {
  if (BROKEN[name]?.includes(version)) {
    return failed(name, `${version} is broken, and deprecated.`, `npm install ${name}@">${version}"`);
  }
  return semver.satisfies(version, range)
    ? ok(name, version)
    : failed(name, `${version} is not within ${range}.`, `npm install ${name}@"${range}"`);
}
