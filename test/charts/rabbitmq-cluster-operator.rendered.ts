/** The chart of RabbitMQ's operators, rendered with the values that the project sends: what runs, and who may do what. */
import { operatorValues } from "../../src/constructs/rabbitmq/cluster/operator-values";
import { unrestricted } from "./pods";
import { aggregated, bindingsOf, rulesOf } from "./rbac";
import { type KubernetesDocument, named, ofKind, render } from "./render";

const CHART = "rabbitmq-cluster-operator";
const documents: readonly KubernetesDocument[] = render(CHART, {
  chart: CHART,
  name: "rabbitmq",
  namespace: "rabbitmq",
  values: operatorValues({ profile: "standard", namespace: "rabbitmq", brokers: true }) as Readonly<
    Record<string, unknown>
  >,
});

interface Deployment {
  readonly replicas: number;
  readonly template: {
    readonly spec: {
      readonly serviceAccountName: string;
      readonly topologySpreadConstraints: readonly { readonly labelSelector: { readonly matchLabels: object } }[];
      readonly containers: readonly {
        readonly image: string;
        readonly env: readonly { readonly name: string; readonly value?: string }[];
        readonly volumeMounts?: readonly { readonly mountPath: string }[];
        readonly readinessProbe: object;
      }[];
    };
    readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  };
}
const OPERATORS = [
  ["rabbitmq", "rabbitmq-cluster-operator"],
  ["rabbitmq-messaging-topology-operator", "rabbitmq-topology-operator"],
] as const;
const deployment = (name: string): Deployment => named(documents, "Deployment", name)["spec"] as Deployment;

test("it brings no right at all: those stand in the project, and are of one namespace", () => {
  expect(rulesOf(documents)).toEqual([]);
  expect(bindingsOf(documents)).toEqual([]);
  expect(aggregated(documents)).toEqual([]);
});

test("the pods are of the security level restricted", () => {
  expect(unrestricted(documents)).toEqual([]);
});

test.each(OPERATORS)("%s runs twice as %s, sees one namespace, and is spread", (name, serviceAccount) => {
  const { replicas, template } = deployment(name);
  const { containers, serviceAccountName, topologySpreadConstraints } = template.spec;
  expect(replicas).toBe(2);
  expect(serviceAccountName).toBe(serviceAccount);
  expect(containers[0]?.env).toContainEqual({ name: "OPERATOR_SCOPE_NAMESPACE", value: "rabbitmq" });
  expect(containers[0]?.readinessProbe).toBeDefined();
  expect(containers[0]?.image).toMatch(/^ghcr\.io\/rabbitmq\/[a-z-]+:[\d.]+@sha256:[0-9a-f]{64}$/);
  // Whom it is spread among are its own copies.
  for (const { labelSelector } of topologySpreadConstraints) {
    expect(template.metadata.labels).toMatchObject(labelSelector.matchLabels);
  }
});

test("one copy at a time may be drained, the network policy is the namespace's, and definitions come elsewhere", () => {
  expect(ofKind(documents, "PodDisruptionBudget").map(({ spec }) => spec)).toEqual([
    expect.objectContaining({ maxUnavailable: 1 }),
    expect.objectContaining({ maxUnavailable: 1 }),
  ]);
  expect(ofKind(documents, "NetworkPolicy")).toEqual([]);
});

test("the webhook has a certificate of cert-manager's, and brokers' authority is trusted", () => {
  expect(ofKind(documents, "Certificate")).toHaveLength(1);
  const [webhook] = ofKind(documents, "ValidatingWebhookConfiguration");
  expect(webhook?.metadata).toMatchObject({
    annotations: { "cert-manager.io/inject-ca-from": expect.any(String) as string },
  });
  const mounts = deployment("rabbitmq-messaging-topology-operator").template.spec.containers[0]?.volumeMounts;
  expect(mounts).toContainEqual(expect.objectContaining({ mountPath: "/etc/ssl/certs/rabbitmq-authority.crt" }));
});
