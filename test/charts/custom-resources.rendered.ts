/** Custom resources that charts make, such as a Prometheus, are what the definitions of their kinds ask for. */
import { customResourceProblems, isCustom } from "../helpers/crd";
import { environments } from "./rendered";

test.each(environments().map((environment) => [environment.name, environment] as const))(
  "every custom resource in %s is what its definition asks for",
  (_, { releases }) => {
    const custom = releases.flatMap(({ name, documents }) =>
      documents.filter(isCustom).map((document) => ({ name, document })),
    );
    const problems = custom.flatMap(({ name, document }) =>
      customResourceProblems(document).map(
        (problem) => `${name}: ${document.kind} ${document.metadata.name}: ${problem}`,
      ),
    );

    expect([...new Set(problems)]).toEqual([]);
  },
);

test("a Prometheus and an Alertmanager are among them", () => {
  const documents = environments().flatMap(({ releases }) => releases.flatMap((release) => release.documents));
  const kinds = documents.filter(isCustom).map(({ kind }) => kind);
  expect(kinds).toEqual(expect.arrayContaining(["Prometheus", "Alertmanager", "PrometheusRule", "ServiceMonitor"]));
});
