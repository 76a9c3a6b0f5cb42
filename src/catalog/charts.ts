/**
 * Every Helm chart that the project installs, with the one version that it was built and checked against. Renovate reads the
 * comment before each `version`; a raised version needs its recorded value paths raised too (assets/charts/values/README.md).
 */

/** Kubernetes minors, inclusive. */
export interface KubernetesRange {
  readonly from: string;
  /** @default none: upstream names no upper end */
  readonly to?: string;
  /** Where the range comes from. */
  readonly source: string;
}

export interface ChartPin {
  /** Helm repository, or `oci://` and the folder of the chart. */
  readonly repository: string;
  /** Name of the chart within it. */
  readonly chart: string;
  readonly version: string;
  /** Version of what the chart installs. */
  readonly appVersion: string;
  readonly kubernetes: KubernetesRange;
  /**
   * Where its custom resource definitions come from: its templates (Helm upgrades them), `assets/charts/definitions`, another chart
   * of this catalog, or it has none. Never its `crds/` directory, which Helm installs and does not upgrade: what stands there is
   * recorded, and a release of its own.
   */
  readonly crds: "templates" | "recorded" | "separate" | "none";
  /**
   * Whether Helm leaves out the chart's `crds/` directory although nothing of it is recorded: another chart brings its definitions,
   * or nobody needs them. @default false
   */
  readonly skipCrds?: boolean;
  /**
   * Whether it is definitions and nothing else. Its release takes over those that the cluster has already: Helm owns none that it
   * installed from a `crds/` directory, and would refuse. @default false
   */
  readonly definitionsOnly?: boolean;
  /** API groups of the custom resources whose definitions this release brings. */
  readonly apiGroups: readonly string[];
}

