import { spawnSync } from "node:child_process";
import * as path from "node:path";
import { PROGRAM_LIMIT } from "../helpers/limits";

const root = path.resolve(__dirname, "..", "..");

function run(...args: readonly string[]) {
  const script = ["-r", "./scripts/register.cjs", "scripts/test-charts.ts", ...args];
  return spawnSync(process.execPath, script, { cwd: root, encoding: "utf8", timeout: PROGRAM_LIMIT });
}

test("without a folder, or with one that there is not, it says so and fails", () => {
  expect(run()).toMatchObject({ status: 1, stderr: expect.stringContaining("Usage: npm run test:charts") as string });
  expect(run("/no/such/folder")).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("no folder /no/such/folder") as string,
  });
});
