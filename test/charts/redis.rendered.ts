/** A cache in the cluster, which no chart brings: the release of its own objects is what the file says. */
import { EVERY_OPTION, objectsOf } from "./every-option";
import { containerOf, podOf, replicasOf } from "./pods";
import { named, ofKind } from "./rendered";

const NAME = `${EVERY_OPTION}-tasks`;
const WORKLOADS = [
  ["StatefulSet", `${NAME}-queue`, 4],
  ["StatefulSet", `${NAME}-sentinel`, 3],
  ["Deployment", `${NAME}-proxy`, 2],
] as const;
const documents = () => objectsOf(EVERY_OPTION, `redis-${NAME}`);

test.each(WORKLOADS)("%s %s: copies, priority, spread, a budget, and no token", (kind, name, copies) => {
  const workload = named(documents(), kind, name);
  const pod = podOf(workload);
  expect(replicasOf(workload)).toBe(copies);
  expect(pod.priorityClassName).toBe("jangada-data");
  expect(pod.automountServiceAccountToken).toBe(false);
  expect(pod.topologySpreadConstraints?.map(({ topologyKey }) => topologyKey)).toEqual([
    "topology.kubernetes.io/zone",
    "kubernetes.io/hostname",
  ]);
  expect(named(documents(), "PodDisruptionBudget", name)).toHaveProperty(["spec", "maxUnavailable"], 1);
});

test("the version and the size of the file are the servers'", () => {
  const { image, resources } = containerOf(named(documents(), "StatefulSet", `${NAME}-queue`), "valkey");
  expect(image).toMatch(/^[a-z.]+\/valkey\/valkey:8\.0\.\d+/);
  expect(resources?.limits?.["memory"]).toBeDefined();
});

test("passwords are in no object of the release", () => {
  expect(ofKind(documents(), "Secret")).toEqual([]);
});
