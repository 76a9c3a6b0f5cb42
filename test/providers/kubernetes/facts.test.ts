import { kubernetesFacts } from "../../../src/providers/kubernetes/facts";
import { describeRules, one } from "../../helpers/rule-cases";
import { change, create, remove, replace } from "../../operations/risk/changes";
import { describeNoise } from "../../helpers/noise-cases";

const lets = (...ranges: readonly string[]): object => ({
  spec: [{ ingress: [{ from: ranges.map((cidr) => ({ ip_block: [{ cidr }] })) }] }],
});

const container = (privileged: boolean): object => ({
  spec: [{ container: [{ security_context: [{ privileged }] }] }],
});

describeRules(kubernetesFacts, {
  "exposure/network-policy-opened": one(
    change("kubernetes_network_policy_v1", lets("10.0.0.0/8"), lets("10.0.0.0/8", "11.0.0.0/8")),
    change("kubernetes_network_policy_v1", lets("10.0.0.0/8", "11.0.0.0/8"), lets("11.0.0.0/8")),
  ),
  "exposure/service-opened": one(
    change("kubernetes_service_v1", { spec: [{ load_balancer_source_ranges: ["10.0.0.0/8"] }] }, { spec: [{}] }),
    change("kubernetes_service_v1", { spec: [{}] }, { spec: [{ load_balancer_source_ranges: ["10.0.0.0/8"] }] }),
  ),
  "exposure/kubernetes-rights": one(
    change(
      "kubernetes_cluster_role_v1",
      { rule: [{ verbs: ["get"] }] },
      { rule: [{ verbs: ["get"] }, { verbs: ["delete"] }] },
    ),
    change(
      "kubernetes_cluster_role_v1",
      { rule: [{ verbs: ["get"] }, { verbs: ["delete"] }] },
      { rule: [{ verbs: ["get"] }] },
    ),
  ),
  "exposure/kubernetes-subjects": one(
    change("kubernetes_role_binding_v1", { subject: [{ name: "a" }] }, { subject: [{ name: "a" }, { name: "b" }] }),
    change("kubernetes_role_binding_v1", { subject: [{ name: "a" }, { name: "b" }] }, { subject: [{ name: "a" }] }),
  ),
  "exposure/network-policy-gone": one(
    remove("kubernetes_network_policy_v1"),
    create("kubernetes_network_policy_v1", { a: 1 }),
  ),
  "downtime/workload-gone": one(remove("kubernetes_service_v1"), remove("kubernetes_config_map_v1")),
  "downtime/priority-class-away": one(
    replace("kubernetes_priority_class_v1"),
    change("kubernetes_priority_class_v1", { description: "a" }, { description: "b" }),
  ),
  "none/job-runs-again": one(replace("kubernetes_job_v1"), change("kubernetes_job_v1", { a: 1 }, { a: 2 })),
  "exposure/privileged": one(
    change("kubernetes_deployment_v1", container(false), container(true)),
    change("kubernetes_deployment_v1", container(true), container(false)),
  ),
  "exposure/host-network": one(
    change("kubernetes_daemon_set_v1", { spec: [{ hostNetwork: false }] }, { spec: [{ hostNetwork: true }] }),
    create("kubernetes_daemon_set_v1", { spec: [{ hostNetwork: true }] }),
  ),
});

describeNoise(kubernetesFacts, {
  "object-bookkeeping": {
    type: "kubernetes_config_map_v1",
    before: { metadata: [{ generation: 1 }] },
    noise: { metadata: [{ generation: 2 }] },
    drift: { metadata: [{ generation: 1, labels: { a: "b" } }] },
  },
});
