/** What runs PostgreSQL servers in the cluster: CloudNativePG, and the plugin that carries their backups to a store of objects. */
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import { POSTGRES_MAJORS } from "../../../catalog/postgres";
import { postgresImage } from "../../../catalog/postgres-images";
import type { Profile } from "../../../model/component";
import type { CredentialEndpoint } from "../../../model/identity";
import { authorityObjects } from "../../kit/cluster/certificates";
import { HelmChart } from "../../kit/cluster/helm-chart";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { Manifests } from "../../kit/cluster/manifests";
import { allowCredentials } from "../../kit/cluster/namespace-guard";
import { CONTROLLER_REPLICAS, disruptionBudget } from "../../kit/cluster/operator/copies";
import { Operator } from "../../kit/cluster/operator/operator";
import {
  AUTHORITY,
  BACKUP_PLUGIN_RELEASE,
  CNPG_API,
  IMAGE_CATALOG,
  METRICS_PORT,
  OPERATOR_METRICS_PORT,
  OPERATOR_PODS,
  OPERATOR_RELEASE,
  OPERATOR_WEBHOOK_PORT,
  POOLER_METRICS_PORT,
  POSTGRES_NAMESPACE,
} from "./cnpg-names";
import { PluginRights } from "./cnpg-plugin-rights";
import { ALLOW_STORES } from "../../object-storage/platform-keys";
import { serverProtection } from "./cnpg-protection";
import { operatorValues, pluginValues } from "./cnpg-values";

export interface CnpgOperatorsProps {
  /** Name of the environment: the authority is called after it. */
  readonly environment: string;
  /** By it copies are chosen. */
  readonly profile: Profile;
  /** Range that the API server calls the webhook from. */
  readonly networkCidr: string;
  /** Where pods fetch the credentials of their identity, by which they reach the store. */
  readonly credentialEndpoints: readonly CredentialEndpoint[];
  /** Whether backups are kept in a store of the cluster. */
  readonly storesInCluster: boolean;
  /** cert-manager: it makes the certificates between operator and plugin, and those of servers. */
  readonly certificates: readonly ITerraformDependable[];
}

/**
 * Namespace, network policy, rights and charts; the authority of the servers' certificates; the images by major; and what the API server
 * refuses. Pods of the namespace reach each other, the API server and the store; its figures are for every pod: they hold no data.
 */
export class CnpgOperators extends Operator {
  public readonly plugin: HelmChart;
  /** The authority, and which image a major runs: servers come after it. */
  public readonly shared: Manifests;
  public readonly protection: Manifests;

  constructor(scope: Construct, id: string, props: CnpgOperatorsProps) {
    const { environment, profile, networkCidr, certificates } = props;
    const among = { peers: [{ namespace: POSTGRES_NAMESPACE }], ports: [] };
    super(scope, id, {
      chart: "cloudnative-pg",
      chartId: "operator",
      name: OPERATOR_RELEASE,
      webhook: { port: OPERATOR_WEBHOOK_PORT, cidr: networkCidr },
      ingress: [among, { peers: ["cluster"], ports: [OPERATOR_METRICS_PORT, METRICS_PORT, POOLER_METRICS_PORT] }],
      egress: [among, ...allowCredentials(props), ...(props.storesInCluster ? [ALLOW_STORES] : [])],
      values: () => operatorValues(profile),
      dependsOn: certificates,
    });
    const namespace = this.namespace.name;
    const { bindings } = new PluginRights(this, "plugin-rights", { namespace });
    this.plugin = new HelmChart(this, "plugin", {
      chart: "plugin-barman-cloud",
      releaseName: BACKUP_PLUGIN_RELEASE,
      namespace,
      values: pluginValues(),
      dependsOn: [...certificates, ...bindings, this.guard.resource, this.chart.release],
    });
    this.shared = new Manifests(this, "shared", {
      releaseName: "authority-and-images",
      namespace,
      objects: [
        ...authorityObjects({
          namespace: POSTGRES_NAMESPACE,
          name: AUTHORITY,
          selfSigned: "postgres-self-signed",
          commonName: `${environment} postgres`,
        }),
        imageCatalog(),
        ...operatorBudget(profile),
      ],
      dependsOn: [...certificates, this.chart.release],
    });
    this.protection = new Manifests(this, "protection", {
      releaseName: "protection",
      namespace,
      objects: serverProtection(),
    });
  }
}

/** The chart has none. */
function operatorBudget(profile: Profile): readonly KubernetesObject[] {
  const { enabled, maxUnavailable } = disruptionBudget(CONTROLLER_REPLICAS[profile]);
  if (!enabled) return [];
  return [
    {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: OPERATOR_RELEASE, namespace: POSTGRES_NAMESPACE },
      spec: { maxUnavailable, selector: { matchLabels: OPERATOR_PODS } },
    },
  ];
}

function imageCatalog(): KubernetesObject {
  return {
    apiVersion: CNPG_API,
    kind: "ImageCatalog",
    metadata: { name: IMAGE_CATALOG, namespace: POSTGRES_NAMESPACE },
    spec: { images: POSTGRES_MAJORS.map((major) => ({ major: Number(major), image: postgresImage(major) })) },
  };
}
