import { aggregated, bindingsOf, rulesOf, sensitive } from "./rbac";
import type { KubernetesDocument } from "./helm";

function role(
  name: string,
  rules: readonly object[],
  labels: Readonly<Record<string, string>> = {},
): KubernetesDocument {
  return { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata: { name, labels }, rules };
}
const rule = (
  group: string,
  resource: string,
  verbs: readonly string[],
  resourceNames?: readonly string[],
): object => ({
  apiGroups: [group],
  resources: [resource],
  verbs,
  ...(resourceNames ? { resourceNames } : {}),
});

test("a rule is a line for each of its resources, whatever the order of its words", () => {
  expect(
    rulesOf([
      role("one", [{ apiGroups: ["", "apps"], resources: ["b", "a"], verbs: ["list", "get"] }]),
      role("two", [rule("", "secrets", ["update"], ["y", "x"])]),
    ]),
  ).toEqual([
    "ClusterRole one: get,list /b",
    "ClusterRole one: get,list apps/b",
    "ClusterRole one: get,list /a",
    "ClusterRole one: get,list apps/a",
    "ClusterRole two: update /secrets [x,y]",
  ]);
});

test.each([
  ["", "secrets", ["get"]],
  ["", "serviceaccounts/token", ["create"]],
  ["", "pods/exec", ["create"]],
  ["", "*", ["get"]],
  ["*", "things", ["get"]],
  ["example.org", "things", ["*"]],
  ["", "users", ["impersonate"]],
  ["rbac.authorization.k8s.io", "clusterroles", ["escalate"]],
  ["authentication.k8s.io", "tokenreviews", ["create"]],
  ["admissionregistration.k8s.io", "mutatingwebhookconfigurations", ["update"]],
])("%s/%s %j is told", (group, resource, verbs) => {
  expect(sensitive(rulesOf([role("r", [rule(group, resource, verbs)])]))).toHaveLength(1);
});

test.each([
  ["external-secrets.io", "externalsecrets", ["create"]],
  ["external-secrets.io", "secretstores", ["get"]],
  ["", "events", ["create", "patch"]],
  ["coordination.k8s.io", "leases", ["update"]],
])("%s/%s %j is not", (group, resource, verbs) => {
  expect(sensitive(rulesOf([role("r", [rule(group, resource, verbs)])]))).toEqual([]);
});

test("a role that is gathered into another by its labels is told", () => {
  const labels = { "rbac.authorization.k8s.io/aggregate-to-edit": "true", "app.kubernetes.io/name": "x" };
  expect(aggregated([role("r", [], labels), role("s", [])])).toEqual(["r rbac.authorization.k8s.io/aggregate-to-edit"]);
});

test("a binding names its role and its subjects", () => {
  const binding: KubernetesDocument = {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: "b" },
    roleRef: { kind: "ClusterRole", name: "r" },
    subjects: [{ kind: "ServiceAccount", namespace: "n", name: "a" }],
  };
  expect(bindingsOf([binding])).toEqual(["ClusterRoleBinding of ClusterRole r to ServiceAccount n/a"]);
});
