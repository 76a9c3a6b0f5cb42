/** The recorded values, held to the real charts: what `npm run record-values` would write is what stands there. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { recordOf } from "../../scripts/chart-values/read-chart";
import { type ChartName, charts } from "../../src/catalog/charts";
import { PROGRAM_LIMIT } from "../helpers/limits";
import { chartIn } from "./helm";
import { isThere } from "./rendered";

const RECORDED = path.join(__dirname, "../../assets/charts/values");
let folder: string;
beforeAll(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "unpacked-"))));
afterAll(() => fs.rmSync(folder, { recursive: true }));

function unpacked(chart: ChartName): string {
  const found = chartIn(process.env["JANGADA_CHARTS"] ?? "", chart);
  if (!found.endsWith(".tgz")) return found;
  const { status } = spawnSync("tar", ["-xzf", found, "-C", folder], { timeout: PROGRAM_LIMIT });
  if (status !== 0) throw new Error(`${found} cannot be unpacked.`);
  return path.join(folder, chart);
}

test.each((Object.keys(charts) as ChartName[]).filter(isThere))("of %s", (chart) => {
  const [, ...lines] = fs
    .readFileSync(path.join(RECORDED, `${chart}.txt`), "utf8")
    .trimEnd()
    .split("\n");
  expect(recordOf(chart, unpacked(chart)).lines).toEqual(lines);
});
