import { HelmChart } from "../../../../src/constructs/kit/cluster/helm-chart";
import { Manifests } from "../../../../src/constructs/kit/cluster/manifests";
import { PRIORITY, PRIORITY_CLASSES } from "../../../../src/constructs/kit/cluster/priority";
import { PRIORITY_CLASSES_EXIST } from "../../../../src/constructs/kit/cluster/priority-classes";
import { type StackJson, synthesize } from "./synthesize";

const deployment = (priorityClassName: string): object => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "server" },
  spec: { template: { spec: { priorityClassName } } },
});

const manifests = (...classes: readonly string[]): StackJson =>
  synthesize((stack) => {
    classes.forEach((name, index) => {
      const objects = [deployment(name)] as never;
      new Manifests(stack, `m${index}`, { releaseName: `m${index}`, namespace: "n", objects });
    });
  });
const classesOf = (json: StackJson): readonly string[] =>
  Object.keys(json.resource?.["kubernetes_priority_class_v1"] ?? {});
const dependenciesOf = (json: StackJson): readonly unknown[] =>
  Object.values(json.resource?.["helm_release"] ?? {}).map(({ depends_on }) => depends_on);

test("a class of the project's comes with the first release that names it, and before all that do", () => {
  const json = manifests(PRIORITY.platform, PRIORITY.data, PRIORITY.platform);
  expect(json.resource?.["kubernetes_priority_class_v1"]).toMatchObject({
    "priority-class-platform": { metadata: { name: "jangada-platform" }, value: 1_000_000 },
    "priority-class-data": { metadata: { name: "jangada-data" }, value: 2_000_000 },
  });
  const [platform, data] = ["platform", "data"].map((key) => [`kubernetes_priority_class_v1.priority-class-${key}`]);
  expect(dependenciesOf(json)).toEqual([platform, data, platform]);
});

test("it comes before a chart whose user names it, too", () => {
  const json = synthesize((stack) => {
    new HelmChart(stack, "traefik", {
      chart: "traefik",
      releaseName: "traefik",
      namespace: "n",
      values: {},
      overrides: { priorityClassName: PRIORITY.data },
    });
  });
  expect(dependenciesOf(json)).toEqual([["kubernetes_priority_class_v1.priority-class-data"]]);
});

test("Kubernetes' own classes are there already, and none is made that nothing names", () => {
  const json = manifests(PRIORITY.cluster, PRIORITY.node, "shop");
  expect(classesOf(json)).toEqual([]);
  expect(dependenciesOf(json)).toEqual([undefined, undefined, undefined]);
});

test("a second stack of the cluster takes those of the first", () => {
  const json = synthesize((stack) => {
    stack.node.setContext(PRIORITY_CLASSES_EXIST, true);
    const objects = [deployment(PRIORITY.platform)] as never;
    new Manifests(stack, "m", { releaseName: "m", namespace: "n", objects });
  });
  expect(classesOf(json)).toEqual([]);
  expect(dependenciesOf(json)).toEqual([undefined]);
});

test("servers with data go before the platform, and nothing of a user's before what the system stands on", () => {
  const { platform, data } = PRIORITY_CLASSES;
  expect(data.value).toBeGreaterThan(platform.value);
  // What classes may have that are not the system's (kubernetes.io/docs, PriorityClass).
  expect(data.value).toBeLessThanOrEqual(1_000_000_000);
});
