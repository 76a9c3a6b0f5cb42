import { readFileSync } from "node:fs";
import { join } from "node:path";
import { findUnsafeValues } from "../../../../src/catalog/find-unsafe-values";
import { externalSecretsValues, limitPaths } from "../../../../src/constructs/secrets/cluster/values";

/** The paths of the values that the chart knows. */
const recorded = readFileSync(
  join(__dirname, "..", "..", "..", "..", "assets", "charts", "values", "external-secrets.txt"),
  "utf8",
)
  .split("\n")
  // What else a line says of a value stands behind its path.
  .map((line) => line.split(" ")[0] ?? "");

const values = externalSecretsValues({
  replicas: 2,
  identity: { serviceAccount: { name: "external-secrets", annotations: {} }, podLabels: {} },
});

function at(path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((found, key) => (found as Readonly<Record<string, unknown>> | undefined)?.[key], values);
}

test("every limit is a value that the chart knows, is sent, and says no", () => {
  const paths = limitPaths();
  expect(recorded).toEqual(expect.arrayContaining([...paths]));
  expect(paths.filter((path) => at(path) !== false)).toEqual([]);
});

test.each(limitPaths())("a file that lifts the limit %s is warned, although the chart itself knows none", (path) => {
  const lifted = path
    .split(".")
    .reverse()
    .reduce<unknown>((inner, key) => ({ [key]: inner }), true);
  expect(findUnsafeValues(lifted, "external-secrets").map((found) => found.path.join("."))).toEqual([path]);
});

/** What each does is held by the rendered chart (`npm run test:charts`); here, that none is forgotten. */
test("nobody gets rights by aggregation, the operator makes no tokens, and processes only what is used", () => {
  expect([...limitPaths()].sort()).toEqual([
    "crds.createClusterExternalSecret",
    "crds.createClusterGenerator",
    "crds.createClusterPushSecret",
    "crds.createSecretStore",
    "genericTargets.enabled",
    "processClusterExternalSecret",
    "processClusterGenerator",
    "processClusterPushSecret",
    "processSecretStore",
    "rbac.aggregateToAdmin",
    "rbac.aggregateToEdit",
    "rbac.aggregateToView",
    "rbac.serviceAccountTokenCreate",
    "rbac.servicebindings.create",
  ]);
});

/** The chart's other switches of the kind `process…`, `create…` and `aggregate…`: a new one must be decided on. */
test("every switch of the chart of that kind is either a limit or wanted", () => {
  const wanted = [
    "crds.createClusterSecretStore",
    "crds.createPushSecret",
    "createOperator",
    "processClusterStore",
    "processPushSecret",
    "rbac.create",
  ];
  const switches = recorded.filter((path) => /^(process\w+|createOperator|crds\.create\w+|rbac\.[\w.]+)$/.test(path));
  expect([...switches].sort()).toEqual(
    [...limitPaths(), ...wanted].filter((path) => path !== "genericTargets.enabled").sort(),
  );
  expect(wanted.filter((path) => at(path) === false)).toEqual([]);
});
