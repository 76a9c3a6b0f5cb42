/**
 * What a value is by its name: the names that Kubernetes gave its fields, which charts keep. A name tells only what the
 * chart's own default and schema do not contradict.
 */

export type Shape = "list" | "map" | "scalar" | "unknown";

interface Rule {
  /** Of the whole path. */
  readonly path: RegExp;
  readonly shape: Exclude<Shape, "unknown">;
  readonly type: string;
}

const PORT = "integer(1..65535)";
const COUNT = "integer(0..)";

/** The first that fits. */
const RULES: readonly Rule[] = [
  { path: /(^|\.)tolerations$/, shape: "list", type: "list(Toleration)" },
  { path: /(^|\.)topologySpreadConstraints$/, shape: "list", type: "list(TopologySpreadConstraint)" },
  { path: /(^|\.)imagePullSecrets$/, shape: "list", type: "list(LocalObjectReference)" },
  { path: /(^|\.)(env|extraEnv)$/, shape: "list", type: "list(EnvVar)" },
  { path: /(^|\.)envFrom$/, shape: "list", type: "list(EnvFromSource)" },
  { path: /(^|\.)(extraVolumes|additionalVolumes)$/, shape: "list", type: "list(Volume)" },
  { path: /(^|\.)(volumeMounts|[a-z]+VolumeMounts)$/, shape: "list", type: "list(VolumeMount)" },
  {
    path: /(^|\.)(initContainers|extraInitContainers|extraContainers|additionalContainers|sidecarContainer)$/,
    shape: "list",
    type: "list(Container)",
  },
  { path: /(^|\.)hostAliases$/, shape: "list", type: "list(HostAlias)" },
  { path: /(^|\.)autoscaling\.metrics$/, shape: "list", type: "list(MetricSpec)" },
  { path: /(^|\.)networkPolicy\.(ingress|egress)$/, shape: "list", type: "list(NetworkPolicyRule)" },
  { path: /(^|\.)(additionalClusterRoleRules|rbac\.additionalPermissions)$/, shape: "list", type: "list(PolicyRule)" },
  { path: /(^|\.)(ipFamilies|[a-z]+IPFamilies)$/, shape: "list", type: "list('IPv4'|'IPv6')" },
  { path: /(^|\.)(loadBalancerSourceRanges|externalIPs|trustedIPs)$/, shape: "list", type: "list(string)" },
  { path: /(^|\.)(args|extraArgs|defaultArgs|additionalArguments)$/, shape: "list", type: "list(string)" },
  { path: /(^|\.)matchExpressions$/, shape: "list", type: "list" },

  { path: /(^|\.)resources$/, shape: "map", type: "ResourceRequirements" },
  { path: /(^|\.)affinity$/, shape: "map", type: "Affinity" },
  { path: /(^|\.)([a-zA-Z]*[sS]ecurityContext)$/, shape: "map", type: "SecurityContext" },
  { path: /(^|\.)(livenessProbe|readinessProbe|startupProbe)(\.spec)?$/, shape: "map", type: "Probe" },
  { path: /(^|\.)(strategy|updateStrategy|deploymentStrategy)$/, shape: "map", type: "DeploymentStrategy" },
  { path: /(^|\.)(dnsConfig|podDnsConfig)$/, shape: "map", type: "PodDNSConfig" },
  { path: /(^|\.)service\.spec$/, shape: "map", type: "ServiceSpec" },
  { path: /(^|\.)lifecycle$/, shape: "map", type: "Lifecycle" },
  { path: /(^|\.)autoscaling\.behavior$/, shape: "map", type: "HorizontalPodAutoscalerBehavior" },
  { path: /(^|\.)emptyDir$/, shape: "map", type: "EmptyDirVolumeSource" },
  {
    path: /(^|\.)([a-zA-Z]*(namespaceSelector|NamespaceSelector|objectSelector|ObjectSelector))$/,
    shape: "map",
    type: "LabelSelector",
  },
  { path: /(^|\.)(nodeSelector|matchLabels)$/, shape: "map", type: "map(string)" },
  { path: /(^|\.)([a-zA-Z]*([aA]nnotations|[lL]abels))$/, shape: "map", type: "map(string)" },

  { path: /(^|\.)(replicas|replicaCount|minReplicas|maxReplicas)$/, shape: "scalar", type: COUNT },
  {
    path: /(^|\.)(revisionHistoryLimit|minReadySeconds|terminationGracePeriodSeconds|progressDeadlineSeconds|ttlSecondsAfterFinished|backoffLimit)$/,
    shape: "scalar",
    type: COUNT,
  },
  {
    path: /(^|\.)podDisruptionBudget\.(minAvailable|maxUnavailable)$/,
    shape: "scalar",
    type: "IntOrPercent|DigitsText",
  },
  { path: /(^|\.)unhealthyPodEvictionPolicy$/, shape: "scalar", type: "'IfHealthyBudget'|'AlwaysAllow'" },
  { path: /(^|\.)(pullPolicy|imagePullPolicy)$/, shape: "scalar", type: "'Always'|'IfNotPresent'|'Never'" },
  {
    path: /(^|\.)(dnsPolicy|podDnsPolicy)$/,
    shape: "scalar",
    type: "'ClusterFirst'|'ClusterFirstWithHostNet'|'Default'|'None'",
  },
  { path: /(^|\.)([a-zA-Z]*FailurePolicy|failurePolicy)$/, shape: "scalar", type: "'Fail'|'Ignore'" },
  {
    path: /(^|\.)(ipFamilyPolicy|serviceIPFamilyPolicy)$/,
    shape: "scalar",
    type: "'SingleStack'|'PreferDualStack'|'RequireDualStack'",
  },
  { path: /(^|\.)externalTrafficPolicy$/, shape: "scalar", type: "'Cluster'|'Local'" },
  { path: /(^|\.)internalTrafficPolicy$/, shape: "scalar", type: "'Cluster'|'Local'" },
  {
    path: /(^|\.)(service\.type|serviceType|service\.spec\.type)$/,
    shape: "scalar",
    type: "'ClusterIP'|'NodePort'|'LoadBalancer'|'ExternalName'",
  },
  { path: /(^|\.)sessionAffinity$/, shape: "scalar", type: "'None'|'ClientIP'" },
  { path: /(^|\.)(targetPort|Probe\.port|healthchecksPort)$/, shape: "scalar", type: "PortOrName" },
  { path: /(livenessProbe|readinessProbe|startupProbe)\.port$/, shape: "scalar", type: "PortOrName" },
  { path: /[iI]mage\.digest$/, shape: "scalar", type: "ImageDigest" },
  { path: /[sS]trategy\.type$/, shape: "scalar", type: "'Recreate'|'RollingUpdate'|'OnDelete'" },
  { path: /[sS]trategy\.rollingUpdate\.(maxSurge|maxUnavailable)$/, shape: "scalar", type: "IntOrPercent" },
  // Zero leaves it to Kubernetes.
  { path: /(^|\.)(hostPort|nodePort)$/, shape: "scalar", type: "integer(0..65535)" },
  { path: /(^|\.)(port|[a-zA-Z]+Port)$/, shape: "scalar", type: PORT },
  {
    path: /(^|\.)(livenessProbe|readinessProbe|startupProbe)\.[a-zA-Z]+(Seconds|Threshold)$/,
    shape: "scalar",
    type: COUNT,
  },
  // Of an entry point of Traefik: templates/_service.tpl hands it on.
  { path: /^ports\.[^.]+\.protocol$/, shape: "scalar", type: "'TCP'|'UDP'" },
  { path: /^webhook\.timeoutSeconds$/, shape: "scalar", type: "integer(1..30)" },
  {
    path: /(Seconds|Size|Days|Threshold|ConcurrentReconciles|(^|\.)concurrent|[mM]axRetries|maxConcurrentChallenges)$/,
    shape: "scalar",
    type: COUNT,
  },
  { path: /(service[mM]onitor|pod[mM]onitor)\.(interval|scrapeTimeout)$/, shape: "scalar", type: "PrometheusDuration" },
];

/** The type that the name tells; undefined if it tells none. */
export function typeByName(path: string, shape: Shape): string | undefined {
  return RULES.find((rule) => (shape === "unknown" || rule.shape === shape) && rule.path.test(path))?.type;
}
