import { datadogAgent } from "../../../../src/constructs/observability/datadog/datadog-agent";
import { datadogSection } from "../../../../src/constructs/observability/datadog/section";
import { PROFILES } from "../../../../src/model/component";
import { expectValidCustomResource } from "../../../helpers/crd";

const given = { site: "datadoghq.eu", apiKey: { secret: "datadog", property: "apiKey" } } as const;
const agent = (more: object, profile: (typeof PROFILES)[number] = "standard") =>
  datadogAgent({ section: datadogSection.parse({ ...given, ...more }), environment: "prod", profile });

test.each(PROFILES)("in the profile %s, the operator takes it", (profile) => {
  for (const more of [{}, { logs: false, apm: true, clusterName: "prod.example" }]) {
    expectValidCustomResource(agent(more, profile));
  }
});

test("each field of the section is in it", () => {
  expect(agent({})).toMatchObject({
    spec: {
      global: {
        site: "datadoghq.eu",
        clusterName: "prod",
        credentials: { apiSecret: { secretName: "datadog-api-key", keyName: "api-key" } },
      },
      features: { logCollection: { enabled: true, containerCollectAll: true }, apm: { enabled: false } },
      override: { clusterAgent: { replicas: 2, createPodDisruptionBudget: true } },
    },
  });
  expect(agent({ logs: false, apm: true, clusterName: "eu-1" }, "minimal")).toMatchObject({
    spec: {
      global: { clusterName: "eu-1" },
      features: { logCollection: { enabled: false, containerCollectAll: false }, apm: { enabled: true } },
      override: { clusterAgent: { replicas: 1 } },
    },
  });
});

test("what reads every Secret or changes pods of others is off, and the operator gives no rights", () => {
  const { spec } = agent({}) as unknown as {
    readonly spec: Readonly<Record<string, Readonly<Record<string, object>>>>;
  };
  for (const feature of [
    "kubeStateMetricsCore",
    "orchestratorExplorer",
    "admissionController",
    "remoteConfiguration",
    "externalMetricsServer",
  ]) {
    expect(spec["features"]?.[feature]).toEqual({ enabled: false });
  }
  expect(Object.values(spec["override"] ?? {}).map((part) => (part as { createRbac?: boolean }).createRbac)).toEqual([
    false,
    false,
  ]);
});

test.each<[string, object]>([
  ["a site", { site: "datadog.eu" }],
  ["an API key as it is", { apiKey: "0123456789abcdef" }],
  ["no API key", { apiKey: undefined }],
  ["a cluster's name", { clusterName: "Prod_1" }],
])("%s that is none is refused", (_, more) => {
  expect(datadogSection.safeParse({ ...given, ...more }).success).toBe(false);
});
