/** What neither schema, default nor name of a value tells, or tells wrongly, with where it was read. */
import type { ChartName } from "../../src/catalog/charts";

const flags = (type: string, ...paths: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(paths.map((path) => [path, type]));

export const corrections: { readonly [N in ChartName]?: Readonly<Record<string, string>> } = {
  "aws-load-balancer-controller": {
    // templates/deployment.yaml asks `kindIs "bool"`: a text would be left out without a word.
    ...flags(
      "boolean",
      "enablePodReadinessGateInject",
      "enableShield",
      "enableWaf",
      "enableWafv2",
      "enableEndpointSlices",
      "enableBackendSecurityGroup",
      "enableManageBackendSecurityGroupRules",
      "disableRestrictedSecurityGroupRules",
      "disableIngressClassAnnotation",
      "disableIngressGroupNameAnnotation",
      "tolerateNonExistentBackendService",
      "tolerateNonExistentBackendAction",
      "webhookConfig.disableIngressValidation",
    ),
    // The comments of values.yaml, and the flags of docs/deploy/configurations.md: texts.
    ...flags(
      "string",
      "clusterName",
      "vpcId",
      "region",
      "watchNamespace",
      "defaultSSLPolicy",
      "backendSecurityGroup",
      "loadBalancerClass",
      "ingressClassParams.name",
      "serviceAccount.name",
      "serviceMonitor.namespace",
      "webhookTLS.caCert",
      "webhookTLS.cert",
      "webhookTLS.key",
    ),
    ...flags(
      "GoDuration",
      "syncPeriod",
      "targetgroupbindingMaxExponentialBackoffDelay",
      "targetgroupbindingRequeueDuration",
      "globalAcceleratorMaxExponentialBackoffDelay",
      "lbStabilizationMonitorInterval",
      "certManager.duration",
      "certManager.renewBefore",
      "certManager.rootCert.duration",
    ),
    webhookBindPort: "integer(1..65535)",
    maxTargetsPerTargetGroup: "integer(0..)",
    defaultLoadBalancerScheme: "'internal'|'internet-facing'",
    defaultTargetType: "'instance'|'ip'",
    logLevel: "'info'|'debug'",
    // templates/deployment.yaml ranges over key and value.
    env: "map",
    "controllerConfig.featureGates": "map(boolean|string)",
    certManagement: "map",
    podDisruptionBudget: "map",
    "podDisruptionBudget.minAvailable": "IntOrPercent",
    "podDisruptionBudget.maxUnavailable": "IntOrPercent",
    "podDisruptionBudget.unhealthyPodEvictionPolicy": "'IfHealthyBudget'|'AlwaysAllow'",
    "podDisruptionBudget.*": "any",
    "ingressClassParams.spec": "map",
    // In the templates only.
    envFrom: "list(EnvFromSource)",
    envSecretName: "string",
    creator: "string",
    annotations: "map(string)",
    "autoscaling.autoscaleBehavior": "HorizontalPodAutoscalerBehavior",
    "certManager.issuerRef": "map",
  },
  karpenter: {
    // Handed to flags that Go parses as durations (website/docs/reference/settings.md).
    ...flags(
      "GoDuration",
      "settings.batchMaxDuration",
      "settings.batchIdleDuration",
      "settings.amiRefreshInterval",
      "settings.subnetRefreshInterval",
    ),
    // Quoted in the template: a number does too.
    "settings.reservedENIs": "string|integer(0..)",
    "settings.vmMemoryOverheadPercent": "number(0..)",
    "settings.preferencePolicy": "'Respect'|'Ignore'",
    "settings.minValuesPolicy": "'Strict'|'BestEffort'",
    "settings.featureGates.*": "boolean",
    "settings.awsFeatureGates.*": "boolean",
    logLevel: "'debug'|'info'|'error'|'warn'|''",
    // A list in what it is for; its default is an empty map.
    initContainers: "list(Container)|map",
    "serviceMonitor.sampleLimit": "integer(0..)",
  },
  "metrics-server": {
    // In values.yaml of the repository while it still said 3.13.1, after the release: taken, though that release makes nothing of them.
    hostUsers: "boolean",
    namespaceOverride: "string",
    // Templates of the certificate: empty leaves it to cert-manager.
    "tls.certManager.duration": "GoDuration|''",
    "tls.certManager.renewBefore": "GoDuration|''",
    "tls.type": "'metrics-server'|'helm'|'cert-manager'|'existingSecret'",
  },
  traefik: {
    "deployment.kind": "'Deployment'|'DaemonSet'",
    // The schema leaves these maps open, and the templates go through whatever keys there are: further Services, listeners, routes.
    ...flags(
      "boolean",
      "ports.*.expose.*",
      "ports.metrics.expose.*",
      "ports.traefik.expose.*",
      "ports.web.expose.*",
      "ports.websecure.expose.*",
    ),
    "gateway.listeners.*": "map",
    "ingressRoute.*": "map",
    "providers.kubernetesIngressNGINX.ipAllowListStrategy.*": "any",
    // In the templates, and in comments of values.yaml.
    ...flags("map", "metrics.datadog", "metrics.influxdb2", "metrics.statsd"),
    "metrics.prometheus.prometheusRule.rules": "list",
    "accessLog.filePath": "string",
  },
  "cert-manager": {
    // The default is an empty map; the templates ask for `url.host`.
    "webhook.url": "map",
    // Flags that Go parses as durations.
    ...flags(
      "GoDuration",
      "global.leaderElection.leaseDuration",
      "global.leaderElection.renewDeadline",
      "global.leaderElection.retryPeriod",
      "startupapicheck.timeout",
    ),
  },
  "external-secrets": {
    // In the templates only.
    ...flags(
      "IntOrPercent|DigitsText",
      "podDisruptionBudget.maxUnavailable",
      "webhook.podDisruptionBudget.maxUnavailable",
      "certController.podDisruptionBudget.maxUnavailable",
    ),
    "certController.requeueInterval": "GoDuration",
  },
  "external-dns": {
    // In values.yaml of the repository while it still said 1.21.1, after the release: taken, though that release makes nothing of them.
    replicaCount: "integer(0..1)",
    hostAliases: "list(HostAlias)",
    "service.enabled": "boolean",
    interval: "GoDuration",
    "deploymentStrategy.*": "any",
  },
};
