/** What controllers may do in the cluster, and what is written down. */
import { key, NO, SET, YES, type UnsafeValue } from "./unsafe-value-model";

export const UNSAFE_RIGHTS: readonly UnsafeValue[] = [
  {
    id: "aggregated",
    at: [
      key(
        "rbac.aggregateToEdit",
        "rbac.aggregateToAdmin",
        "rbac.aggregateToView",
        "rbac.aggregateClusterRoles",
        "rbac.createAggregateClusterRoles",
        "rbac.serviceAccountTokenCreate",
      ),
    ],
    when: [YES],
    thoughDefault: true,
    reason: "Everybody with a common role in a namespace gets the chart's rights, too.",
  },
  {
    id: "chart-roles",
    // Of these charts the project has narrower roles of its own.
    at: [/^((global|grafana|clusterOperator|msgTopologyOperator)\.)?rbac\.create$/],
    when: [YES],
    charts: ["kube-prometheus-stack", "rabbitmq-cluster-operator", "datadog-operator", "plugin-barman-cloud"],
    thoughDefault: true,
    reason: "The chart's own roles come beside the platform's, and read Secrets that are none of the chart's.",
  },
  {
    id: "whole-cluster",
    at: [key("config.clusterWide")],
    when: [YES],
    charts: ["cloudnative-pg"],
    thoughDefault: true,
    reason: "The operator works in every namespace of the cluster, and reads every Secret in them.",
  },
  {
    id: "every-pod",
    at: [key("global.seaweedfs.createClusterRole", "global.createClusterRole", "volume.resizeHook.enabled")],
    when: [YES],
    charts: ["seaweedfs"],
    thoughDefault: true,
    reason: "The servers of objects get rights over pods or claims of the cluster, which they have no use for.",
  },
  {
    id: "reads-secrets",
    at: [key("kube-state-metrics.collectors", "sidecar.rules.enabled")],
    when: [YES, { entryOtherThan: /^(?!(secrets|configmaps)$)/ }],
    charts: ["kube-prometheus-stack", "loki"],
    thoughDefault: true,
    reason: "It gets the right to read every Secret of the cluster.",
  },
  {
    id: "more-rights",
    at: [
      key("additionalClusterRoleRules", "rbac.additionalPermissions", "rbac.aggregateTo", "rbac.extraClusterRoleRules"),
    ],
    when: [SET],
    reason: "The controller gets more rights in the cluster.",
  },
  {
    id: "reaches-further",
    at: [
      key(
        "allowAllSecrets",
        "allowCrossNamespace",
        "allowCrossNamespaceResources",
        "allowExternalNameServices",
        "allowSnippetAnnotations",
        "unsafeServeV1Beta1",
        "genericTargets.enabled",
      ),
    ],
    when: [YES],
    reason: "What stands in one namespace reaches what is another's.",
  },
  {
    id: "serves-every-namespace",
    at: [
      key(
        "processSecretStore",
        "processClusterExternalSecret",
        "processClusterPushSecret",
        "processClusterGenerator",
        "rbac.servicebindings.create",
        "crds.createClusterExternalSecret",
        "crds.createClusterPushSecret",
        "crds.createClusterGenerator",
        "crds.createSecretStore",
      ),
    ],
    when: [YES],
    thoughDefault: true,
    reason: "The operator works with its own rights for whoever may write such an object.",
  },
  {
    id: "webhook-ignored",
    at: [/(^|\.)[a-zA-Z]*[fF]ailurePolicy$/],
    when: [{ text: /^Ignore$/ }],
    reason: "While the webhook is away, what it would refuse is let through.",
  },
  {
    id: "webhook-off",
    at: [key("webhook.create", "webhook.enabled", "validatingWebhook.enabled", "admission.enabled")],
    when: [NO],
    reason: "Nothing checks the chart's objects any more before they are stored.",
  },
  {
    id: "network-policy-off",
    at: [key("networkPolicy.enabled")],
    when: [NO],
    reason: "Nothing restricts who reaches the pods.",
  },
];

export const UNSAFE_LOGS: readonly UnsafeValue[] = [
  {
    id: "log-level",
    at: [key("logLevel", "log.level", "logging.level", "logs.general.level")],
    when: [{ text: /^trace$/i }, { atLeast: 8 }],
    reason: "The log holds whole requests, and with them secrets.",
  },
  {
    id: "log-level-debug",
    at: [key("logLevel", "log.level", "logging.level")],
    when: [{ text: /^debug$/i }],
    charts: ["traefik", "external-secrets", "cert-manager"],
    reason: "The log may hold parts of requests and secrets.",
  },
  {
    id: "log-level-argument",
    at: [/(^|\.)[a-zA-Z]*([aA]rgs|[aA]rguments)\.\[\]$/],
    when: [{ text: /^--?log[.-]?level=trace$/i }, { text: /^--?v=([89]|\d\d+)$/i }],
    reason: "The log holds whole requests, and with them secrets.",
  },
  {
    id: "logged-headers",
    at: [
      key("headers.defaultMode"),
      /(^|\.)headers\.names\.(Authorization|Cookie|Set-Cookie|Proxy-Authorization|X-Api-Key)$/i,
    ],
    when: [{ text: /^keep$/i }],
    reason: "The access log holds headers, and with them sessions and passwords.",
  },
];
