// Which folder imports which: of all sources, read once. A folder is <top>/<second>/<third> (src/operations/deploy,
// src/constructs/secrets); a file that stands above those (src/operations/synth.ts) counts as a folder of its own.
import * as fs from "node:fs";
import * as path from "node:path";

const TOPS = ["src", "infra"];
// Type imports count too: who reads one of two folders must read the other. So do `require("./x")` and `import("./x")`.
const IMPORT = /(?:\bfrom\s*|\bimport\s*|\b(?:require|import)\s*\(\s*)(["'])(\.{1,2}(?:\/[^"'\n]*)?)\1/g;

/** The folder that a file of the project counts to. */
export function folderOf(file) {
  const parts = file.split("/");
  const depth = parts[0] === "src" ? 3 : 2;
  return parts.length > depth ? parts.slice(0, depth).join("/") : file;
}

/** The file of the project that a relative import means, or undefined. */
export function resolveImport(root, file, specifier) {
  const base = path.posix.join(path.posix.dirname(file), specifier);
  return [`${base}.ts`, `${base}/index.ts`, base].find((one) => {
    const found = fs.statSync(path.join(root, one), { throwIfNoEntry: false });
    return found?.isFile() === true;
  });
}

/** Of every folder: the folders that it imports, other than itself. */
export function readImports(root) {
  const imports = new Map();
  for (const top of TOPS)
    for (const entry of fs.readdirSync(path.join(root, top), { recursive: true })) {
      const file = path.posix.join(top, entry.split(path.sep).join("/"));
      if (!file.endsWith(".ts")) continue;
      const own = folderOf(file);
      if (!imports.has(own)) imports.set(own, new Set());
      for (const [, , specifier] of fs.readFileSync(path.join(root, file), "utf8").matchAll(IMPORT)) {
        const target = resolveImport(root, file, specifier);
        if (target !== undefined && folderOf(target) !== own) imports.get(own).add(folderOf(target));
      }
    }
  return imports;
}

/** The way from one folder to another along the imports, or undefined: the shortest, both ends included. */
export function findWay(imports, from, to) {
  const ways = [[from]];
  const seen = new Set([from]);
  for (const way of ways) {
    const last = way.at(-1);
    if (last === to) return way;
    for (const next of imports.get(last) ?? [])
      if (!seen.has(next)) {
        seen.add(next);
        ways.push([...way, next]);
      }
  }
  return undefined;
}
