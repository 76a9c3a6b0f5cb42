/** A tier of tests with a configuration of its own, which not every machine can run. */
import { spawnSync } from "node:child_process";
import * as path from "node:path";

const NOT_RUN = 2;

/** @returns the exit code: Jest's own, or 2 where something is missing, which is named */
export function runTier(config: string, missing: readonly string[], given: readonly string[]): number {
  for (const what of missing) console.error(`not run: ${what}`);
  if (missing.length > 0) return NOT_RUN;
  const jest = require.resolve("jest/bin/jest");
  const { status } = spawnSync(process.execPath, [jest, "--config", config, "--runInBand", ...given], {
    cwd: path.resolve(__dirname, ".."),
    stdio: "inherit",
  });
  return status ?? 1;
}
