/** The chart of RabbitMQ's two operators, and the broker that they make of the file. */
import { EVERY_OPTION, everyOption, objectsOf } from "./every-option";
import type { KubernetesDocument } from "./helm";
import { containerOf, podLabels, podOf, replicasOf } from "./pods";
import { CONTROLLERS } from "./profile";
import { aggregated, bindingsOf, rulesOf } from "./rbac";
import { named, ofKind, releasesOfChart } from "./rendered";

const CHART = "rabbitmq-cluster-operator";
const TOPOLOGY = "rabbitmq-messaging-topology-operator";
const OPERATORS = [
  ["rabbitmq", "rabbitmq-cluster-operator"],
  [TOPOLOGY, "rabbitmq-topology-operator"],
] as const;
const deployment = (documents: readonly KubernetesDocument[], name: string): KubernetesDocument =>
  named(documents, "Deployment", name);

describe.each(releasesOfChart(CHART))("in $environment.name", ({ environment, documents }) => {
  const { profile } = environment.file;
  // Where brokers run that a file says nothing of, the target decides.
  const brokers = environment.releases.some((release) => ofKind(release.documents, "RabbitmqCluster").length > 0);

  test("it brings no right at all: those stand in the project, and are of one namespace", () => {
    expect(rulesOf(documents)).toEqual([]);
    expect(bindingsOf(documents)).toEqual([]);
    expect(aggregated(documents)).toEqual([]);
  });

  test("what runs brokers has copies only where there are any", () => {
    expect(replicasOf(deployment(documents, "rabbitmq"))).toBe(brokers ? CONTROLLERS[profile] : 0);
    expect(replicasOf(deployment(documents, TOPOLOGY))).toBe(CONTROLLERS[profile]);
  });

  test.each(OPERATORS)("%s runs as %s, sees one namespace, and is spread among its own copies", (name, account) => {
    const operator = deployment(documents, name);
    const { serviceAccountName, topologySpreadConstraints = [], priorityClassName } = podOf(operator);
    expect(serviceAccountName).toBe(account);
    expect(priorityClassName).toBe("jangada-platform");
    expect(containerOf(operator).env).toContainEqual({ name: "OPERATOR_SCOPE_NAMESPACE", value: "rabbitmq" });
    expect(containerOf(operator).readinessProbe).toBeDefined();
    expect(containerOf(operator).image).toMatch(/^ghcr\.io\/rabbitmq\/[a-z-]+:[\d.]+@sha256:[0-9a-f]{64}$/);
    for (const { labelSelector } of topologySpreadConstraints) {
      expect(podLabels(operator)).toMatchObject(labelSelector.matchLabels);
    }
  });

  test("the network policy is the namespace's, and definitions come elsewhere", () => {
    expect(ofKind(documents, "NetworkPolicy", "CustomResourceDefinition")).toEqual([]);
  });

  test("the webhook has a certificate of cert-manager's, and brokers' authority is trusted where there are any", () => {
    expect(ofKind(documents, "Certificate")).toHaveLength(1);
    const [webhook] = ofKind(documents, "ValidatingWebhookConfiguration");
    expect(webhook?.metadata.annotations).toHaveProperty(["cert-manager.io/inject-ca-from"]);
    const mounts = containerOf(deployment(documents, TOPOLOGY)).volumeMounts ?? [];
    const authority = mounts.filter(({ mountPath }) => mountPath === "/etc/ssl/certs/rabbitmq-authority.crt");
    expect(authority).toHaveLength(brokers ? 1 : 0);
  });
});

test("one copy at a time may be drained", () => {
  expect(ofKind(everyOption(CHART), "PodDisruptionBudget").map(({ spec }) => spec)).toEqual([
    expect.objectContaining({ maxUnavailable: 1 }),
    expect.objectContaining({ maxUnavailable: 1 }),
  ]);
});

test("a broker in the cluster is the file's: nodes, storage, size; TLS alone, spread, and before others", () => {
  const [broker] = ofKind(objectsOf(EVERY_OPTION, `rabbitmq-${EVERY_OPTION}-events`), "RabbitmqCluster");
  expect(broker?.["spec"]).toMatchObject({
    replicas: 5,
    persistence: { storage: "33Gi" },
    resources: { requests: { cpu: "250m", memory: "1Gi" }, limits: { memory: "1Gi" } },
    tls: { disableNonTLSListeners: true },
    image: expect.stringMatching(/^[a-z.]+\/.*rabbitmq.*:4\.2\./) as string,
    override: {
      statefulSet: {
        spec: {
          template: {
            spec: {
              priorityClassName: "jangada-data",
              topologySpreadConstraints: expect.arrayContaining([
                expect.objectContaining({ topologyKey: "topology.kubernetes.io/zone" }),
              ]) as unknown,
            },
          },
        },
      },
    },
  });
});
