/**
 * A tenant's rights end at its namespace. What charts would give beyond that is off by the project's values: each switch is held here,
 * and by `npm run test:charts` what comes of it (`test/charts/rights.ts` lists all rights).
 */
import type { ChartName } from "../../src/catalog/charts";
import { findUnsafeValues } from "../../src/catalog/find-unsafe-values";
import { RIGHTS_OFF } from "../charts/rights";
import { platformOf } from "../constructs/observability/fixtures";

/** Every section that installs an operator. */
const FILE = `ingress: { host: dev.example.org, dnsZone: { name: dev.example.org } }
databases: [{ name: orders, runs: in-cluster, services: [shop] }]
rabbitmq: [{ name: events, services: [{ name: shop }] }]
objectStorage: [{ name: drafts, runs: in-cluster, services: [{ name: shop }] }]
objectServers: {}
observability: { logs: {}, datadog: { site: datadoghq.eu, apiKey: { secret: datadog, property: key } } }
velero: {}
`;
const stack = platformOf(FILE);

const cases = Object.entries(RIGHTS_OFF).flatMap(([chart, values]) =>
  Object.entries(values).map(([path, on]) => [chart as ChartName, path, on] as const),
);

function valuesOf(chart: ChartName): object {
  const release = Object.values(stack.resources("helm_release")).find((one) => one["chart"] === chart);
  if (!release) throw new Error(`no release of ${chart}`);
  return stack.values(String(release["name"]));
}

const at = (values: unknown, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key], values);

test.each(cases)("%s: %s is said, and not as the chart would have it", (chart, path, on) => {
  const own = at(valuesOf(chart), path);
  if (Array.isArray(on)) {
    expect(own).toEqual(expect.any(Array));
    expect(own).not.toEqual(expect.arrayContaining(["secrets"]));
    expect(own).not.toEqual(expect.arrayContaining(["configmaps"]));
  } else {
    expect(own).toBe(!on);
  }
});

test.each(cases)("%s: a file that says %s is told what it does", (chart, path, on) => {
  const values = path.split(".").reduceRight<unknown>((value, key) => ({ [key]: value }), on) as object;
  expect(findUnsafeValues(values, chart)).not.toEqual([]);
});

test("the operators whose charts bring no narrow roles are given roles of the project's", () => {
  const roles = Object.values(stack.resources("kubernetes_role_v1")).map(({ metadata }) => metadata);
  expect(roles).toEqual(
    ["barman-cloud", "rabbitmq-cluster-operator", "rabbitmq-topology-operator"].map(
      (name) => expect.objectContaining({ name }) as unknown,
    ),
  );
  for (const release of ["prometheus-stack-rights", "datadog-rights"]) {
    const everywhere = stack
      .objects(release)
      .filter(({ kind }) => kind === "ClusterRole")
      .flatMap(({ rules }) => rules as readonly { readonly resources?: readonly string[] }[]);
    expect(everywhere.flatMap(({ resources = [] }) => resources)).not.toContain("secrets");
  }
});

test("no role of the project's own is gathered into `view`, `edit` or `admin`", () => {
  const labels = Object.values(stack.resources("kubernetes_cluster_role_v1")).map(
    ({ metadata }) => (metadata as { readonly labels?: Readonly<Record<string, string>> }).labels ?? {},
  );
  expect(labels.flatMap((one) => Object.keys(one)).filter((label) => label.includes("aggregate"))).toEqual([]);
});
