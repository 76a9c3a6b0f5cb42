import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import type { Profile } from "../../../../src/model/component";
import { MetricsServer } from "../../../../src/constructs/metrics-server/cluster/metrics-server";
import { awsStack, Synthesized } from "../../aws-stack";

function valuesOn(profile: Profile): unknown {
  const stack = awsStack();
  new HelmProvider(stack, "helm", {});
  new KubernetesProvider(stack, "kubernetes", {});
  new MetricsServer(stack, "metrics-server", { profile, networkCidr: "10.0.0.0/16" });
  const release = new Synthesized(stack).resource("helm_release");
  return JSON.parse((release["values"] as string[])[0] ?? "");
}

it("has a budget only where there are two of it", () => {
  expect(valuesOn("minimal")).toMatchObject({ replicas: 1, podDisruptionBudget: { enabled: false } });
  expect(valuesOn("full")).toMatchObject({ replicas: 2, podDisruptionBudget: { enabled: true, maxUnavailable: 1 } });
});
