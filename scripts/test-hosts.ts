/**
 * Runs the stages of bare hosts on real ones: `npm run test:hosts [-- jest's own arguments]`. Needs root, systemd-nspawn, debootstrap and, the first
 * time, a way to Debian; what it makes is kept in `JANGADA_HOSTS_ROOT` (/var/cache/jangada/hosts).
 *
 * Exit: 0 where all is as expected; 1 where it is not; 2 where it could not be run: what is missing is named.
 */
import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { missingForHosts } from "../test/hosts/requirements";

const NOT_RUN = 2;

function main(given: readonly string[]): number {
  const wanting = missingForHosts();
  for (const what of wanting) console.error(`not run: ${what}`);
  if (wanting.length > 0) return NOT_RUN;
  const jest = require.resolve("jest/bin/jest");
  const { status } = spawnSync(
    process.execPath,
    [jest, "--config", "test/hosts/jest.config.js", "--runInBand", ...given],
    {
      cwd: path.resolve(__dirname, ".."),
      stdio: "inherit",
    },
  );
  return status ?? 1;
}

process.exitCode = main(process.argv.slice(2));
