/** What stands in a cluster because of the target that it is on: identities of pods, what the cloud brings itself, disks. */
import type { ChartName } from "../../src/catalog/charts";
import type { TargetName } from "../../src/model/target-name";
import type { RenderedEnvironment } from "./gather";
import type { KubernetesDocument } from "./helm";
import { podLabels, podOf, workloadsOf } from "./pods";
import { environments, ofKind } from "./rendered";
import { terraformObjects } from "./terraform-objects";

const USE = "azure.workload.identity/use";
const CLIENT = "azure.workload.identity/client-id";

const allOf = ({ releases, resources }: RenderedEnvironment): readonly KubernetesDocument[] => [
  ...releases.flatMap(({ namespace, documents }) =>
    documents.map((one) => ({ ...one, metadata: { namespace, ...one.metadata } })),
  ),
  ...terraformObjects(resources),
];

const on = (target: TargetName): readonly RenderedEnvironment[] =>
  environments().filter(({ file }) => file.target === target);

test("there are environments of both clouds", () => {
  expect(on("eks").length).toBeGreaterThan(0);
  expect(on("aks").length).toBeGreaterThan(0);
});

/** `namespace/name` of accounts that a cloud knows. */
const identities = (documents: readonly KubernetesDocument[]): readonly string[] =>
  ofKind(documents, "ServiceAccount")
    .filter(({ metadata }) => CLIENT in (metadata.annotations ?? {}))
    .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
    .sort();

/** Of those whose pods get tokens for it. */
const users = (documents: readonly KubernetesDocument[]): readonly string[] =>
  workloadsOf(documents)
    .filter((workload) => podLabels(workload)[USE] === "true")
    .map((workload) => `${workload.metadata.namespace}/${podOf(workload).serviceAccountName ?? "default"}`);

test("on AKS pods get tokens of the cloud where their account has an identity, and nowhere else", () => {
  for (const environment of on("aks")) {
    const documents = allOf(environment);
    // Tokens of stores' accounts are asked for by External Secrets, not by a pod of theirs.
    const known = identities(documents).filter((account) => !account.startsWith("external-secrets/store-"));

    expect(known.length).toBeGreaterThan(0);
    expect([...new Set(users(documents))].sort()).toEqual(known);
  }
});

test("on EKS nothing is of Azure", () => {
  for (const environment of on("eks")) {
    const documents = allOf(environment);

    expect([...identities(documents), ...users(documents)]).toEqual([]);
    expect(
      documents.flatMap(({ metadata }) => Object.keys(metadata.annotations ?? {})).filter((key) => /azure/.test(key)),
    ).toEqual([]);
  }
});

/** What is for AWS alone, or what AKS has of its own. */
const NOT_ON_AKS: readonly ChartName[] = [
  "aws-load-balancer-controller",
  "karpenter",
  "karpenter-crd",
  "metrics-server",
];

test("what AKS brings itself is not installed a second time, nor what is for AWS alone", () => {
  const installed = on("aks").flatMap(({ releases }) => releases.map(({ chart }) => chart));

  expect(installed.filter((chart) => (NOT_ON_AKS as readonly string[]).includes(chart))).toEqual([]);
});

test("volumes on AKS are of classes that Azure's driver makes, and reached by nobody over the internet", () => {
  for (const { resources } of on("aks")) {
    const classes = resources.filter(({ type }) => type === "kubernetes_storage_class_v1");

    expect(classes.length).toBeGreaterThan(0);
    for (const { attributes } of classes) {
      expect(attributes).toMatchObject({
        storage_provisioner: "disk.csi.azure.com",
        allow_volume_expansion: true,
        parameters: { networkAccessPolicy: "DenyAll" },
      });
    }
  }
});
