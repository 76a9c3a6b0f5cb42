/** What observability is shown of the platform's parts on bare hosts; `test/alerts.test.ts` tries their alerts. */
import { platformObserved } from "../../../../../src/constructs/k8s-cluster/kubeadm/platform/observed";
import { sectionOf } from "./fixtures";

const POOLS = { loadBalancers: { pools: [{ name: "lan", addresses: ["192.0.2.192/27"] }] } };

test("addresses and volumes are watched where they are the platform's", () => {
  const { alerts = [], pods = [] } = platformObserved(sectionOf(POOLS).kubeadm, "longhorn");

  expect(alerts.map(({ name }) => name)).toEqual(["load-balancers", "replicated-volumes"]);
  expect(pods.map(({ name, port }) => [name, port])).toEqual([["longhorn", "manager"]]);
});

test("nothing is read or told of what is not installed", () => {
  expect(platformObserved(sectionOf().kubeadm, "local-path")).toEqual({ pods: [], alerts: [] });
});
