/**
 * Who did what to the cluster. After kubernetes' own for GCE (cluster/gce/gci/configure-helper.sh) and kubespray's template: nothing of
 * what is read all the time, what holds secrets by its metadata alone, changes with what was asked for.
 */
const KUBERNETES_GROUPS = [
  "",
  "admissionregistration.k8s.io",
  "apiextensions.k8s.io",
  "apiregistration.k8s.io",
  "apps",
  "autoscaling",
  "batch",
  "certificates.k8s.io",
  "networking.k8s.io",
  "policy",
  "rbac.authorization.k8s.io",
  "scheduling.k8s.io",
  "storage.k8s.io",
].map((group) => ({ group }));

const NODES = { users: ["kubelet", "system:node-problem-detector"], userGroups: ["system:nodes"] };

export const auditPolicy = {
  apiVersion: "audit.k8s.io/v1",
  kind: "Policy",
  // Once a request, when it is answered.
  omitStages: ["RequestReceived"],
  rules: [
    {
      level: "None",
      users: ["system:kube-proxy"],
      verbs: ["watch"],
      resources: [
        { group: "", resources: ["endpoints", "services", "services/status"] },
        { group: "discovery.k8s.io", resources: ["endpointslices"] },
      ],
    },
    {
      level: "None",
      userGroups: ["system:nodes"],
      verbs: ["get"],
      resources: [{ group: "", resources: ["nodes", "nodes/status"] }],
    },
    { level: "None", resources: [{ group: "coordination.k8s.io", resources: ["leases"] }] },
    { level: "None", nonResourceURLs: ["/healthz*", "/livez*", "/readyz*", "/version", "/openapi/*", "/metrics"] },
    {
      level: "None",
      resources: [
        { group: "", resources: ["events"] },
        { group: "events.k8s.io", resources: ["events"] },
      ],
    },
    {
      level: "Request",
      ...NODES,
      verbs: ["update", "patch"],
      resources: [{ group: "", resources: ["nodes/status", "pods/status"] }],
    },
    // What is in them must not be in a log.
    {
      level: "Metadata",
      resources: [
        { group: "", resources: ["secrets", "configmaps", "serviceaccounts/token"] },
        { group: "authentication.k8s.io", resources: ["tokenreviews"] },
      ],
    },
    // Whoever is inside a container does what no log of the API server tells.
    {
      level: "Request",
      resources: [
        { group: "", resources: ["pods/exec", "pods/attach", "pods/portforward", "pods/ephemeralcontainers"] },
      ],
    },
    // Answers can be very large.
    { level: "Request", verbs: ["get", "list", "watch"], resources: KUBERNETES_GROUPS },
    { level: "RequestResponse", resources: KUBERNETES_GROUPS },
    { level: "Metadata" },
  ],
} as const;