export const charts = {
  "karpenter-crd": {
    repository: "oci://public.ecr.aws/karpenter",
    chart: "karpenter-crd",
    // renovate: datasource=docker depName=public.ecr.aws/karpenter/karpenter-crd
    version: "1.14.1",
    appVersion: "1.14.1",
    kubernetes: { from: "1.30", to: "1.36", source: "karpenter.sh/docs/upgrading/compatibility" },
    crds: "templates",
    definitionsOnly: true,
    apiGroups: ["karpenter.sh", "karpenter.k8s.aws"],
  },
  karpenter: {
    repository: "oci://public.ecr.aws/karpenter",
    chart: "karpenter",
    // renovate: datasource=docker depName=public.ecr.aws/karpenter/karpenter
    version: "1.14.1",
    appVersion: "1.14.1",
    kubernetes: { from: "1.30", to: "1.36", source: "karpenter.sh/docs/upgrading/compatibility" },
    crds: "separate",
    skipCrds: true,
    apiGroups: [],
  },
  "external-secrets": {
    repository: "https://charts.external-secrets.io",
    chart: "external-secrets",
    // renovate: datasource=helm registryUrl=https://charts.external-secrets.io depName=external-secrets
    version: "2.9.0",
    appVersion: "v2.9.0",
    kubernetes: { from: "1.19", source: "kubeVersion of the chart" },
    crds: "templates",
    apiGroups: ["external-secrets.io", "generators.external-secrets.io"],
  },
  "cert-manager": {
    repository: "oci://quay.io/jetstack/charts",
    chart: "cert-manager",
    // renovate: datasource=docker depName=quay.io/jetstack/charts/cert-manager
    version: "v1.21.1",
    appVersion: "v1.21.1",
    kubernetes: { from: "1.33", to: "1.36", source: "cert-manager.io/docs/releases" },
    crds: "templates",
    apiGroups: ["cert-manager.io", "acme.cert-manager.io"],
  },
  traefik: {
    repository: "https://traefik.github.io/charts",
    chart: "traefik",
    // renovate: datasource=helm registryUrl=https://traefik.github.io/charts depName=traefik
    version: "41.3.0",
    appVersion: "v3.7.11",
    kubernetes: { from: "1.25", source: "kubeVersion of the chart" },
    crds: "recorded",
    apiGroups: [],
  },
  "external-dns": {
    repository: "https://kubernetes-sigs.github.io/external-dns/",
    chart: "external-dns",
    // renovate: datasource=helm registryUrl=https://kubernetes-sigs.github.io/external-dns/ depName=external-dns
    version: "1.21.1",
    appVersion: "0.21.0",
    kubernetes: { from: "1.19", source: "README of external-dns" },
    crds: "recorded",
    apiGroups: [],
  },
  "aws-load-balancer-controller": {
    repository: "https://aws.github.io/eks-charts",
    chart: "aws-load-balancer-controller",
    // renovate: datasource=helm registryUrl=https://aws.github.io/eks-charts depName=aws-load-balancer-controller
    version: "3.5.0",
    appVersion: "v3.5.0",
    kubernetes: { from: "1.22", source: "docs/deploy/installation.md of the controller" },
    crds: "recorded",
    apiGroups: [],
  },
  "metrics-server": {
    repository: "https://kubernetes-sigs.github.io/metrics-server/",
    chart: "metrics-server",
    // renovate: datasource=helm registryUrl=https://kubernetes-sigs.github.io/metrics-server/ depName=metrics-server
    version: "3.13.1",
    appVersion: "0.8.1",
    kubernetes: { from: "1.31", source: "README of metrics-server" },
    crds: "none",
    apiGroups: [],
  },
  "prometheus-operator-crds": {
    repository: "https://prometheus-community.github.io/helm-charts",
    chart: "prometheus-operator-crds",
    // renovate: datasource=helm registryUrl=https://prometheus-community.github.io/helm-charts depName=prometheus-operator-crds
    version: "31.0.1",
    appVersion: "v0.93.1",
    kubernetes: { from: "1.25", source: "kubeVersion of kube-prometheus-stack, whose definitions these are" },
    crds: "templates",
    definitionsOnly: true,
    apiGroups: ["monitoring.coreos.com"],
  },
  "kube-prometheus-stack": {
    repository: "https://prometheus-community.github.io/helm-charts",
    chart: "kube-prometheus-stack",
    // renovate: datasource=helm registryUrl=https://prometheus-community.github.io/helm-charts depName=kube-prometheus-stack
    version: "88.5.3",
    appVersion: "v0.93.1",
    kubernetes: { from: "1.25", source: "kubeVersion of the chart" },
    crds: "separate",
    skipCrds: true,
    apiGroups: [],
  },
  // The operators of brokers and of what stands on them. Upstream publishes manifests and no chart; this one takes upstream's images by their digests.
  "rabbitmq-cluster-operator": {
    repository: "oci://registry-1.docker.io/cloudpirates",
    chart: "rabbitmq-cluster-operator",
    // renovate: datasource=docker depName=registry-1.docker.io/cloudpirates/rabbitmq-cluster-operator
    version: "0.6.5",
    appVersion: "2.22.3",
    kubernetes: { from: "1.24", source: "README of the chart" },
    crds: "recorded",
    apiGroups: [],
  },
  // The operator of PostgreSQL servers in the cluster, and what carries their backups to a store of objects.
  "cloudnative-pg": {
    repository: "https://cloudnative-pg.github.io/charts",
    chart: "cloudnative-pg",
    // renovate: datasource=helm registryUrl=https://cloudnative-pg.github.io/charts depName=cloudnative-pg
    version: "0.29.0",
    appVersion: "1.30.0",
    kubernetes: { from: "1.29", source: "kubeVersion of the chart" },
    crds: "templates",
    apiGroups: ["postgresql.cnpg.io"],
  },
  "plugin-barman-cloud": {
    repository: "https://cloudnative-pg.github.io/charts",
    chart: "plugin-barman-cloud",
    // renovate: datasource=helm registryUrl=https://cloudnative-pg.github.io/charts depName=plugin-barman-cloud
    version: "0.7.0",
    appVersion: "v0.13.0",
    kubernetes: { from: "1.29", source: "kubeVersion of the chart" },
    crds: "templates",
    apiGroups: ["barmancloud.cnpg.io"],
  },
  // Servers of objects in the cluster, which speak S3.
  seaweedfs: {
    repository: "https://seaweedfs.github.io/seaweedfs/helm",
    chart: "seaweedfs",
    // renovate: datasource=helm registryUrl=https://seaweedfs.github.io/seaweedfs/helm depName=seaweedfs
    version: "4.44.0",
    appVersion: "4.44",
    kubernetes: { from: "1.21", source: "policy/v1, by which its pods have budgets; the chart names none" },
    crds: "none",
    apiGroups: [],
  },
  // What pods on bare hosts have for a network, for addresses of load balancers and for volumes: a cloud brings these along.
  "tigera-operator": {
    repository: "https://docs.tigera.io/calico/charts",
    chart: "tigera-operator",
    // renovate: datasource=helm registryUrl=https://docs.tigera.io/calico/charts depName=tigera-operator
    version: "v3.32.1",
    appVersion: "v3.32.1",
    kubernetes: {
      from: "1.33",
      to: "1.36",
      source: "taken from what Calico 3.32 is built against (metadata.mk, K8S_VERSION); the chart names none",
    },
    // Upstream keeps them in a chart of its own (crd.projectcalico.org.v1): recorded, they are half as long as that release may be.
    crds: "recorded",
    // Served by Calico's own API server, which the operator installs.
    apiGroups: ["projectcalico.org"],
  },
  metallb: {
    repository: "https://metallb.github.io/metallb",
    chart: "metallb",
    // renovate: datasource=helm registryUrl=https://metallb.github.io/metallb depName=metallb
    version: "0.16.1",
    appVersion: "v0.16.1",
    kubernetes: { from: "1.19", source: "kubeVersion of the chart" },
    crds: "templates",
    apiGroups: ["metallb.io"],
  },
  "local-path-provisioner": {
    repository: "oci://ghcr.io/rancher/local-path-provisioner/charts",
    chart: "local-path-provisioner",
    // renovate: datasource=docker depName=ghcr.io/rancher/local-path-provisioner/charts/local-path-provisioner
    version: "0.0.37",
    appVersion: "v0.0.37",
    kubernetes: { from: "1.12", source: "kubeVersion of the chart" },
    crds: "none",
    apiGroups: [],
  },
  longhorn: {
    repository: "https://charts.longhorn.io",
    chart: "longhorn",
    // renovate: datasource=helm registryUrl=https://charts.longhorn.io depName=longhorn
    version: "1.12.1",
    appVersion: "v1.12.1",
    kubernetes: { from: "1.25", source: "kubeVersion of the chart" },
    crds: "templates",
    apiGroups: ["longhorn.io"],
  },
  "snapshot-controller": {
    repository: "https://piraeus.io/helm-charts",
    chart: "snapshot-controller",
    // renovate: datasource=helm registryUrl=https://piraeus.io/helm-charts depName=snapshot-controller
    version: "5.2.0",
    appVersion: "v8.6.0",
    kubernetes: { from: "1.25", source: "kubeVersion of the chart" },
    // Of its templates they would go with the release, and with them every snapshot.
    crds: "recorded",
    apiGroups: [],
  },
  "sealed-secrets": {
    repository: "https://bitnami.github.io/sealed-secrets",
    chart: "sealed-secrets",
    // renovate: datasource=helm registryUrl=https://bitnami.github.io/sealed-secrets depName=sealed-secrets
    version: "2.19.1",
    appVersion: "0.38.4",
    kubernetes: { from: "1.16", source: "kubeVersion of the chart" },
    crds: "recorded",
    apiGroups: [],
  },
  loki: {
    repository: "https://grafana-community.github.io/helm-charts",
    chart: "loki",
    // renovate: datasource=helm registryUrl=https://grafana-community.github.io/helm-charts depName=loki
    version: "18.11.0",
    appVersion: "3.7.6",
    kubernetes: { from: "1.25", source: "kubeVersion of the chart" },
    crds: "none",
    apiGroups: [],
  },
  alloy: {
    repository: "https://grafana.github.io/helm-charts",
    chart: "alloy",
    // renovate: datasource=helm registryUrl=https://grafana.github.io/helm-charts depName=alloy
    version: "1.11.1",
    appVersion: "v1.18.1",
    kubernetes: {
      from: "1.25",
      source: "taken to be that of the charts that it is installed with; the chart names none",
    },
    // Its one definition, of PodLogs, is not installed: nothing here makes any.
    crds: "none",
    skipCrds: true,
    apiGroups: [],
  },
  velero: {
    repository: "https://vmware-tanzu.github.io/helm-charts",
    chart: "velero",
    // renovate: datasource=helm registryUrl=https://vmware-tanzu.github.io/helm-charts depName=velero
    version: "12.1.0",
    appVersion: "1.18.1",
    kubernetes: {
      from: "1.25",
      source: "taken to be that of the charts that it is installed with; the chart asks for 1.16",
    },
    crds: "recorded",
    apiGroups: [],
  },
  "datadog-operator": {
    repository: "https://helm.datadoghq.com",
    chart: "datadog-operator",
    // renovate: datasource=helm registryUrl=https://helm.datadoghq.com depName=datadog-operator
    version: "2.25.1",
    appVersion: "1.29.0",
    kubernetes: {
      from: "1.25",
      source: "policy/v1 and discovery.k8s.io/v1, which the operator asks for; the chart names none",
    },
    crds: "templates",
    apiGroups: ["datadoghq.com"],
  },
} as const satisfies Record<string, ChartPin>;

/** Names a chart of the catalog. */
export type ChartName = keyof typeof charts;

/** Whether a pinned chart supports a Kubernetes minor such as `1.34`. */
export function chartSupports(name: ChartName, minor: string): boolean {
  const { from, to }: KubernetesRange = charts[name].kubernetes;
  const number = minorNumber(minor);
  return number >= minorNumber(from) && (to === undefined || number <= minorNumber(to));
}

/** The charts whose pinned version supports a Kubernetes minor such as `1.34`, in the order of the catalog. */
export function chartsSupporting(minor: string): readonly ChartName[] {
  return (Object.keys(charts) as ChartName[]).filter((name) => chartSupports(name, minor));
}

/** `1.34` as 34; Kubernetes has had one major. NaN, which no range contains, for anything else. */
function minorNumber(minor: string): number {
  const match = /^1\.(\d{1,3})$/.exec(minor);
  return match ? Number(match[1]) : Number.NaN;
}
