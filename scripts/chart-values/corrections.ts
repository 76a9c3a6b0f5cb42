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
  seaweedfs: {
    // templates/shared/_helpers.tpl: any name, and a text or what Kubernetes has for `valueFrom`.
    ...flags(
      "string|map",
      "global.seaweedfs.extraEnvironmentVars.*",
      "master.extraEnvironmentVars.*",
      "filer.extraEnvironmentVars.*",
    ),
    ...flags("map", "volume.extraEnvironmentVars", "s3.extraEnvironmentVars"),
    // The templates print them as they are.
    ...flags("string", "s3.existingConfigSecret", "s3.tlsSecret", "global.seaweedfs.masterServer"),
    // In the templates only.
    ...flags("string", "fullnameOverride", "nameOverride", "s3.affinity", "s3.topologySpreadConstraints"),
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
  "kube-prometheus-stack": {
    // Texts of an ini file, and free-form; keys of the second level are sections or settings.
    "grafana.grafana\\.ini": "map",
    // The default is null, the templates range over it or hand it on.
    extraManifests: "list|map",
    additionalPrometheusRules: "list(map)",
    // Handed to Alertmanager as it is: its own form is checked where it is made.
    "alertmanager.config": "map",
    "prometheusOperator.namespaces": "map",
    "prometheusOperator.namespaces.releaseNamespace": "boolean",
    "prometheusOperator.namespaces.additional": "list(string)",
    // In the templates, and in comments of values.yaml.
    ...flags(
      "string",
      "alertmanager.alertmanagerSpec.configSecret",
      "alertmanager.alertmanagerSpec.version",
      "alertmanager.alertmanagerSpec.externalUrl",
      "alertmanager.alertmanagerSpec.serviceName",
      "prometheus.prometheusSpec.serviceName",
      "grafana.adminPassword",
      "grafana.fullnameOverride",
      "grafana.nameOverride",
      "grafana.ingress.ingressClassName",
      "grafana.persistence.existingClaim",
      "grafana.persistence.storageClassName",
      "grafana.persistence.subPath",
      "grafana.priorityClassName",
      "grafana.schedulerName",
      "grafana.serviceMonitor.namespace",
      "grafana.sidecar.dashboards.folderAnnotation",
      "grafana.sidecar.dashboards.defaultFolderName",
      "grafana.sidecar.datasources.url",
      "grafana.sidecar.datasources.defaultDatasourceScrapeInterval",
      "kube-state-metrics.priorityClassName",
      "kube-state-metrics.serviceAccount.name",
      "prometheus-node-exporter.priorityClassName",
      "prometheus-node-exporter.serviceAccount.name",
      "prometheusOperator.priorityClassName",
      "prometheusOperator.clusterDomain",
      "prometheusOperator.admissionWebhooks.deployment.priorityClassName",
    ),
    // A list of namespaces, or ALL (sidecar's own documentation); null is the release's own.
    ...flags(
      "string|list(string)",
      "grafana.sidecar.alerts.searchNamespace",
      "grafana.sidecar.datasources.searchNamespace",
      "grafana.sidecar.notifiers.searchNamespace",
      "grafana.sidecar.plugins.searchNamespace",
    ),
    ...flags(
      "'ERROR'|'WARN'|'WARNING'|'INFO'|'DEBUG'",
      "grafana.sidecar.logLevel",
      "grafana.sidecar.dashboards.logLevel",
      "grafana.sidecar.datasources.logLevel",
    ),
    ...flags(
      "PrometheusDuration",
      "grafana.serviceMonitor.interval",
      "grafana.serviceMonitor.scrapeTimeout",
      "kube-state-metrics.prometheus.monitor.interval",
      "kube-state-metrics.prometheus.monitor.scrapeTimeout",
      "kubelet.serviceMonitor.scrapeTimeout",
      "prometheus.prometheusSpec.scrapeInterval",
      "prometheus.prometheusSpec.scrapeTimeout",
      "prometheus.prometheusSpec.evaluationInterval",
      "prometheus.prometheusSpec.retention",
    ),
    "alertmanager.alertmanagerSpec.retention": "GoDuration",
    ...flags("map(string)", "grafana.podAnnotations", "grafana.podLabels", "grafana.serviceAccount.annotations"),
    ...flags("map(string)", "grafana.annotations", "grafana.labels", "grafana.persistence.annotations"),
    ...flags(
      "boolean",
      "defaultRules.rules.k8sContainerCpuLimits",
      "defaultRules.rules.k8sContainerCpuRequests",
      "defaultRules.rules.k8sContainerMemoryLimits",
      "defaultRules.rules.k8sContainerMemoryRequests",
      "alertmanager.alertmanagerSpec.enableServiceLinks",
      "prometheus.prometheusSpec.enableServiceLinks",
    ),
    ...flags(
      "'soft'|'hard'|''",
      "alertmanager.alertmanagerSpec.podAntiAffinity",
      "prometheus.prometheusSpec.podAntiAffinity",
    ),
    ...flags(
      "'logfmt'|'json'",
      "prometheusOperator.logFormat",
      "prometheusOperator.admissionWebhooks.deployment.logFormat",
    ),
    ...flags("'logfmt'|'json'|''", "alertmanager.alertmanagerSpec.logFormat", "prometheus.prometheusSpec.logFormat"),
    ...flags(
      "'debug'|'info'|'warn'|'error'",
      "prometheusOperator.logLevel",
      "prometheusOperator.admissionWebhooks.deployment.logLevel",
    ),
    "prometheusOperator.admissionWebhooks.certManager.issuerRef": "map",
    // The default switches it off; what the definition takes is a map.
    "prometheus.prometheusSpec.arbitraryFSAccessThroughSMs": "boolean|map",
    "defaultRules.additionalRuleGroupLabels": "map",
    "defaultRules.additionalRuleGroupAnnotations": "map",
    // The templates write it in capitals.
    ...flags(
      "'http'|'https'|'HTTP'|'HTTPS'",
      "kube-state-metrics.livenessProbe.httpGet.scheme",
      "kube-state-metrics.readinessProbe.httpGet.scheme",
      "kube-state-metrics.startupProbe.httpGet.scheme",
      "prometheus-node-exporter.livenessProbe.httpGet.scheme",
      "prometheus-node-exporter.readinessProbe.httpGet.scheme",
      "prometheus-windows-exporter.livenessProbe.httpGet.scheme",
      "prometheus-windows-exporter.readinessProbe.httpGet.scheme",
    ),
    "kube-state-metrics.updateStrategy": "DeploymentStrategy|string",
  },
  alloy: {
    "controller.type": "'daemonset'|'deployment'|'statefulset'",
    ...flags("string", "alloy.configMap.key", "alloy.configMap.name", "fullnameOverride", "nameOverride"),
    ...flags("string", "image.tag", "namespaceOverride", "serviceAccount.name", "ingress.ingressClassName"),
    ...flags("list(PolicyRule)", "rbac.rules", "rbac.clusterRules"),
    "alloy.mounts.extra": "list(VolumeMount)",
    "controller.volumes.extra": "list(Volume)",
    "alloy.stabilityLevel": "'generally-available'|'public-preview'|'experimental'",
    "controller.autoscaling.vertical.updatePolicy": "map",
  },
};
