/**
 * Maps of chart values whose keys are a Kubernetes type's, or the user's own, although the chart gives some keys a default:
 * below these paths no key is unknown. Maps whose default is empty need no entry. A path that ends in `.*` takes any key, but
 * what stands below the keys that the chart knows is checked.
 */
import type { ChartName } from "./charts";

const below = (prefix: string, paths: readonly string[]): string[] => paths.map((path) => `${prefix}.${path}`);

const SECURITY = ["podSecurityContext", "securityContext"];
const PROBES = ["livenessProbe", "readinessProbe"];

export const freeFormValues: { readonly [N in ChartName]: readonly string[] } = {
  "aws-load-balancer-controller": [...SECURITY, ...PROBES],
  "cert-manager": [
    "containerSecurityContext",
    "securityContext",
    "livenessProbe",
    ...below("webhook", ["containerSecurityContext", "securityContext", ...PROBES]),
    "webhook.validatingWebhookConfiguration.namespaceSelector",
    ...below("cainjector", ["containerSecurityContext", "securityContext"]),
    ...below("startupapicheck", ["containerSecurityContext", "securityContext"]),
  ],
  "external-dns": [...SECURITY, ...PROBES, "deploymentStrategy", "resources", ...below("provider.webhook", PROBES)],
  "external-secrets": [
    ...SECURITY,
    ...PROBES,
    ...below("webhook", [...SECURITY, ...PROBES, "startupProbe"]),
    ...below("certController", [...SECURITY, ...PROBES, "startupProbe"]),
  ],
  karpenter: ["affinity", "podSecurityContext", "strategy", "controller.securityContext", "settings.featureGates"],
  "karpenter-crd": [],
  "metrics-server": [
    "securityContext",
    ...PROBES,
    "resources",
    ...below("addonResizer", ["securityContext", "resources"]),
  ],
  traefik: [
    ...SECURITY,
    ...PROBES,
    "updateStrategy",
    "service.spec",
    // Entry points of the user's own; those of the chart are checked.
    "ports.*",
  ],
};
