/** Values of the chart seaweedfs. */
import { CONTAINER_USER } from "../../../kit/cluster/restricted";
import { resources, topologySpread } from "../../../kit/cluster/operator/copies";
import { PRIORITY } from "../../../kit/cluster/priority";
import type { ObjectServersSection } from "../../../object-servers/section";
import { CLAIMS } from "./volumes";
import { OBJECTS_NAMESPACE, S3_CERTIFICATE, S3_HTTPS_PORT } from "../endpoint/names";
import {
  FILER_PORT,
  labelsOf,
  METRICS_PORT,
  type Part,
  partCertificate,
  podsOf,
  RELEASE,
  S3_HTTP_PORT,
  setOf,
} from "./names";
import { filersOf, mastersOf, PART_RESOURCES, placementOf, VOLUME_SIZE_MB, VOLUMES_AT_ONCE } from "./sizes";

export interface SeaweedValuesProps extends Required<Pick<ObjectServersSection, "servers" | "copies" | "gateways">> {
  /** The Secret with the file of identities. */
  readonly identitiesSecret: string;
  /** The Secret with the key by which parts sign what they ask of each other (`password`). */
  readonly signingSecret: string;
  /** Labels of all pods. */
  readonly podLabels: Readonly<Record<string, string>>;
}

const USER = Number(CONTAINER_USER);

const CERTIFICATES = "/usr/local/share/ca-certificates";

/**
 * The parts' own requests by HTTP are signed, too (`weed scaffold -config=security`). A lowest version of TLS is not named: with one and no
 * highest, 4.44 makes no credentials, and listens without any (weed/security/tls.go); Go's own lowest is 1.2.
 */
const SIGNED = [
  "WEED_JWT_SIGNING_KEY",
  "WEED_JWT_SIGNING_READ_KEY",
  "WEED_JWT_FILER_SIGNING_KEY",
  "WEED_JWT_FILER_SIGNING_READ_KEY",
];

/** Of each pod: the root file system is read-only, sockets stand in /tmp. */
const SHARED = {
  podSecurityContext: {
    enabled: true,
    runAsNonRoot: true,
    runAsUser: USER,
    runAsGroup: USER,
    fsGroup: USER,
    fsGroupChangePolicy: "OnRootMismatch",
    seccompProfile: { type: "RuntimeDefault" },
  },
  containerSecurityContext: {
    enabled: true,
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    capabilities: { drop: ["ALL"] },
    seccompProfile: { type: "RuntimeDefault" },
  },
  priorityClassName: PRIORITY.data,
  // Texts: the chart puts them into its own lists.
  extraVolumes: "- name: scratch\n  emptyDir:\n    sizeLimit: 1Gi\n",
  extraVolumeMounts: "- name: scratch\n  mountPath: /tmp\n",
  metricsPort: METRICS_PORT,
};

const partOf = (part: Part): object => ({
  ...SHARED,
  // Pods that keep something are never two on one node: the chart's own default says so, and of gateways it says nothing.
  topologySpreadConstraints: JSON.stringify(topologySpread(labelsOf(part))),
  resources: resources(...PART_RESOURCES[part]),
});

/** To standard error: nobody reads files in pods. */
const NO_LOG_FILES = { type: "" };

/** Claims are made apart, and found by their names: the template's size is never asked for. */
const claimOf = { type: "persistentVolumeClaim", size: "1Gi" };

/** Once each quarter of an hour, by the master that leads. Erasure coding is left out: of so few servers each would hold more than may be lost. */
const MAINTENANCE = `[master.maintenance]
scripts = """
  lock
  fs.log.purge -daysAgo=7
  volume.deleteEmpty -quietFor=24h -apply
  volume.balance -apply
  volume.fix.replication -apply
  s3.clean.uploads -timeAgo=168h
  unlock
"""
sleep_minutes = 17
`;

/**
 * Masters say where volumes are, volume servers keep objects, filers their names, gateways speak S3. Every part proves to the others who it is;
 * gateways take no request that is not signed by an identity.
 */
