import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { App, TerraformStack } from "cdktf";
import { Manifests } from "../../../../src/constructs/kit/cluster/manifests";
import { KubernetesNamespace } from "../../../../src/constructs/kit/cluster/namespace";
import { onlyResource, synthesize } from "./synthesize";

const rule = {
  apiVersion: "monitoring.coreos.com/v1",
  kind: "PrometheusRule",
  metadata: { name: "slo", namespace: "shop" },
  spec: { summary: "{{ $labels.pod }} is slow" },
};

describe("Manifests", () => {
  test("carries the objects, unchanged, as values of the local chart", () => {
    const release = onlyResource(
      synthesize((stack) => {
        new Manifests(stack, "rules", { releaseName: "rules", namespace: "shop", objects: [rule] });
      }),
      "helm_release",
    );

    expect(JSON.parse((release.values as string[])[0] as string)).toEqual({ objects: [rule] });
    expect(release).toMatchObject({ name: "rules", namespace: "shop", wait: true });
    expect(release).not.toHaveProperty("repository");
    expect(release).not.toHaveProperty("version");
  });

  test("puts the chart where Terraform finds it from the stack's folder", () => {
    const outdir = mkdtempSync(join(tmpdir(), "manifests-"));
    try {
      const app = new App({ outdir });
      const stack = new TerraformStack(app, "dev-platform");
      new HelmProvider(stack, "helm", {});
      new Manifests(stack, "rules", { releaseName: "rules", namespace: "shop", objects: [rule] });
      app.synth();

      const folder = join(outdir, "stacks", "dev-platform");
      const json = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as Parameters<typeof onlyResource>[0];
      const chart = onlyResource(json, "helm_release").chart as string;
      expect(chart).toMatch(/^\.\//);
      expect(existsSync(join(folder, chart, "Chart.yaml"))).toBe(true);
      expect(readFileSync(join(folder, chart, "templates", "objects.yaml"), "utf8")).toContain("toYaml");
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });

  test("given several in one stack, puts the chart there once", () => {
    const json = synthesize((stack) => {
      for (const name of ["alerts", "rules"])
        new Manifests(stack, name, { releaseName: name, namespace: "shop", objects: [rule] });
    });

    const releases = Object.values(json.resource?.["helm_release"] ?? {});
    expect(releases.map(({ name }) => name)).toEqual(["alerts", "rules"]);
    expect(new Set(releases.map(({ chart }) => chart)).size).toBe(1);
  });

  test("follows its namespace", () => {
    const json = synthesize((stack) => {
      const namespace = new KubernetesNamespace(stack, "shop", { name: "shop", podSecurity: "restricted" });
      new Manifests(stack, "rules", { releaseName: "rules", namespace: namespace.name, objects: [rule] });
    });

    expect(onlyResource(json, "helm_release").namespace).toMatch(/^\$\{kubernetes_namespace_v1\..*metadata.*name\}$/);
  });
});

describe("KubernetesNamespace", () => {
  test("enforces, warns and audits one pod security level", () => {
    const namespace = onlyResource(
      synthesize((stack) => {
        new KubernetesNamespace(stack, "shop", { name: "shop", podSecurity: "baseline", labels: { team: "a" } });
      }),
      "kubernetes_namespace_v1",
    );

    expect(namespace.metadata).toEqual({
      name: "shop",
      labels: {
        team: "a",
        "pod-security.kubernetes.io/enforce": "baseline",
        "pod-security.kubernetes.io/warn": "baseline",
        "pod-security.kubernetes.io/audit": "baseline",
      },
    });
  });
});
