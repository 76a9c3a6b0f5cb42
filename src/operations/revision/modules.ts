/** Whether one checkout may use what is installed in another, and the link that lets it. */
import * as fs from "node:fs";
import * as path from "node:path";

const MODULES = "node_modules";

interface Shared {
  /** The folder of the lock file where the packages are installed. */
  readonly installed: string;
  /** The same folder of the other checkout. */
  readonly checkout: string;
  readonly lock: string;
  readonly toplevel: string;
}

/** If the lock files are equal and nothing is linked into the repository, which would bring the other code in. */
export function canShareModules({ installed, checkout, lock, toplevel }: Shared): boolean {
  const [ours, theirs] = [installed, checkout].map((folder) => readText(path.join(folder, lock)));
  if (ours === undefined || ours !== theirs || !fs.existsSync(path.join(installed, MODULES))) return false;
  return !/"link":\s*true/.test(ours) && !leadsInto(toplevel, path.join(installed, MODULES));
}

/** @returns whether there was something to share, and nothing in its place */
export function shareModules(installed: string, checkout: string): boolean {
  const [modules, target] = [path.join(installed, MODULES), path.join(checkout, MODULES)];
  if (!fs.existsSync(modules) || fs.existsSync(target) || !fs.existsSync(checkout)) return false;
  fs.symlinkSync(modules, target, "junction");
  return true;
}

/** Package managers other than npm do not tell in the lock file what they link. */
function leadsInto(toplevel: string, modules: string): boolean {
  return fs.readdirSync(modules, { withFileTypes: true }).some((entry) => {
    const name = path.join(modules, entry.name);
    if (entry.name.startsWith("@") && entry.isDirectory()) return leadsInto(toplevel, name);
    if (!entry.isSymbolicLink() || !fs.existsSync(name)) return false;
    const inside = path.relative(toplevel, fs.realpathSync(name)).split(path.sep);
    return inside[0] !== ".." && !inside.includes(MODULES);
  });
}

function readText(file: string): string | undefined {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
