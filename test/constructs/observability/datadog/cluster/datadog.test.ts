/** Datadog as a file asks for it. */
import { platformOf, problemsOf } from "../../fixtures";

const DATADOG = "datadog: { site: datadoghq.eu, apiKey: { secret: datadog, property: apiKey } }";
const platform = platformOf(`observability: { ${DATADOG} }\n`, "standard");

test("a file that says nothing of it has none", () => {
  expect(platformOf("observability: {}\n").releases.filter((name) => name.startsWith("datadog"))).toEqual([]);
});

test("the operator comes after its rights and the key, the agents after the operator", () => {
  const dependsOn = (release: string): readonly string[] => platform.release(release)["depends_on"] as string[];
  expect(platform.releases.filter((name) => name.startsWith("datadog"))).toHaveLength(3);
  expect(dependsOn("datadog").join()).toMatch(/helm_release\.\w*rights/);
  expect(dependsOn("datadog").join()).toMatch(/kubernetes_network_policy_v1/);
  expect(dependsOn("datadog").join()).toMatch(/api-key/);
  expect(dependsOn("datadog-agents").join()).toMatch(/helm_release\.\w*operator/);
});

test("the key is delivered, and is nowhere in clear", () => {
  const delivered = Object.values(platform.resources("helm_release")).flatMap(({ name }) =>
    (platform.objects(String(name)) ?? []).filter(
      ({ kind, metadata }) => kind === "ExternalSecret" && metadata.name === "datadog-api-key",
    ),
  );
  expect(delivered).toHaveLength(1);
  expect(delivered[0]).toMatchObject({
    metadata: { name: "datadog-api-key" },
    spec: { data: [{ secretKey: "api-key", remoteRef: { property: "apiKey" } }] },
  });
});

test("the operator has no rights by its chart, and makes of its kinds the agents alone", () => {
  expect(platform.values("datadog")).toMatchObject({
    replicaCount: 2,
    rbac: { create: false },
    datadogCSIDriver: { enabled: false },
    containerSecurityContext: { allowPrivilegeEscalation: false },
  });
});

test("the namespace is closed but for what the agents must reach", () => {
  const policies = Object.values(platform.resources("kubernetes_network_policy_v1")).filter(({ metadata }) =>
    JSON.stringify(metadata).includes("datadog"),
  );
  expect(policies).toHaveLength(1);
  const ports = JSON.stringify(policies[0]?.["spec"]);
  for (const port of ["443", "53", "10250", "123"]) expect(ports).toContain(`"port":"${port}"`);
});

test.each([
  ["a site that there is not", "{ site: datadoghq.org, apiKey: { secret: a, property: b } }", "6 ENV_VALUE"],
  ["a key that is missing", "{ site: datadoghq.eu }", "6 ENV_MISSING"],
  [
    "a value that the chart does not know",
    `{ site: datadoghq.eu, apiKey: { secret: a, property: b }, values: { replicas: 2 } }`,
    "6 CHART_UNKNOWN_VALUE",
  ],
])("%s is refused where it stands", (_, text, expected) => {
  expect(problemsOf(`observability: { datadog: ${text} }\n`)).toEqual([expect.stringContaining(expected)]);
});

test("a namespace of one's own cannot be called so", () => {
  expect(problemsOf(`secrets: { namespaces: [{ name: datadog }] }\n`)).toEqual([
    expect.stringContaining("SECRETS_NAMESPACE_RESERVED"),
  ]);
});
