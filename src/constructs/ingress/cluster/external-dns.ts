/** external-dns: writes a record for every exposed host into the environment's zone. */
import { Construct } from "constructs";
import { terraformDependables } from "../../kit/cdktf/dependables";
import { HelmChart } from "../../kit/cluster/helm-chart";
import { KubernetesNamespace } from "../../kit/cluster/namespace";
import { credentialsOut, HTTPS_OUT, NamespaceGuard } from "../../kit/cluster/namespace-guard";
import type { IKubernetesCluster } from "../../k8s-cluster/contract";
import { resources } from "./copies";
import type { EdgeDns } from "./edge";
import type { IngressSettings } from "../props";

const NAME = "external-dns";
const METRICS_PORT = 7979;

export interface ExternalDnsProps {
  readonly settings: IngressSettings;
  readonly cluster: IKubernetesCluster;
  readonly dns: EdgeDns;
  /** Name of the zone; records outside of it are left alone. */
  readonly zone: string;
}

export class ExternalDns extends Construct {
  public readonly namespace: KubernetesNamespace;
  public readonly chart: HelmChart;

  constructor(scope: Construct, id: string, props: ExternalDnsProps) {
    super(scope, id);
    const { settings, cluster, dns } = props;
    this.namespace = new KubernetesNamespace(this, "namespace", { name: NAME, podSecurity: "restricted" });
    const guard = new NamespaceGuard(this, "guard", {
      namespace: this.namespace.name,
      ingress: [{ peers: ["cluster"], ports: [METRICS_PORT] }],
      egress: [HTTPS_OUT, ...credentialsOut(cluster)],
    });
    const identity = cluster.identify(this, "identity", {
      namespace: NAME,
      serviceAccount: NAME,
      permissions: [dns.permission],
    });
    this.chart = new HelmChart(this, "Default", {
      chart: "external-dns",
      releaseName: NAME,
      namespace: this.namespace.name,
      values: {
        ...dns.externalDns,
        // One at a time: two would write against each other.
        replicaCount: 1,
        sources: ["ingress"],
        domainFilters: [props.zone],
        // Never deletes: a zone holds records of others, and a cluster that is rebuilt must not take the old one's away.
        policy: "upsert-only",
        registry: "txt",
        txtOwnerId: settings.environment,
        // Ownership records stand below the host, so that the zone's own name can have one too.
        txtPrefix: "_external-dns-%{record_type}.",
        serviceAccount: { name: NAME, annotations: identity.serviceAccountAnnotations },
        podLabels: identity.podLabels,
        resources: resources("20m", "64Mi", "256Mi"),
        logFormat: "json",
      },
      overrides: settings.values.externalDns,
      dependsOn: [guard.resource, ...terraformDependables(identity.ready)],
    });
    this.node.defaultChild = this.chart.release;
  }
}
