/** The chart datadog-operator, and the agents that it makes. */
import { EVERY_OPTION, everyOption, objectsOf } from "./every-option";
import { containerOf, podOf, replicasOf } from "./pods";
import { CONTROLLERS } from "./profile";
import { named, ofKind, releasesOfChart } from "./rendered";

describe.each(releasesOfChart("datadog-operator"))("in $environment.name", ({ environment, documents }) => {
  const operator = named(documents, "Deployment", "datadog-operator");
  const container = containerOf(operator);

  test("it has its copies, and a priority", () => {
    expect(replicasOf(operator)).toBe(CONTROLLERS[environment.file.profile]);
    expect(podOf(operator).priorityClassName).toBe("jangada-platform");
  });

  test("it works in its own namespace, with one kind", () => {
    expect(container.env).toContainEqual({
      name: "WATCH_NAMESPACE",
      valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } },
    });
    expect((container.args ?? []).filter((arg) => /Enabled=true$/.test(arg))).toEqual([
      "-operatorMetricsEnabled=true",
      "-datadogAgentEnabled=true",
    ]);
  });

  test("no key is in it", () => {
    expect(ofKind(documents, "Secret")).toEqual([]);
  });

  test("definitions are of the one kind, and stay when the release goes", () => {
    const definitions = ofKind(documents, "CustomResourceDefinition").map(({ metadata }) => metadata);
    expect(definitions.map(({ name }) => name)).toEqual(expect.arrayContaining(["datadogagents.datadoghq.com"]));
    for (const { annotations } of definitions) expect(annotations).toMatchObject({ "helm.sh/resource-policy": "keep" });
  });
});

test("agents are the file's: site, key, name, what is sent", () => {
  const [agent] = ofKind(objectsOf(EVERY_OPTION, "datadog-agents"), "DatadogAgent");
  expect(agent?.["spec"]).toMatchObject({
    global: {
      site: "datadoghq.eu",
      clusterName: "everything",
      tags: [`env:${EVERY_OPTION}`],
      credentials: { apiSecret: { secretName: expect.any(String) as string, keyName: expect.any(String) as string } },
    },
    features: {
      logCollection: { enabled: false, containerCollectAll: false },
      apm: { enabled: true },
      admissionController: { enabled: false },
      remoteConfiguration: { enabled: false },
    },
    override: {
      nodeAgent: { createRbac: false, priorityClassName: "system-node-critical" },
      clusterAgent: {
        createRbac: false,
        replicas: 2,
        createPodDisruptionBudget: true,
        priorityClassName: "jangada-platform",
      },
    },
  });
});

test("the file's own values arrive", () => {
  expect(named(everyOption("datadog-operator"), "Deployment", "datadog-operator")["spec"]).toMatchObject({
    template: { metadata: { labels: { asked: "datadog-operator" } } },
  });
});