export function seaweedValues(props: SeaweedValuesProps): object {
  const { servers, gateways, identitiesSecret, signingSecret, podLabels } = props;
  const [masters, filers] = [mastersOf(props), filersOf(props)];
  const signed = { secretKeyRef: { name: signingSecret, key: "password" } };
  return {
    podLabels,
    global: {
      imageRegistry: "docker.io",
      seaweedfs: {
        // A right that nothing uses: to make, change and delete every pod of the cluster.
        createClusterRole: false,
        serviceAccountName: RELEASE,
        automountServiceAccountToken: false,
        enableSecurity: true,
        enableReplication: true,
        replicationPlacement: placementOf(props),
        // Keys of the chart's own would stand in a ConfigMap.
        securityConfig: {
          jwtSigning: { volumeWrite: false, volumeRead: false, filerWrite: false, filerRead: false },
        },
        monitoring: { enabled: false },
        extraEnvironmentVars: {
          ...Object.fromEntries(SIGNED.map((name) => [name, signed])),
          // The authority without its key, which stands beside each certificate.
          WEED_GRPC_CA: `${CERTIFICATES}/client/ca.crt`,
          WEED_GRPC_S3_CERT: `${CERTIFICATES}/client/tls.crt`,
          WEED_GRPC_S3_KEY: `${CERTIFICATES}/client/tls.key`,
        },
      },
    },
    certificates: { externalCertificates: { enabled: true } },
    master: {
      ...partOf("master"),
      replicas: masters,
      volumeSizeLimitMB: VOLUME_SIZE_MB,
      config: MAINTENANCE,
      // It would tell its makers how large the cluster is.
      extraArgs: ["-telemetry=false"],
      data: claimOf,
      logs: NO_LOG_FILES,
      extraEnvironmentVars: {
        WEED_MASTER_VOLUME_GROWTH_COPY_1: VOLUMES_AT_ONCE,
        WEED_MASTER_VOLUME_GROWTH_COPY_2: VOLUMES_AT_ONCE,
        WEED_MASTER_VOLUME_GROWTH_COPY_3: VOLUMES_AT_ONCE,
      },
    },
    volume: {
      ...partOf("volume"),
      replicas: servers,
      // As many volumes as the disk has room for.
      dataDirs: [{ name: CLAIMS.volume, ...claimOf, maxVolumes: 0 }],
      minFreeSpacePercent: 5,
      // It would ask the API server with rights over StatefulSets and claims.
      resizeHook: { enabled: false },
    },
    filer: {
      ...partOf("filer"),
      replicas: filers,
      data: claimOf,
      logs: NO_LOG_FILES,
      // By a name that stays, as gateways are told of it.
      extraArgs: [`-ip=\${POD_NAME}.${setOf("filer")}.${OBJECTS_NAMESPACE}`],
      // What is asked without a signature is refused: that it listens must do.
      livenessProbe: { tcpSocket: { port: FILER_PORT } },
      readinessProbe: { tcpSocket: { port: FILER_PORT } },
      s3: { enabled: false },
    },
    s3: {
      ...partOf("s3"),
      enabled: true,
      replicas: gateways,
      serviceAccountName: RELEASE,
      enableAuth: true,
      existingConfigSecret: identitiesSecret,
      port: S3_HTTP_PORT,
      httpsPort: S3_HTTPS_PORT,
      tlsSecret: S3_CERTIFICATE,
      logs: NO_LOG_FILES,
      extraArgs: [
        // The first, as long as it answers: the others have its names a moment later.
        `-filer=${podsOf("filer", filers, FILER_PORT).join(",")}`,
        // Nobody asks for these.
        "-iam=false",
        "-port.iceberg=0",
        "-port.lance=0",
        "-autoCreateBucket=false",
        "-allowDeleteBucketNotEmpty=false",
      ],
    },
  };
}

/** The Secrets of the certificates that the chart mounts. */
export const CERTIFICATE_SECRETS = (["ca", "master", "volume", "filer", "client"] as const).map(partCertificate);
