import { terraformObjects } from "./terraform-objects";

test("blocks become what Kubernetes has in their place, and what is not said is left out", () => {
  const [policy, role, binding] = terraformObjects([
    {
      type: "kubernetes_network_policy_v1",
      attributes: {
        metadata: [{ name: "p", namespace: "n", labels: null }],
        spec: [
          {
            pod_selector: [{ match_labels: null, match_expressions: [] }],
            policy_types: ["Ingress"],
            ingress: [{ from: [{ ip_block: [{ cidr: "10.0.0.0/8", except: null }] }], ports: [] }],
          },
        ],
      },
    },
    {
      type: "kubernetes_cluster_role_v1",
      attributes: {
        metadata: [{ name: "r", labels: { "app.kubernetes.io/part-of": "x" } }],
        rule: [{ api_groups: [""], resources: ["secrets"], verbs: ["get"], resource_names: null }],
      },
    },
    {
      type: "kubernetes_role_binding_v1",
      attributes: {
        metadata: [{ name: "b", namespace: "n" }],
        role_ref: [{ api_group: "rbac.authorization.k8s.io", kind: "Role", name: "r" }],
        subject: [{ kind: "ServiceAccount", name: "a", namespace: "n" }],
      },
    },
  ]);
  expect(policy).toMatchObject({
    kind: "NetworkPolicy",
    metadata: { name: "p", namespace: "n" },
    spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }] },
  });
  expect((policy?.["spec"] as { podSelector: object }).podSelector).toEqual({});
  expect(role).toMatchObject({
    kind: "ClusterRole",
    metadata: { labels: { "app.kubernetes.io/part-of": "x" } },
    rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"] }],
  });
  expect(binding).toMatchObject({
    kind: "RoleBinding",
    roleRef: { kind: "Role", name: "r" },
    subjects: [{ name: "a" }],
  });
});
