/** The chart tigera-operator: the operator alone; what it installs are objects of the project's own. */
import { platformRelease } from "./bare-hosts";
import { bindingsOf, rulesOf } from "./rbac";
import { podOf } from "./pods";
import { named, ofKind } from "./rendered";

const documents = platformRelease("tigera-operator");

test("it comes without Installation, flows and definitions", () => {
  expect(ofKind(documents, "Installation", "APIServer", "Goldmane", "Whisker", "CustomResourceDefinition")).toEqual([]);
  const [container] = podOf(named(documents, "Deployment", "tigera-operator")).containers;
  expect(container?.args).toEqual(["-manage-crds=false"]);
});

test("it goes before what waits for a network", () => {
  expect(podOf(named(documents, "Deployment", "tigera-operator")).priorityClassName).toBe("system-cluster-critical");
});

// It makes Calico's own roles, and so may give rights: whoever is in its namespace may everything.
test("its rights are those that are written down", () => {
  expect(bindingsOf(documents)).toEqual([
    "ClusterRoleBinding of ClusterRole tigera-operator to ServiceAccount tigera-operator/tigera-operator",
    "RoleBinding of ClusterRole tigera-operator-secrets to ServiceAccount tigera-operator/tigera-operator",
  ]);
  const rules = rulesOf(documents);
  expect(rules.filter((rule) => /escalate/.test(rule)).length).toBeGreaterThan(0);
  expect(rules.filter((rule) => / \*\/\*/.test(rule))).toEqual([]);
});
