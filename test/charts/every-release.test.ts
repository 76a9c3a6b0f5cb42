import {
  budgetProblems,
  looseImages,
  needlessTokens,
  notSpread,
  refusedPods,
  saidTwice,
  withoutPriority,
  withoutReadiness,
  withoutResources,
  writableRoots,
} from "./every-release";
import type { KubernetesDocument } from "./helm";

const CONTAINER = {
  name: "c",
  image: "registry.example.org/a/b:v1.2.3",
  resources: { requests: { cpu: "1m", memory: "1Mi" }, limits: { memory: "1Mi" } },
  readinessProbe: {},
  securityContext: {
    runAsNonRoot: true,
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
    seccompProfile: { type: "RuntimeDefault" },
  },
};
const LABELS = { app: "a" };
const SPREAD = [{ topologyKey: "topology.kubernetes.io/zone", labelSelector: { matchLabels: LABELS } }];
const POD = { priorityClassName: "jangada-platform", topologySpreadConstraints: SPREAD, serviceAccountName: "a" };

const server = (pod: object = {}, container: object = {}, replicas = 2): KubernetesDocument => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "d", namespace: "n" },
  spec: {
    replicas,
    template: { metadata: { labels: LABELS }, spec: { ...POD, containers: [{ ...CONTAINER, ...container }], ...pod } },
  },
});
const budget = (spec: object, matchLabels: object = LABELS): KubernetesDocument => ({
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata: { name: "p" },
  spec: { ...spec, selector: { matchLabels } },
});
const account = (more: object = {}): KubernetesDocument => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name: "a" },
  ...more,
});
const binding = (namespace: string): KubernetesDocument => ({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "RoleBinding",
  metadata: { name: "b" },
  subjects: [{ kind: "ServiceAccount", namespace, name: "a" }],
});

test("what keeps to everything is told by nothing", () => {
  const good = [server(), budget({ maxUnavailable: 1 }), account(), binding("n")];
  for (const check of [withoutResources, looseImages, withoutPriority, withoutReadiness, writableRoots, notSpread]) {
    expect(check(good)).toEqual([]);
  }
  expect(saidTwice(good)).toEqual([]);
  expect(budgetProblems(good)).toEqual([]);
  expect(refusedPods({ namespace: "n", documents: good }, "restricted")).toEqual([]);
  expect(needlessTokens({ namespace: "n", documents: good }, good)).toEqual([]);
});

test.each<[string, (documents: readonly KubernetesDocument[]) => readonly string[], object, object, string]>([
  ["no requests", withoutResources, {}, { resources: {} }, "d: c asks for no CPU or no memory"],
  [
    "a limit of CPU",
    withoutResources,
    {},
    { resources: { ...CONTAINER.resources, limits: { cpu: "1", memory: "1" } } },
    "d: c is throttled",
  ],
  ["an image without a version", looseImages, {}, { image: "registry.example.org/a/b" }, "d: registry.example.org/a/b"],
  ["the newest image", looseImages, {}, { image: "registry.example.org/a:latest" }, "d: registry.example.org/a:latest"],
  ["an image without a registry", looseImages, {}, { image: "nginx:1.2" }, "d: nginx:1.2"],
  ["no priority", withoutPriority, { priorityClassName: undefined }, {}, "d: priority none"],
  ["somebody's priority", withoutPriority, { priorityClassName: "high" }, {}, "d: priority high"],
  ["no readiness", withoutReadiness, {}, { readinessProbe: undefined }, "d: c"],
  ["a writable root", writableRoots, {}, { securityContext: {} }, "d: c"],
  ["copies that nothing spreads", notSpread, { topologySpreadConstraints: [] }, {}, "d: not spread over zones"],
  [
    "copies that are spread among others",
    notSpread,
    { topologySpreadConstraints: [{ ...SPREAD[0], labelSelector: { matchLabels: { app: "b" } } }] },
    {},
    "d: not spread over zones",
  ],
  ["a variable twice", saidTwice, {}, { env: [{ name: "HOME" }, { name: "HOME" }] }, "d: variable HOME twice"],
  ["a volume twice", saidTwice, { volumes: [{ name: "v" }, { name: "v" }] }, {}, "d: volume v twice"],
])("%s is told", (_, check, pod, container, problem) => {
  expect(check([server(pod, container)])).toContain(problem);
});

test.each<[string, readonly KubernetesDocument[], string]>([
  ["copies without a budget", [server()], "d: no budget"],
  ["a budget of others", [server(), budget({ maxUnavailable: 1 }, { app: "b" })], "d: no budget"],
  ["one that lets none go", [server(), budget({ minAvailable: 2 })], "d: the budget p holds up every drain"],
  ["one of a single copy", [server({}, {}, 1), budget({ minAvailable: 1 })], "d: the budget p holds up every drain"],
])("%s is told", (_, documents, problem) => {
  expect(budgetProblems(documents)).toContain(problem);
});

test("a level that is looser than it has to be is told, as is what a strict one refuses", () => {
  const documents = [server()];
  expect(refusedPods({ namespace: "n", documents }, "privileged")).toEqual(["n could be restricted"]);
  expect(refusedPods({ namespace: "n", documents: [server({ hostNetwork: true })] }, "privileged")).toEqual([
    "n, privileged: d: the host's own network or processes",
  ]);
});

test("a token is for whoever is bound to a role in its own name, and can be switched off by account or pod", () => {
  const tokens = (...documents: readonly KubernetesDocument[]): readonly string[] =>
    needlessTokens({ namespace: "n", documents }, documents);
  expect(tokens(server(), account())).toEqual(["d: a token of a"]);
  expect(tokens(server(), account(), binding("other"))).toEqual(["d: a token of a"]);
  expect(tokens(server(), account({ automountServiceAccountToken: false }))).toEqual([]);
  expect(tokens(server({ automountServiceAccountToken: false }), account())).toEqual([]);
  expect(tokens(server({ serviceAccountName: undefined }))).toEqual(["d: a token of default"]);
});
