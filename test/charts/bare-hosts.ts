/** Releases that only bare hosts have: built by themselves, and rendered with the real Helm. */
import { type TerraformStack, Testing } from "cdktf";
import type { ChartName } from "../../src/catalog/charts";
import { DEFAULT_MINOR } from "../../src/catalog/kubernetes";
import { kubeadmNetworking, kubeadmStorageClass } from "../../src/constructs/k8s-cluster/kubeadm/platform";
import { PLATFORM_CHARTS } from "../../src/constructs/k8s-cluster/kubeadm/platform/section";
import { SealedSecrets } from "../../src/constructs/secrets/kubeadm/sealed-secrets";
import { clusterStack, factsOf, sectionOf } from "../constructs/k8s-cluster/kubeadm/platform/fixtures";
import { testNetwork } from "../constructs/k8s-cluster/fixtures";
import { chartIn, helmTemplate, type KubernetesDocument } from "./helm";

/** Charts that no environment on a cloud installs. */
export const BARE_HOSTS_CHARTS: readonly ChartName[] = [...PLATFORM_CHARTS, "sealed-secrets"];

interface SynthesizedRelease {
  readonly chart: string;
  readonly name: string;
  readonly values: readonly string[];
}

/** Of the profile standard, with addresses of load balancers; volumes are of the chart's own kind, where it makes volumes. */
export function platformRelease(chart: (typeof PLATFORM_CHARTS)[number]): readonly KubernetesDocument[] {
  const stack = clusterStack();
  const section = sectionOf({
    storage: { kind: chart === "local-path-provisioner" ? "local-path" : "longhorn" },
    loadBalancers: { pools: [{ name: "lan", addresses: ["10.0.9.0/28"] }] },
  });
  const props = { facts: factsOf(), section, network: testNetwork(stack), isolated: false };
  kubeadmNetworking(stack, props);
  kubeadmStorageClass(stack, "storage-class", props);
  return rendered(stack, chart);
}

/** With a key of a test. */
export function sealedSecretsRelease(): readonly KubernetesDocument[] {
  const stack = clusterStack();
  new SealedSecrets(stack, "sealed", { certificate: "certificate", privateKey: "key" });
  return rendered(stack, "sealed-secrets");
}

function rendered(
  stack: TerraformStack,
  chart: ChartName,
  minor: string = DEFAULT_MINOR,
): readonly KubernetesDocument[] {
  const { resource } = JSON.parse(Testing.synth(stack)) as {
    readonly resource: { readonly helm_release: Readonly<Record<string, SynthesizedRelease>> };
  };
  const release = Object.values(resource.helm_release).find((one) => one.chart === chart);
  if (!release) throw new Error(`There is no release of the chart ${chart}.`);
  return helmTemplate(
    chartIn(process.env["JANGADA_CHARTS"] ?? "", chart),
    {
      name: release.name,
      namespace: release.name,
      skipCrds: true,
      values: JSON.parse(release.values[0] ?? "{}") as Readonly<Record<string, unknown>>,
    },
    minor,
  );
}
