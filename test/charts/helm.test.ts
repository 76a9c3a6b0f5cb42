import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { charts } from "../../src/catalog/charts";
import { chartIn } from "./helm";

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "charts-"))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

const { version } = charts["external-secrets"];

function unpacked(its: string): string {
  const chart = path.join(folder, "external-secrets");
  fs.mkdirSync(chart);
  fs.writeFileSync(path.join(chart, "Chart.yaml"), `name: external-secrets\nversion: "${its}"\n`);
  return chart;
}

test("a folder with the pinned version is taken, and a packed chart before it", () => {
  const chart = unpacked(version);
  expect(chartIn(folder, "external-secrets")).toBe(chart);
  const packed = path.join(folder, `external-secrets-${version}.tgz`);
  fs.writeFileSync(packed, "");
  expect(chartIn(folder, "external-secrets")).toBe(packed);
});

test("another version is refused, with both", () => {
  unpacked("0.1.0");
  expect(() => chartIn(folder, "external-secrets")).toThrow(`version 0.1.0; the catalog pins ${version}`);
});

test("no chart is refused, with where it was looked for", () => {
  expect(() => chartIn(folder, "external-secrets")).toThrow(`external-secrets-${version}.tgz`);
});
