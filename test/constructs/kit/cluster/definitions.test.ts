import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { App, TerraformStack } from "cdktf";
import { parse } from "yaml";
import { type ChartName, type ChartPin, charts } from "../../../../src/catalog/charts";
import { Definitions, recordedDefinitions } from "../../../../src/constructs/kit/cluster/definitions";
import { HelmChart } from "../../../../src/constructs/kit/cluster/helm-chart";
import { onlyResource, type StackJson, synthesize } from "./synthesize";

const RECORDED = join(__dirname, "../../../../assets/charts/definitions");
const names = readdirSync(RECORDED) as ChartName[];
const read = (chart: ChartName, ...file: string[]): string => readFileSync(join(RECORDED, chart, ...file), "utf8");

describe.each(names)("the definitions of %s", (chart) => {
  test("are of the catalog's version", () => {
    const pin: ChartPin = charts[chart];
    expect(parse(read(chart, "Chart.yaml"))).toMatchObject({
      apiVersion: "v2",
      name: `${chart}-crds`,
      version: pin.version,
      appVersion: pin.appVersion,
    });
    expect(pin.crds).toBe("recorded");
  });

  test("are handed through by one template, a line each, and none is a template itself", () => {
    expect(readdirSync(join(RECORDED, chart)).sort()).toEqual(["Chart.yaml", "definitions.yaml", "templates"]);
    expect(readdirSync(join(RECORDED, chart, "templates"))).toEqual(["definitions.yaml"]);
    expect(read(chart, "templates", "definitions.yaml")).toBe('{{ .Files.Get "definitions.yaml" }}\n');
    const lines = read(chart, "definitions.yaml").trimEnd().split("\n");
    expect(lines.filter((_, index) => index % 2 === 0)).toEqual(recordedDefinitions(chart).map(() => "---"));
    expect(lines.filter((_, index) => index % 2 === 1)).toEqual(
      recordedDefinitions(chart).map((definition) => JSON.stringify(definition)),
    );
  });

  test("are definitions, and stay when the release goes", () => {
    const definitions = recordedDefinitions(chart);
    expect(definitions.length).toBeGreaterThan(0);
    for (const { apiVersion, kind, metadata } of definitions) {
      expect({ apiVersion, kind }).toEqual({ apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" });
      expect(metadata.annotations).toMatchObject({ "helm.sh/resource-policy": "keep" });
    }
  });

  test("fit, with what else Helm keeps of a release, into the Secret in which it keeps it", () => {
    const file = (name: string) => ({ name, data: Buffer.from(read(chart, ...name.split("/"))).toString("base64") });
    const release = {
      name: `${chart}-crds`,
      chart: {
        metadata: parse(read(chart, "Chart.yaml")) as object,
        templates: [file("templates/definitions.yaml")],
        files: [file("definitions.yaml")],
      },
      config: valuesOf(releaseOf(chart)),
      manifest: `---\n# Source: ${chart}-crds/templates/definitions.yaml\n${read(chart, "definitions.yaml")}`,
    };
    const kept = gzipSync(JSON.stringify(release), { level: 9 }).toString("base64").length;

    // A Secret holds 1 MiB (kubernetes.io/docs/concepts/configuration/secret); a fifth of it is left for what charts grow by.
    expect(kept).toBeLessThan(0.8 * 1024 * 1024);
  });
});

describe("the catalog", () => {
  const all = Object.entries(charts) as [ChartName, ChartPin][];

  test("has a release of definitions for every chart whose crds/ folder is recorded, and for no other", () => {
    expect(all.flatMap(([name, { crds }]) => (crds === "recorded" ? [name] : [])).sort()).toEqual([...names].sort());
  });

  test("has no definition in two sets: they would take it from each other", () => {
    const found = names.flatMap((chart) => recordedDefinitions(chart).map(({ metadata }) => metadata.name));
    expect(new Set(found).size).toBe(found.length);
  });

  test("leaves no chart's crds/ folder to Helm, which would never upgrade it", () => {
    const { charts: known } = JSON.parse(readFileSync(join(RECORDED, "../crds.json"), "utf8")) as {
      charts: Readonly<Record<string, { readonly from: string }>>;
    };
    const inFolders = all.filter(([name]) => known[name]?.from === "directory").map(([name]) => name);

    expect(all.map(([name]) => name).filter((name) => known[name] === undefined)).toEqual([]);
    // Karpenter's stand in a chart of their own, and nothing here makes PodLogs, the one kind of Alloy's.
    expect(inFolders.filter((name) => !names.includes(name)).sort()).toEqual(["alloy", "karpenter"]);
    expect(inFolders.filter((name) => !skipsCrds(name))).toEqual([]);
  });
});

function skipsCrds(chart: ChartName): boolean {
  const json = synthesize((stack) => {
    new HelmChart(stack, "chart", { chart, releaseName: chart, namespace: chart, values: {} });
  });
  return onlyResource(json, "helm_release")["skip_crds"] === true;
}

describe("Definitions", () => {
  test("are a release of a chart in the stack's folder, with the chart that brings them in its name", () => {
    const release = releaseOf("velero");

    expect(release).toMatchObject({ name: "velero-crds", namespace: "velero", wait: true, atomic: true });
    // What Helm installed from a crds/ folder belongs to no release, and would be refused.
    expect(release["take_ownership"]).toBe(true);
    expect(release["chart"]).toMatch(/^\.\/assets\/velero-crds-chart\/[0-9A-F]{32}$/);
    expect(release).not.toHaveProperty("repository");
    expect(release).not.toHaveProperty("version");
  });

  test("show in a plan which there are, what is served of them and whether one changed, and not their text", () => {
    const values = valuesOf(releaseOf("velero"));

    expect(Object.keys(values.definitions)).toEqual(recordedDefinitions("velero").map(({ metadata }) => metadata.name));
    expect(values.definitions["backups.velero.io"]).toEqual({
      served: ["v1"],
      digest: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
    });
    expect(JSON.stringify(values).length).toBeLessThan(2000);
    const digests = Object.values(values.definitions).map(({ digest }) => digest);
    expect(new Set(digests).size).toBe(digests.length);
  });

  test("are where Terraform finds them from the stack's folder, once for all releases of a stack", () => {
    const outdir = mkdtempSync(join(tmpdir(), "definitions-"));
    try {
      const app = new App({ outdir });
      const stack = new TerraformStack(app, "dev-platform");
      new HelmProvider(stack, "helm", {});
      for (const id of ["one", "two"]) new Definitions(stack, id, { chart: "velero", namespace: id });
      app.synth();

      const folder = join(outdir, "stacks", "dev-platform");
      const json = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as StackJson;
      const [first, second] = Object.values(json.resource?.["helm_release"] ?? {}).map(({ chart }) => chart as string);
      expect(second).toBe(first);
      for (const file of ["Chart.yaml", "definitions.yaml", "templates/definitions.yaml"]) {
        expect(existsSync(join(folder, first ?? "", file))).toBe(true);
      }
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });
});

function releaseOf(chart: ChartName): Readonly<Record<string, unknown>> {
  return onlyResource(
    synthesize((stack) => {
      new Definitions(stack, "definitions", { chart, namespace: chart });
    }),
    "helm_release",
  );
}

interface Values {
  readonly definitions: Readonly<Record<string, { readonly served: readonly string[]; readonly digest: string }>>;
}

const valuesOf = (release: Readonly<Record<string, unknown>>): Values =>
  JSON.parse((release["values"] as string[])[0] as string) as Values;
