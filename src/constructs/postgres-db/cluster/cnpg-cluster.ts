/** The `Cluster` of CloudNativePG: a PostgreSQL server of one node or more. Pure: from settings to an object. */
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { topologySpread } from "../../kit/cluster/operator/copies";
import { PRIORITY } from "../../kit/cluster/priority";
import { utcOf, type RestoreSection } from "../restore";
import type { ServerSection } from "../section";
import { backupParameters } from "./cnpg-backups";
import {
  ADMINISTRATOR,
  BACKUP_PLUGIN,
  certificateSecret,
  CNPG_API,
  IMAGE_CATALOG,
  MAJOR_UPGRADE_LABEL,
  PROTECTED_LABEL,
  serverPods,
} from "./cnpg-names";
import { instancesOf } from "./instances";
import { NODE_SIZES, sizedParameters } from "./cnpg-sizes";

export interface CnpgClusterProps {
  /** Name of the custom resource; pods, Services and Secrets are called after it. */
  readonly name: string;
  /** Kubernetes namespace that it stands in. */
  readonly namespace: string;
  /** The section's fields, checked and with their defaults. */
  readonly settings: Pick<
    ServerSection,
    | "version"
    | "allowMajorUpgrade"
    | "size"
    | "storage"
    | "highAvailability"
    | "readReplicas"
    | "protected"
    | "parameters"
    | "inCluster"
  >;
  /** Secret with name and password of the administrator. */
  readonly adminSecret: string;
  /** Name of the `ObjectStore`, and of the folder of this server's backups in it. */
  readonly backups: { readonly store: string; readonly folder: string };
  /** From whose backups it is made, by the name of their folder. @default it begins empty */
  readonly restore?: Pick<RestoreSection, "at"> & { readonly folder: string };
  /** Of its service account and its pods: who they are in the cloud. */
  readonly identity: {
    readonly annotations: Readonly<Record<string, string>>;
    readonly podLabels: Readonly<Record<string, string>>;
  };
}

export function cnpgCluster(props: CnpgClusterProps): KubernetesObject {
  const { name, namespace, settings, backups, identity } = props;
  const { highAvailability, inCluster } = settings;
  const { cpu, memory } = NODE_SIZES[settings.size];
  const instances = instancesOf(settings);
  const pods = { ...serverPods(name), "cnpg.io/podRole": "instance" };
  return {
    apiVersion: CNPG_API,
    kind: "Cluster",
    metadata: {
      name,
      namespace,
      labels: {
        [PROTECTED_LABEL]: String(settings.protected),
        [MAJOR_UPGRADE_LABEL]: String(settings.allowMajorUpgrade),
      },
    },
    spec: {
      instances,
      imageCatalogRef: {
        apiGroup: "postgresql.cnpg.io",
        kind: "ImageCatalog",
        name: IMAGE_CATALOG,
        major: Number(settings.version),
      },
      primaryUpdateStrategy: "unsupervised",
      primaryUpdateMethod: instances > 1 ? "switchover" : "restart",
      // Nobody logs in as the superuser, over the network or with a password.
      enableSuperuserAccess: false,
      // A budget of a single node would hold up every drain.
      enablePDB: instances > 1,
      priorityClassName: PRIORITY.data,
      resources: { requests: { cpu, memory: `${memory}Mi` }, limits: { memory: `${memory}Mi` } },
      affinity: {
        enablePodAntiAffinity: true,
        topologyKey: "kubernetes.io/hostname",
        podAntiAffinityType: instances > 1 ? "required" : "preferred",
      },
      topologySpreadConstraints: topologySpread(pods),
      // No class: the cluster's own default, which is encrypted.
      storage: { size: `${settings.storage}Gi`, resizeInUseVolumes: true },
      walStorage: { size: `${inCluster.walStorage}Gi`, resizeInUseVolumes: true },
      postgresql: {
        parameters: {
          ...sizedParameters(settings.size, inCluster.walStorage),
          ssl_min_protocol_version: "TLSv1.2",
          password_encryption: "scram-sha-256",
          log_lock_waits: "on",
          ...settings.parameters,
        },
        pg_hba: [...ACCESS],
        ...(highAvailability ? { synchronous: SYNCHRONOUS } : {}),
      },
      certificates: { serverTLSSecret: certificateSecret(name), serverCASecret: certificateSecret(name) },
      serviceAccountTemplate: { metadata: { annotations: identity.annotations } },
      ...(Object.keys(identity.podLabels).length > 0 ? { inheritedMetadata: { labels: identity.podLabels } } : {}),
      // The exporter that reads every server reads figures of what is in it.
      monitoring: { disableDefaultQueries: true },
      plugins: [
        { name: BACKUP_PLUGIN, isWALArchiver: true, parameters: backupParameters(backups.store, backups.folder) },
      ],
      ...bootstrap(props),
    },
  };
}

/** A commit is on a standby before it is told; a standby takes over only where it is sure to have every commit. */
const SYNCHRONOUS = { method: "any", number: 1, dataDurability: "required", failoverQuorum: true };

/**
 * After the operator's own lines, before its last one (a password for whoever comes over the network): TLS alone, and databases that
 * come with a server for the administrator, and for who reads figures.
 */
const ACCESS = [
  "hostnossl all all all reject",
  `hostssl all ${ADMINISTRATOR} all scram-sha-256`,
  "hostssl postgres monitoring all scram-sha-256",
  `host postgres,template1,${ADMINISTRATOR} all all reject`,
] as const;

/** Name of the place that a server is restored from, within its own specification. */
const SOURCE = "source";

function bootstrap({ adminSecret, backups, restore }: CnpgClusterProps): object {
  const application = { database: ADMINISTRATOR, owner: ADMINISTRATOR, secret: { name: adminSecret } };
  if (restore === undefined) return { bootstrap: { initdb: { ...application, ...INITDB } } };
  return {
    bootstrap: {
      recovery: {
        ...application,
        source: SOURCE,
        ...(restore.at === undefined ? {} : { recoveryTarget: { targetTime: utcOf(restore.at) } }),
      },
    },
    externalClusters: [
      {
        name: SOURCE,
        plugin: { name: BACKUP_PLUGIN, parameters: backupParameters(backups.store, restore.folder) },
      },
    ],
  };
}

/**
 * Makes roles and databases, and lets others read figures; not a superuser. Checksums tell of a page that a disk has changed. Texts are
 * sorted by their code points: no newer library of an image sorts otherwise than an index was built.
 */
const INITDB = {
  dataChecksums: true,
  encoding: "UTF8",
  localeCollate: "C.UTF-8",
  localeCType: "C.UTF-8",
  postInitSQL: [
    `ALTER ROLE ${ADMINISTRATOR} CREATEDB CREATEROLE`,
    `GRANT pg_monitor TO ${ADMINISTRATOR} WITH ADMIN OPTION`,
    "REVOKE TEMPORARY ON DATABASE postgres FROM PUBLIC",
    "REVOKE ALL ON DATABASE template1 FROM PUBLIC",
  ],
} as const;
