import type { ChartName } from "../../src/catalog/charts";

/** Of each entry of `UNSAFE_VALUES`: values that it finds, and the nearest that it leaves. */
export interface UnsafeCase {
  readonly finds: readonly object[];
  readonly leaves: readonly object[];
  /** @default of no known chart */
  readonly chart?: ChartName;
}

const container = (context: object): object => ({ extraContainers: [{ name: "a", securityContext: context }] });

export const UNSAFE_CASES: Readonly<Record<string, UnsafeCase>> = {
  privileged: {
    finds: [{ securityContext: { privileged: true } }, container({ privileged: true })],
    leaves: [{ securityContext: { privileged: false } }, { unprivileged: true }],
  },
  "host-network": { finds: [{ hostNetwork: true }], leaves: [{ hostNetwork: false }] },
  "host-namespaces": {
    finds: [{ podSpecExtra: { hostPID: true } }, { hostIPC: true }, { hostNetwork: { enabled: true } }],
    leaves: [{ hostPID: false }, { hostNetwork: { enabled: false } }],
  },
  "host-path": {
    finds: [{ extraVolumes: [{ name: "a", hostPath: { path: "/" } }] }],
    leaves: [{ extraVolumes: [{ name: "hostPath", emptyDir: {} }] }, { hostPath: null }],
  },
  "host-port": {
    finds: [{ ports: { web: { hostPort: 80 } } }],
    leaves: [{ ports: { web: { hostPort: 0, port: 80 } } }],
  },
  root: {
    finds: [{ podSecurityContext: { runAsNonRoot: false } }, container({ runAsNonRoot: false })],
    leaves: [{ podSecurityContext: { runAsNonRoot: true } }],
  },
  "root-user": { finds: [{ securityContext: { runAsUser: 0 } }], leaves: [{ securityContext: { runAsUser: 1 } }] },
  "privilege-escalation": {
    finds: [{ webhook: { containerSecurityContext: { allowPrivilegeEscalation: true } } }],
    leaves: [{ webhook: { containerSecurityContext: { allowPrivilegeEscalation: false } } }],
  },
  "writable-root": {
    finds: [{ securityContext: { readOnlyRootFilesystem: false } }],
    leaves: [{ securityContext: { readOnlyRootFilesystem: true } }],
  },
  capabilities: {
    finds: [{ securityContext: { capabilities: { add: ["NET_BIND_SERVICE", "SYS_ADMIN"] } } }],
    leaves: [{ securityContext: { capabilities: { add: ["NET_BIND_SERVICE"] } } }],
  },
  "capabilities-kept": {
    finds: [{ securityContext: { capabilities: { drop: [] } } }, { securityContext: { capabilities: { drop: null } } }],
    leaves: [{ securityContext: { capabilities: { drop: ["ALL"] } } }],
  },
  unconfined: {
    finds: [{ podSecurityContext: { seccompProfile: { type: "Unconfined" } } }, container({ procMount: "Unmasked" })],
    leaves: [{ podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } } }],
  },
  "security-context-gone": {
    finds: [
      { securityContext: null },
      { webhook: { containerSecurityContext: null } },
      { a: { seccompProfile: null } },
    ],
    leaves: [{ securityContext: {} }, { resources: null }],
  },
  "security-context-off": {
    finds: [{ certController: { securityContext: { enabled: false } } }],
    leaves: [{ certController: { securityContext: { enabled: true }, enabled: false } }],
  },
  image: {
    finds: [
      { image: { registry: "example.org" } },
      { image: { repository: "a" } },
      { image: { tag: "latest" } },
      { acmesolver: { image: { digest: "sha256:0" } } },
      { imageRegistry: "example.org" },
      { global: { repository: "example.org" } },
    ],
    leaves: [{ image: { pullPolicy: "Always", tag: "" } }, { image: { tag: null } }, { git: { repository: "a" } }],
  },
  plugins: {
    finds: [{ experimental: { plugins: { a: { moduleName: "b" } } } }],
    leaves: [{ experimental: { plugins: {} } }],
  },
  insecure: {
    finds: [
      { api: { insecure: true } },
      { tls: { insecureSkipVerify: true } },
      { ports: { web: { forwardedHeaders: { insecure: true } } } },
      { extraArgs: { "kubelet-insecure-tls": "true" } },
      { remote: { skipTLSVerify: true } },
    ],
    leaves: [{ api: { insecure: false } }, { extraArgs: { secure: true } }],
  },
  "insecure-argument": {
    finds: [
      { additionalArguments: ["--log", "--api.insecure"] },
      { args: ["--kubelet-insecure-tls"] },
      { webhook: { extraArgs: ["--serversTransport.insecureSkipVerify=true"] } },
      { additionalArguments: ["--entryPoints.web.forwardedHeaders.trustedIPs=10.0.0.0/8,0.0.0.0/0"] },
      { additionalArguments: ["--api.dashboard=true"] },
    ],
    leaves: [
      { additionalArguments: ["--api.insecure=false", "--log.level=INFO", "--apiversion"] },
      { hosts: ["insecure"] },
    ],
  },
  "insecure-variable": {
    finds: [
      { env: [{ name: "TRAEFIK_API_INSECURE", value: "true" }] },
      { extraEnv: [{ name: "VAULT_SKIP_VERIFY", value: "1" }] },
    ],
    leaves: [
      {
        env: [
          { name: "TRAEFIK_API_INSECURE", value: "false" },
          { name: "OTHER", value: "true" },
        ],
      },
    ],
  },
  "tls-off": {
    finds: [
      { ports: { websecure: { http: { tls: { enabled: false } } } } },
      { tlsOptions: { default: { sniStrict: false } } },
    ],
    leaves: [{ ports: { websecure: { http: { tls: { enabled: true } } } } }, { enabled: false }],
  },
  "tls-old": {
    finds: [{ tlsOptions: { default: { minVersion: "VersionTLS11" } } }, { minTLSVersion: "TLSv1.0" }],
    leaves: [{ tlsOptions: { default: { minVersion: "VersionTLS13" } } }, { minVersion: "1.12" }],
  },
  "redirect-gone": {
    finds: [
      { ports: { web: { http: { redirections: null } } } },
      { ports: { web: { http: { redirections: { entryPoint: null } } } } },
    ],
    leaves: [{ ports: { web: { http: { redirections: { entryPoint: { to: "a" } } } } } }],
  },
  "forwarded-for": {
    finds: [{ ports: { web: { forwardedHeaders: { trustedIPs: ["0.0.0.0/1", "128.0.0.0/1"] } } } }],
    leaves: [{ ports: { web: { forwardedHeaders: { trustedIPs: ["10.0.0.0/8"] } } } }, { trustedIPs: [] }],
  },
  dashboard: {
    finds: [{ api: { dashboard: true } }, { ingressRoute: { dashboard: { enabled: true } } }, { api: { debug: true } }],
    leaves: [{ api: { dashboard: false } }, { grafanaDashboard: { enabled: true } }],
  },
  "admin-port": {
    finds: [{ ports: { traefik: { expose: { default: true } } } }],
    leaves: [{ ports: { websecure: { expose: { default: true } } } }],
  },
  "platform-chain": {
    finds: [
      { ports: { websecure: { http: { middlewares: ["mine@kubernetescrd"] } } } },
      { ports: { a: { http: { middlewares: null } } } },
    ],
    leaves: [
      { ports: { websecure: { http: { middlewares: ["traefik-platform@kubernetescrd", "mine@kubernetescrd"] } } } },
    ],
  },
  "load-balancer-public": {
    finds: [{ service: { annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internet-facing" } } }],
    leaves: [{ service: { annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal" } } }],
  },
  "load-balancer-not-internal": {
    finds: [{ serviceAnnotations: { "service.beta.kubernetes.io/azure-load-balancer-internal": "false" } }],
    leaves: [{ serviceAnnotations: { "service.beta.kubernetes.io/azure-load-balancer-internal": "true" } }],
  },
  "default-scheme-public": {
    finds: [{ defaultLoadBalancerScheme: "internet-facing" }],
    leaves: [{ defaultLoadBalancerScheme: "internal" }],
  },
  "service-exposed": {
    finds: [{ webhook: { serviceType: "LoadBalancer" } }, { service: { type: "NodePort" } }],
    leaves: [{ service: { type: "ClusterIP" } }],
  },
  "external-addresses": {
    finds: [{ service: { spec: { externalIPs: ["192.0.2.1"] } } }],
    leaves: [{ externalIPs: [] }],
  },
  "source-ranges": {
    finds: [
      { service: { spec: { loadBalancerSourceRanges: [] } } },
      { service: { spec: { loadBalancerSourceRanges: ["0.0.0.0/1", "128.0.0.0/1"] } } },
      {
        service: { annotations: { "service.beta.kubernetes.io/load-balancer-source-ranges": "10.0.0.0/8,0.0.0.0/0" } },
      },
    ],
    leaves: [{ service: { spec: { loadBalancerSourceRanges: ["203.0.113.0/24"] } } }],
  },
  aggregated: {
    finds: [{ rbac: { aggregateToEdit: true } }, { global: { rbac: { aggregateClusterRoles: true } } }],
    leaves: [{ rbac: { aggregateToEdit: false, create: true } }],
    chart: "external-secrets",
  },
  "chart-roles": {
    finds: [{ global: { rbac: { create: true } } }, { grafana: { rbac: { create: true } } }],
    leaves: [{ global: { rbac: { create: false } } }, { "kube-state-metrics": { rbac: { create: true } } }],
    chart: "kube-prometheus-stack",
  },
  "whole-cluster": {
    finds: [{ config: { clusterWide: true } }],
    leaves: [{ config: { clusterWide: false } }],
    chart: "cloudnative-pg",
  },
  "every-pod": {
    finds: [{ global: { seaweedfs: { createClusterRole: true } } }, { volume: { resizeHook: { enabled: true } } }],
    leaves: [{ global: { seaweedfs: { createClusterRole: false } } }],
    chart: "seaweedfs",
  },
  "objects-unsigned": {
    finds: [{ s3: { enableAuth: false } }, { global: { seaweedfs: { enableSecurity: false } } }],
    leaves: [{ s3: { enableAuth: true } }],
    chart: "seaweedfs",
  },
  "objects-elsewhere": {
    finds: [{ sftp: { enabled: true } }, { s3: { icebergPort: 8181 } }],
    leaves: [{ sftp: { enabled: false } }, { s3: { enabled: true } }],
    chart: "seaweedfs",
  },
  "reads-secrets": {
    finds: [{ "kube-state-metrics": { collectors: ["pods", "secrets"] } }],
    leaves: [{ "kube-state-metrics": { collectors: ["pods", "nodes"] } }],
    chart: "kube-prometheus-stack",
  },
  "more-rights": {
    finds: [{ rbac: { additionalPermissions: [{ verbs: ["get"] }] } }],
    leaves: [{ rbac: { additionalPermissions: [] } }],
  },
  "reaches-further": {
    finds: [
      { clusterSecretsPermissions: { allowAllSecrets: true } },
      { providers: { kubernetesCRD: { allowCrossNamespace: true } } },
      { genericTargets: { enabled: true } },
    ],
    leaves: [{ providers: { kubernetesCRD: { allowCrossNamespace: false } } }],
  },
  "serves-every-namespace": {
    finds: [{ processSecretStore: true }, { rbac: { servicebindings: { create: true } } }],
    leaves: [{ processSecretStore: false, processPushSecret: true }],
    chart: "external-secrets",
  },
  "webhook-ignored": {
    finds: [{ webhook: { failurePolicy: "Ignore" } }, { webhookConfig: { ingressValdationFailurePolicy: "Ignore" } }],
    leaves: [{ webhook: { failurePolicy: "Fail" } }, { podMutatorWebhookConfig: { failurePolicy: "Ignore" } }],
    chart: "aws-load-balancer-controller",
  },
  "webhook-off": { finds: [{ webhook: { create: false } }], leaves: [{ webhook: { create: true } }] },
  "network-policy-off": {
    finds: [{ networkPolicy: { enabled: false } }],
    leaves: [{ networkPolicy: { enabled: true } }],
  },
  "log-level": {
    finds: [{ log: { level: "TRACE" } }, { logLevel: "trace" }, { global: { logLevel: 8 } }],
    leaves: [{ log: { level: "INFO" } }, { global: { logLevel: 2 } }],
  },
  "log-level-debug": { finds: [{ log: { level: "DEBUG" } }], leaves: [{ log: { level: "INFO" } }], chart: "traefik" },
  "log-level-argument": {
    finds: [{ additionalArguments: ["--log.level=TRACE"] }, { args: ["--v=10"] }],
    leaves: [{ additionalArguments: ["--log.level=INFO"] }, { args: ["--v=2"] }],
  },
  "logged-headers": {
    finds: [
      { accessLog: { fields: { headers: { defaultMode: "keep" } } } },
      { accessLog: { fields: { headers: { names: { Authorization: "keep" } } } } },
    ],
    leaves: [{ accessLog: { fields: { headers: { defaultMode: "drop", names: { "User-Agent": "keep" } } } } }],
  },
};
