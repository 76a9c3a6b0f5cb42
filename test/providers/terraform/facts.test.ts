import { terraformFacts } from "../../../src/providers/terraform/facts";
import { describeRules, one } from "../../helpers/rule-cases";
import type { ChangeParts } from "../../operations/plan-model/plans";
import { rulesOf } from "../../operations/risk/changes";

const TYPE = "terraform_data";

const member = (role: string, name: string, actions: ChangeParts["actions"]): ChangeParts => ({
  type: TYPE,
  name: `cluster_${role}`,
  address: `${TYPE}.cluster_${role}["${name}"]`,
  actions,
  before: { input: { role, node: name } },
  ...(actions.includes("create") ? { after: { input: { role, node: name, moved: true } } } : {}),
  ...(actions.includes("update") ? { after: { input: { role, node: name, peers: [] } } } : {}),
});
const GONE = ["delete"] as const;
const ANEW = ["delete", "create"] as const;
const STAYS = ["update"] as const;

const controlPlanes = (...actions: readonly ChangeParts["actions"][]): readonly ChangeParts[] =>
  actions.map((action, index) => member("control-plane", `cp${index + 1}`, action));

const stage = (
  name: string,
  actions: ChangeParts["actions"],
  before: object = {},
  after: object = {},
): ChangeParts => ({
  type: TYPE,
  name: `cluster_${name}`,
  actions,
  before: { input: before },
  ...(actions.length === 1 && actions[0] === "delete" ? {} : { after: { input: after } }),
});

const ofHost = (name: string, actions: ChangeParts["actions"]): ChangeParts => ({
  ...stage(name, actions, {}, { more: true }),
  address: `${TYPE}.cluster_${name}["w1"]`,
});

const RANGES = { endpoint: "a:6443", pod_cidr: "10.244.0.0/16", service_cidr: "10.96.0.0/12" };

describeRules(terraformFacts, {
  "data-loss/cluster-begun-anew": one(stage("init", ANEW), stage("essentials", ANEW)),
  "data-loss/etcd-majority": {
    yes: controlPlanes(ANEW, GONE, STAYS),
    no: controlPlanes(ANEW, STAYS, STAYS),
  },
  "exposure/host-unverified": one(
    stage("files", STAYS, { verified: true }, { verified: false }),
    stage("files", STAYS, { verified: false }, { verified: true }),
  ),
  "exposure/host-firewall-opens": one(
    stage("firewall", ANEW, { reached_from: ["10.0.0.0/8"] }, { reached_from: ["10.0.0.0/8", "203.0.113.0/24"] }),
    stage("firewall", ANEW, { reached_from: ["10.0.0.0/8"] }, { reached_from: ["10.20.0.0/16"] }),
  ),
  "exposure/host-left-alone": {
    yes: [ofHost("firewall", GONE), ofHost("files", STAYS)],
    no: [ofHost("firewall", GONE), ofHost("files", GONE)],
  },
  "downtime/control-plane-leaves": {
    yes: controlPlanes(GONE, STAYS, STAYS),
    no: [member("worker", "w1", GONE)],
  },
  "downtime/worker-leaves": one(member("worker", "w1", ANEW), member("worker", "w1", STAYS)),
  "downtime/node-converged": one(stage("converge_w1", ANEW), stage("health", ANEW)),
  "downtime/cluster-is-fixed": one(
    stage("init", STAYS, RANGES, { ...RANGES, endpoint: "b:6443" }),
    stage("init", STAYS, RANGES, { ...RANGES, more: true }),
  ),
  "none/stage-runs-again": one(stage("firewall", ANEW), stage("converge_cp1", ANEW)),
});

test("the token by which nodes join is no loss, and any other password is one", () => {
  const password = (name: string, keepers: object): ChangeParts => ({
    ...{ type: "random_password", name, actions: ANEW },
    ...{ before: { result: "a", keepers }, after: { keepers: { nodes: "cp1,w1" } } },
  });
  expect(rulesOf(password("cluster_token-secret", { nodes: "cp1" }))).toEqual([]);
  expect(rulesOf(password("cluster_token-secret", {}))).toContain("data-loss/replaced");
  expect(rulesOf(password("databases_orders", { nodes: "cp1" }))).toContain("data-loss/replaced");
});

test("a host that is let in by everybody, or known by nothing, is told when it is new, too", () => {
  const created = (name: string, after: object): ChangeParts => ({
    ...{ type: TYPE, name: `cluster_${name}`, actions: ["create"] },
    after: { input: after },
  });
  expect(rulesOf(created("files", { verified: false }))).toContain("exposure/host-unverified");
  expect(rulesOf(created("files", { verified: true }))).toEqual([]);
  expect(rulesOf(created("firewall", { reached_from: ["0.0.0.0/0"] }))).toContain("exposure/host-firewall-opens");
  expect(rulesOf(created("firewall", { reached_from: ["10.0.0.0/8"] }))).toEqual([]);
});

test.each([
  [1, "data-loss/etcd-majority"],
  [3, "downtime/control-plane-leaves"],
  [5, "downtime/control-plane-leaves"],
])("of %i control planes, one that goes is %s", (count, rule) => {
  const others = Array.from({ length: count - 1 }, () => STAYS);
  expect(rulesOf(...controlPlanes(GONE, ...others))).toEqual([rule]);
});

test("two that go of five leave a majority, three do not", () => {
  expect(rulesOf(...controlPlanes(GONE, GONE, STAYS, STAYS, STAYS))).toEqual(["downtime/control-plane-leaves"]);
  expect(rulesOf(...controlPlanes(GONE, GONE, GONE, STAYS, STAYS))).toEqual(["data-loss/etcd-majority"]);
});
