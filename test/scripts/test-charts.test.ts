import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { environmentTexts } from "../charts/environments";
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

describe("with what was kept", () => {
  let keep: string;
  beforeEach(() => (keep = fs.mkdtempSync(path.join(os.tmpdir(), "kept-"))));
  afterEach(() => fs.rmSync(keep, { recursive: true }));

  /** Tests of no file, so that only what was rendered counts. */
  const NONE = ["--testNamePattern", "no such test", "--passWithNoTests", "rights"];
  const withMissing = (missing: readonly object[]): ReturnType<typeof run> => {
    for (const name of Object.keys(environmentTexts())) {
      const kept = { name, file: {}, releases: [], missing, resources: [] };
      fs.writeFileSync(path.join(keep, `${name}.json`), JSON.stringify(kept));
    }
    return run(keep, "--keep", keep, ...NONE);
  };

  test("charts that could not be had are named, with the releases that want them, and the exit tells", () => {
    const { status, stderr } = withMissing([{ release: "ingress", chart: "traefik", why: "Neither is there." }]);
    const wanting = Object.keys(environmentTexts()).map((name) => `${name}/ingress`);
    expect(stderr).toContain(`not rendered: traefik (${wanting.join(", ")}): Neither is there.`);
    expect(status).toBe(2);
  });

  test("where none is missing, the expectations alone decide", () => {
    const { status, stderr } = withMissing([]);
    expect(stderr).not.toContain("not rendered");
    expect(status).toBe(0);
  });
});
