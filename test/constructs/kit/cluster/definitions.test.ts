import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { App, TerraformStack } from "cdktf";
import { parse } from "yaml";
import { type ChartName, type ChartPin, charts } from "../../../../src/catalog/charts";
import { Definitions, recordedDefinitions } from "../../../../src/constructs/kit/cluster/definitions";
import { onlyResource, type StackJson, synthesize } from "./synthesize";

const RECORDED = join(__dirname, "../../../../assets/charts/definitions");
const names = readdirSync(RECORDED) as ChartName[];
const read = (chart: ChartName, ...file: string[]): string => readFileSync(join(RECORDED, chart, ...file), "utf8");

describe.each(names)("the definitions of %s", (chart) => {
  test("are of the catalog's version, and their own chart skips them", () => {
    const pin: ChartPin = charts[chart];
    expect(parse(read(chart, "Chart.yaml"))).toMatchObject({
      apiVersion: "v2",
      name: `${chart}-crds`,
      version: pin.version,
      appVersion: pin.appVersion,
    });
    expect(pin).toMatchObject({ crds: "separate", skipCrds: true });
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

describe("Definitions", () => {
  test("are a release of a chart in the stack's folder, with the chart that brings them in its name", () => {
    const release = releaseOf("velero");

    expect(release).toMatchObject({ name: "velero-crds", namespace: "velero", wait: true, atomic: true });
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
