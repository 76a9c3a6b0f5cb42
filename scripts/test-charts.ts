/**
 * Renders the charts that `dev` installs with the real Helm, and holds what comes out to what is expected of it:
 * `npm run test:charts -- <folder> [jest's own arguments]`. In the folder stand charts as `<chart>/` or `<chart>-<version>.tgz`
 * (`helm pull <chart> --repo <repository> --version <version>`); the versions must be the catalog's. `HELM` names another Helm.
 */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

const root = path.resolve(__dirname, "..");
const [folder, ...rest] = process.argv.slice(2);

if (!folder || !fs.existsSync(folder)) {
  console.error(folder ? `There is no folder ${folder}.` : "Usage: npm run test:charts -- <folder with charts>");
  process.exit(1);
}
const jest = require.resolve("jest/bin/jest");
const { status } = spawnSync(process.execPath, [jest, "--config", "test/charts/jest.config.js", ...rest], {
  cwd: root,
  stdio: "inherit",
  env: { ...process.env, JANGADA_CHARTS: path.resolve(folder) },
});
process.exit(status ?? 1);
