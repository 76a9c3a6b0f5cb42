/** metrics-server as a component: what the file says of it, and where it is not installed. */
import { metricsServerComponent } from "../../../src/constructs/metrics-server/component";
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
