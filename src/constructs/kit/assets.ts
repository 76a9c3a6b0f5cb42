/** The files that the package carries beside its code: the local chart, scripts, recorded chart values. */
import { join } from "node:path";
import { packageRoot } from "../../package-root";

/** Absolute path of a file or folder of the package, such as `assets/charts/manifests`. */
export function packageFile(...parts: readonly string[]): string {
  return join(packageRoot(), ...parts);
}
