import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const chart = join(__dirname, "../../../../assets/charts/manifests");
const sources = join(__dirname, "../../../../src");

/** Digest of templates and default values, by the chart's version. A changed template is a new line here. */
const DIGESTS: Readonly<Record<string, string>> = { "1.0.0": "1563d7fe9eb58f9c" };

const read = (...parts: string[]): string => readFileSync(join(chart, ...parts), "utf8");

describe("the local chart", () => {
  test("has a new version whenever a template changes: the helm provider sees nothing else of a local chart", () => {
    const { version } = parse(read("Chart.yaml")) as { version: string };
    const digest = createHash("sha256").update(read("templates", "objects.yaml") + read("values.yaml"));

    expect(digest.digest("hex").slice(0, 16)).toBe(DIGESTS[version]);
  });

  test("holds nothing but one template, which hands each object through as it is", () => {
    expect(readdirSync(chart).sort()).toEqual(["Chart.yaml", "templates", "values.yaml"]);
    expect(readdirSync(join(chart, "templates"))).toEqual(["objects.yaml"]);
    expect(read("templates", "objects.yaml").match(/\{\{.*?\}\}/g)).toEqual([
      "{{- range .Values.objects }}",
      "{{ toYaml . }}",
      "{{- end }}",
    ]);
    expect(parse(read("values.yaml"))).toEqual({ objects: [] });
  });
});

test("every release goes through HelmChart, Manifests or Definitions, which check values and wait", () => {
  const importers = readdirSync(sources, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .filter((file) => readFileSync(join(sources, file), "utf8").includes("@cdktf/provider-helm/lib/release"))
    .sort();

  expect(importers).toEqual([
    "constructs/kit/cluster/definitions.ts",
    "constructs/kit/cluster/helm-chart.ts",
    "constructs/kit/cluster/manifests.ts",
    "constructs/kit/cluster/release-settings.ts",
  ]);
});
