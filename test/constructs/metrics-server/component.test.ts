/** metrics-server as a component: what the file says of it, and where it is not installed. */
import { buildMetricsServer } from "../../../src/constructs/metrics-server/build";
import { metricsServerComponent } from "../../../src/constructs/metrics-server/component";
import type { SectionContext } from "../../../src/model/component";
import { versionsForTarget } from "../../../src/model/target-parts";
import { loadText } from "../../../src/environment/load";

const BASE = `name: dev
target: eks
profile: minimal
owner: platform
aws: { account: "123456789012", region: eu-west-1, admins: ["arn:aws:iam::123456789012:role/admin"] }
`;

const problemsOf = (text: string): readonly string[] =>
  loadText(`${BASE}${text}`, "environment.yaml").problems.map(
    ({ code, place, remedy }) => `${place?.line} ${code} ${remedy ?? ""}`,
  );

test("a file that says nothing of it has it", () => {
  const { environment } = loadText(BASE, "environment.yaml");
  expect(environment?.sections["metricsServer"]).toEqual({});
});

test("values that its chart does not know are refused where they stand", () => {
  expect(problemsOf("metricsServer: { values: { replicaz: 3 } }\n")).toEqual([
    expect.stringContaining("6 CHART_UNKNOWN_VALUE"),
  ]);
});

test("the place that its values had in the cluster's section is told apart, with the new one", () => {
  expect(problemsOf("cluster: { values: { metricsServer: { replicas: 2 } } }\n")).toEqual([
    "6 ENV_RENAMED Write `values: {replicas: 2}` under 'metricsServer'.",
  ]);
});

const AZURE = `name: dev
target: aks
profile: minimal
owner: platform
azure:
  subscription: 11111111-2222-4333-a444-555555555555
  tenant: 99999999-2222-4333-a444-555555555555
  location: westeurope
  admins: [aaaaaaaa-2222-4333-a444-555555555555]
`;

describe("where the cloud brings it", () => {
  const context = (sections: Readonly<Record<string, unknown>>) => ({
    facts: { target: "aks" } as SectionContext["facts"],
    sections,
  });

  test("values are refused where they stand: they would reach no chart", () => {
    const { problems } = loadText(`${AZURE}metricsServer: { values: { replicas: 3 } }\n`, "environment.yaml");
    expect(problems.map(({ code, place }) => `${place?.line} ${code}`)).toContain("10 METRICS_SERVER_BUNDLED");
  });

  test("a section without any says what is so, and nothing of it is refused", () => {
    const { problems } = loadText(`${AZURE}metricsServer: {}\n`, "environment.yaml");
    expect(problems.filter(({ place }) => place?.line === 10)).toEqual([]);
  });

  test("no chart counts, no network is asked for, and what the API server tells is watched", () => {
    const made = context({ cluster: {} });
    expect(versionsForTarget(metricsServerComponent as never, {}, made)).toEqual([]);
    expect(metricsServerComponent.requires?.[0]?.askedBy?.({}, made)).toEqual([]);
    const { pods = [], alerts = [] } = metricsServerComponent.observed?.({}, made) ?? {};
    expect(pods).toEqual([]);
    expect(alerts.flatMap(({ rules }) => rules.map(({ alert }) => alert))).toEqual(["ApiServiceUnavailable"]);
  });

  test("nothing is built, on it as in a cluster that exists already", () => {
    const none = (): never => {
      throw new Error("asked for");
    };
    const build = (target: string, cluster: object) =>
      buildMetricsServer({ facts: { target }, section: {}, sections: { cluster }, require: none } as never);
    expect(() => build("aks", {})).not.toThrow();
    expect(() => build("eks", { aws: { existing: { name: "old" } } })).not.toThrow();
    expect(() => build("eks", { aws: {} })).toThrow("asked for");
  });
});

describe("its version counts", () => {
  const uses = (sections: Readonly<Record<string, unknown>>): readonly string[] => {
    const { environment } = loadText(BASE, "environment.yaml");
    if (!environment) throw new Error("the file is valid");
    const context = { facts: environment.facts, sections };
    return versionsForTarget(metricsServerComponent as never, {}, context).map(({ name }) => name);
  };

  test.each([
    ["with a cluster that is made", { cluster: { aws: {} } }, ["metrics-server"]],
    ["not with one that is adopted", { cluster: { aws: { existing: { name: "old" } } } }, []],
    ["not without a cluster", {}, []],
  ])("%s", (_, sections, expected) => {
    expect(uses(sections)).toEqual(expected);
  });
});
