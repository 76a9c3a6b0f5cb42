/** external-dns: writes a record for every exposed host into the environment's zone. */
import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import { allowCredentials } from "../../kit/cluster/namespace-guard";
import type { IKubernetesCluster } from "../../k8s-cluster/contract";
import { resources } from "../../kit/cluster/operator/copies";
import { Operator } from "../../kit/cluster/operator/operator";
import { PRIORITY } from "../../kit/cluster/priority";
import type { EdgeConfiguration, EdgeDns } from "./edge";
import type { IngressSettings } from "../props";

const NAME = "external-dns";
const METRICS_PORT = 7979;

export interface ExternalDnsProps {
  /** The section's fields, checked and with their defaults. */
  readonly settings: IngressSettings;
  /** The cluster that it runs in. */
  readonly cluster: IKubernetesCluster;
  /** The zone in which records are written, in the target's words. */
  readonly dns: EdgeDns;
  /** Name of the zone; records outside of it are left alone. */
  readonly zone: string;
}

export class ExternalDns extends Operator {
  constructor(scope: Construct, id: string, props: ExternalDnsProps) {
    const { settings, cluster, dns } = props;
    super(scope, id, {
      chart: NAME,
      metricsPort: METRICS_PORT,
      egress: [...allowCredentials(cluster), ...(dns.egress ?? [])],
      identify: (self, serviceAccount) =>
        dns.permission &&
        cluster.identify(self, "identity", { namespace: NAME, serviceAccount, permissions: [dns.permission] }),
      before: (self, namespace) => (dns.configuration ? [configurationOf(self, namespace, dns.configuration)] : []),
      values: (identity) => ({
        ...dns.externalDns,
        ...(dns.configuration ? readsConfiguration(dns.configuration) : {}),
        // One at a time: two would write against each other.
        replicaCount: 1,
        priorityClassName: PRIORITY.platform,
        sources: ["ingress"],
        domainFilters: [props.zone],
        // Never deletes: a zone holds records of others, and a cluster that is rebuilt must not take the old one's away.
        policy: "upsert-only",
        registry: "txt",
        txtOwnerId: settings.environment,
        // Ownership records stand below the host, so that the zone's own name can have one too.
        txtPrefix: "_external-dns-%{record_type}.",
        ...identity,
        resources: resources("20m", "64Mi", "256Mi"),
        logFormat: "json",
      }),
      overrides: settings.values.externalDns,
    });
  }
}

const CONFIGURATION = "configuration";

function configurationOf(scope: Construct, namespace: string, { files }: EdgeConfiguration): ConfigMapV1 {
  return new ConfigMapV1(scope, CONFIGURATION, {
    metadata: { name: `${NAME}-${CONFIGURATION}`, namespace },
    data: { ...files },
  });
}

/** It is read at the start alone: pods of another one are started anew. */
function readsConfiguration({ folder, files }: EdgeConfiguration): object {
  return {
    podAnnotations: { "checksum/configuration": Fn.sha256(Fn.jsonencode(files)) },
    extraVolumes: [{ name: CONFIGURATION, configMap: { name: `${NAME}-${CONFIGURATION}` } }],
    extraVolumeMounts: [{ name: CONFIGURATION, mountPath: folder, readOnly: true }],
  };
}
