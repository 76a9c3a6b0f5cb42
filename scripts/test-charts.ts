/**
 * Renders every release of every environment with the real Helm, and holds what comes out to what is expected of it:
 * `npm run test:charts -- <folder> [--keep <folder>] [jest's own arguments]`. In the folder stand charts as `<chart>/` or
 * `<chart>-<version>.tgz` (`helm pull <chart> --repo <repository> --version <version>`); the versions must be the catalog's. `HELM`
 * names another Helm. What was rendered is kept in the folder of `--keep`, and taken from there when it is there: delete it after
 * a change of the sources.
 *
 * Exit: 0 where all was rendered and is as expected; 1 where it is not; 2 where a chart could not be had: it is named as not rendered,
 * and its own expectations are left out.
 */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { environmentTexts } from "../test/charts/environments";
import { gather, type RenderedEnvironment } from "../test/charts/gather";

const root = path.resolve(__dirname, "..");
const NOT_RENDERED = 2;

async function main([charts, ...given]: readonly string[]): Promise<number> {
  if (!charts || !fs.existsSync(charts)) {
    console.error(charts ? `There is no folder ${charts}.` : "Usage: npm run test:charts -- <folder with charts>");
    return 1;
  }
  const { keep, rest } = arguments_(given);
  const folder = keep ?? fs.mkdtempSync(path.join(os.tmpdir(), "rendered-"));
  fs.mkdirSync(folder, { recursive: true });
  try {
    const missing = await renderAll(path.resolve(charts), folder);
    const jest = require.resolve("jest/bin/jest");
    const config = ["--config", "test/charts/jest.config.js", ...withoutTestsOf(missing.map(({ chart }) => chart))];
    const { status } = spawnSync(process.execPath, [jest, ...config, ...rest], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, JANGADA_CHARTS: path.resolve(charts), JANGADA_RENDERED: folder },
    });
    for (const { chart, releases, why } of missing) {
      console.error(`not rendered: ${chart} (${releases.join(", ")}): ${why}`);
    }
    if (status !== 0) return status ?? 1;
    return missing.length > 0 ? NOT_RENDERED : 0;
  } finally {
    if (!keep) fs.rmSync(folder, { recursive: true });
  }
}

function arguments_(given: readonly string[]): { readonly keep?: string; readonly rest: readonly string[] } {
  const at = given.indexOf("--keep");
  const keep = given[at + 1];
  if (at < 0 || keep === undefined) return { rest: given };
  return { keep: path.resolve(keep), rest: [...given.slice(0, at), ...given.slice(at + 2)] };
}

/** Expectations that need two charts stand in the file of one. */
const TOGETHER: Readonly<Record<string, string>> = { "karpenter-crd": "karpenter" };

function withoutTestsOf(charts: readonly string[]): readonly string[] {
  if (charts.length === 0) return [];
  const files = charts.map((chart) => TOGETHER[chart] ?? chart);
  return ["--testPathIgnorePatterns", `/(${files.join("|")})\\.rendered\\.ts$`];
}

interface MissingChart {
  readonly chart: string;
  /** `environment/release`. */
  readonly releases: readonly string[];
  readonly why: string;
}

async function renderAll(charts: string, folder: string): Promise<readonly MissingChart[]> {
  const missing = new Map<string, MissingChart>();
  for (const [name, text] of Object.entries(environmentTexts())) {
    const file = path.join(folder, `${name}.json`);
    if (!fs.existsSync(file)) fs.writeFileSync(file, JSON.stringify(await gather(text, charts)));
    const rendered = JSON.parse(fs.readFileSync(file, "utf8")) as RenderedEnvironment;
    console.error(`${name}: ${rendered.releases.length} releases rendered`);
    for (const { chart, release, why } of rendered.missing) {
      const releases = [...(missing.get(chart)?.releases ?? []), `${name}/${release}`];
      missing.set(chart, { chart, releases, why });
    }
  }
  return [...missing.values()];
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
