/** The chart snapshot-controller: the kinds of snapshots, and what carries them out. */
import { platformRelease } from "./bare-hosts";
import { budgetProblems, looseImages, withoutPriority, withoutResources } from "./every-release";
import { replicasOf, unrestricted, workloadsOf } from "./pods";
import { bindingsOf, rulesOf, sensitive } from "./rbac";
import { named, ofKind } from "./rendered";

const documents = platformRelease("snapshot-controller");

test("the kinds are not of the release, with which every snapshot would go", () => {
  expect(ofKind(documents, "CustomResourceDefinition")).toEqual([]);
});

test("it has its copies, and its pods are as all others", () => {
  expect(replicasOf(named(documents, "Deployment", "snapshot-controller"))).toBe(2);
  expect(unrestricted(workloadsOf(documents))).toEqual([]);
  for (const problems of [withoutResources, looseImages, withoutPriority, budgetProblems]) {
    expect(problems(documents)).toEqual([]);
  }
});

test("its rights are those that are written down", () => {
  expect(bindingsOf(documents)).toMatchInlineSnapshot(`
   [
     "ClusterRoleBinding of ClusterRole snapshot-controller to ServiceAccount snapshot-controller/snapshot-controller",
     "RoleBinding of Role snapshot-controller to ServiceAccount /snapshot-controller",
   ]
  `);
  expect(sensitive(rulesOf(documents))).toMatchInlineSnapshot(`[]`);
});
