import { Fn, TerraformStack, TerraformVariable, Testing } from "cdktf";
import { HelmChart } from "../../../../src/constructs/kit/cluster/helm-chart";
import { JangadaError } from "../../../../src/errors";
import { onlyResource, synthesize } from "./synthesize";

describe("HelmChart", () => {
  test("installs the pinned version, waits, rolls back, and never makes the namespace", () => {
    const release = onlyResource(
      synthesize((stack) => {
        new HelmChart(stack, "cert-manager", {
          chart: "cert-manager",
          releaseName: "cert-manager",
          namespace: "cert-manager",
          values: { replicaCount: 2 },
          timeoutSeconds: 900,
        });
      }),
      "helm_release",
    );

    expect(release).toMatchObject({
      name: "cert-manager",
      namespace: "cert-manager",
      repository: "oci://quay.io/jetstack/charts",
      chart: "cert-manager",
      version: expect.stringMatching(/^v1\./) as string,
      wait: true,
      atomic: true,
      cleanup_on_fail: true,
      create_namespace: false,
      max_history: 5,
      timeout: 900,
    });
    expect(release).not.toHaveProperty("skip_crds");
  });

  test("leaves out a chart's own CRDs where another chart brings them", () => {
    const release = onlyResource(
      synthesize((stack) => {
        new HelmChart(stack, "k", { chart: "karpenter", releaseName: "k", namespace: "kube-system", values: {} });
      }),
      "helm_release",
    );

    expect(release).toMatchObject({ skip_crds: true });
  });

  test("takes over definitions that are there already, where it is nothing but definitions", () => {
    const takes = (chart: "karpenter-crd" | "prometheus-operator-crds" | "cert-manager"): unknown =>
      onlyResource(
        synthesize((stack) => {
          new HelmChart(stack, "c", { chart, releaseName: "c", namespace: "c", values: {} });
        }),
        "helm_release",
      )["take_ownership"];

    expect([takes("karpenter-crd"), takes("prometheus-operator-crds"), takes("cert-manager")]).toEqual([
      true,
      true,
      undefined,
    ]);
  });

  test("lays the user's values over its own: maps key by key, lists as a whole", () => {
    const release = onlyResource(
      synthesize((stack) => {
        new HelmChart(stack, "dns", {
          chart: "external-dns",
          releaseName: "dns",
          namespace: "dns",
          values: { sources: ["ingress", "service"], resources: { requests: { cpu: "20m", memory: "64Mi" } } },
          overrides: { sources: ["ingress"], resources: { requests: { cpu: "1" } } },
        });
      }),
      "helm_release",
    );

    expect(JSON.parse((release.values as string[])[0] as string)).toEqual({
      sources: ["ingress"],
      resources: { requests: { cpu: "1", memory: "64Mi" } },
    });
  });

  test("refuses every value that the chart does not know, and names the nearest", () => {
    const build = (): unknown =>
      new HelmChart(new TerraformStack(Testing.app(), "stack"), "traefik", {
        chart: "traefik",
        releaseName: "t",
        namespace: "t",
        values: {},
        overrides: { deployment: { replica: 3 }, servce: { spec: {} } },
      });

    expect(build).toThrow(JangadaError);
    try {
      build();
    } catch (error) {
      expect((error as JangadaError).problems).toMatchObject([
        {
          code: "CHART_UNKNOWN_VALUE",
          place: { path: "values.deployment.replica" },
          remedy: "Did you mean 'deployment.replicas'?",
        },
        { code: "CHART_UNKNOWN_VALUE", place: { path: "values.servce" }, remedy: "Did you mean 'service'?" },
      ]);
    }
  });

  test("refuses every value of the wrong type, of an outside user too, and leaves what only Terraform knows", () => {
    const build = (replicas: unknown): unknown => {
      const stack = new TerraformStack(Testing.app(), "stack");
      const count = new TerraformVariable(stack, "count_of_pods", { type: "number" });
      return new HelmChart(stack, "traefik", {
        chart: "traefik",
        releaseName: "t",
        namespace: "t",
        values: { deployment: { replicas: count.numberValue, podAnnotations: { a: count.stringValue } } },
        overrides: { deployment: { replicas }, tolerations: Fn.jsondecode(count.stringValue) },
      });
    };

    expect(() =>
      build(new TerraformVariable(new TerraformStack(Testing.app(), "s"), "n", {}).numberValue),
    ).not.toThrow();
    expect(() => build("4")).toThrow(/values\.deployment\.replicas: .*CHART_VALUE_TYPE/);
  });

  test("writes tokens of any type as expressions", () => {
    const release = onlyResource(
      synthesize((stack) => {
        const name = new TerraformVariable(stack, "cluster", { type: "string" });
        const zones = new TerraformVariable(stack, "zones", { type: "list(string)" });
        new HelmChart(stack, "karpenter", {
          chart: "karpenter",
          releaseName: "k",
          namespace: "kube-system",
          values: {
            settings: { clusterName: name.stringValue, interruptionQueue: `queue-${name.stringValue}-"x"` },
            podAnnotations: { zones: Fn.join(",", zones.listValue), literal: "${not.terraform} %{ if }" },
          },
        });
      }),
      "helm_release",
    );

    expect((release.values as string[])[0]).toBe(
      [
        "{",
        '  "podAnnotations": {',
        '    "literal": "$${not.terraform} %%{ if }",',
        '    "zones": ${jsonencode(join(",", var.zones))}',
        "  },",
        '  "settings": {',
        '    "clusterName": ${jsonencode(var.cluster)},',
        '    "interruptionQueue": "queue-${var.cluster}-\\"x\\""',
        "  }",
        "}",
      ].join("\n"),
    );
  });
});
