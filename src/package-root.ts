/** Where the package lies: its assets stand beside the sources and beside the compiled output alike. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { JangadaError } from "./errors";

let root: string | undefined;

/**
 * The folder of the package: the nearest one upwards whose `package.json` is named `jangada`.
 * It is the same from `src/` and from `dist/src/`. Found once per process.
 * @throws JangadaError `PACKAGE_ROOT` when there is none
 */
export function packageRoot(): string {
  return (root ??= findPackageRoot(__dirname));
}

/** As `packageRoot`, from a given folder and not remembered. */
export function findPackageRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest) && nameIn(manifest) === "jangada") return folder;
    if (dirname(folder) === folder) break;
  }
  throw new JangadaError({
    code: "PACKAGE_ROOT",
    message: `no package.json named "jangada" lies above ${from}`,
    remedy: "install the package whole: its assets are found relative to its package.json",
  });
}

function nameIn(manifest: string): unknown {
  try {
    return (JSON.parse(readFileSync(manifest, "utf8")) as { name?: unknown }).name;
  } catch {
    return undefined; // a broken manifest on the way up belongs to somebody else
  }
}
