/**
 * Exporters: each logs in to a server that serves no metrics itself, and serves them. They start as soon as the Secret that they
 * log in with is delivered, which its component does later: their release does not wait for them.
 */
import type { Construct } from "constructs";
import type { ITerraformDependable } from "cdktf";
import { EXPORTER_IMAGES } from "../../../catalog/exporters";
import type { ExporterMetrics, PodMetrics } from "../../../model/observed";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { Manifests } from "../../kit/cluster/manifests";
import { resources } from "../../kit/cluster/operator/copies";
import { PRIORITY } from "../../kit/cluster/priority";
import { NAMESPACE } from "./names";
import { podMonitor } from "./pod-monitors";

type Kind = ExporterMetrics["kind"];

interface Env {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: object;
}

interface ExporterKind {
  /** Where it serves metrics. */
  readonly port: number;
  /** Where the servers listen: what the network must let through. */
  readonly serverPorts: readonly number[];
  env(exporter: ExporterMetrics): readonly Env[];
}

/** Where the Secret is mounted, and the server's certificate authority in it. */
const FOLDER = "/run/server";
const AUTHORITY = `${FOLDER}/ca.crt`;
/** No user of the node, and not root (CKV_K8S_40). */
const USER = 10_001;
const PORT_NAME = "metrics";

const KINDS: Readonly<Record<Kind, ExporterKind>> = {
  // github.com/prometheus-community/postgres_exporter, README: user and password from files.
  postgres: {
    port: 9187,
    serverPorts: [5432],
    env: ({ tls, authority }) => [
      {
        name: "DATA_SOURCE_URI",
        value: `$(SERVER_HOST):$(SERVER_PORT)/$(SERVER_DATABASE)?sslmode=${
          tls ? (authority ? `verify-full&sslrootcert=${AUTHORITY}` : "verify-full") : "disable"
        }`,
      },
      { name: "DATA_SOURCE_USER_FILE", value: `${FOLDER}/username` },
      { name: "DATA_SOURCE_PASS_FILE", value: `${FOLDER}/password` },
    ],
  },
  // github.com/oliver006/redis_exporter, README: its password file is a map by address, so the password is a variable.
  redis: {
    port: 9121,
    serverPorts: [6379],
    env: ({ tls, authority, secretName }) => [
      { name: "REDIS_ADDR", value: `${tls ? "rediss" : "redis"}://$(SERVER_HOST):$(SERVER_PORT)` },
      secretEnv("REDIS_USER", secretName, "username"),
      secretEnv("REDIS_PASSWORD", secretName, "password"),
      ...(authority ? [{ name: "REDIS_EXPORTER_TLS_CA_CERT_FILE", value: AUTHORITY }] : []),
      // `CONFIG` is not for who only reads figures.
      { name: "REDIS_EXPORTER_CONFIG_COMMAND", value: "-" },
    ],
  },
  // github.com/kbudde/rabbitmq_exporter, README: reads the management API.
  rabbitmq: {
    port: 9419,
    serverPorts: [443, 15671],
    env: ({ tls, authority }) => [
      { name: "RABBIT_URL", value: `${tls ? "https" : "http"}://$(SERVER_HOST):$(SERVER_PORT)` },
      { name: "RABBIT_USER_FILE", value: `${FOLDER}/username` },
      { name: "RABBIT_PASSWORD_FILE", value: `${FOLDER}/password` },
      ...(authority ? [{ name: "CAFILE", value: AUTHORITY }] : []),
      { name: "OUTPUT_FORMAT", value: "JSON" },
      { name: "RABBIT_EXPORTERS", value: "exchange,node,overview,queue" },
    ],
  },
};

/** Ports of the servers that exporters must reach. */
export function serverPorts(exporters: readonly ExporterMetrics[]): readonly number[] {
  return [...new Set(exporters.flatMap(({ kind }) => KINDS[kind].serverPorts))].sort((a, b) => a - b);
}

/** Where each serves what it has read. */
export const exporterPods = (exporters: readonly ExporterMetrics[]): readonly PodMetrics[] =>
  exporters.map((exporter) => ({
    name: exporter.name,
    namespace: NAMESPACE,
    labels: labelsOf(exporter),
    port: PORT_NAME,
  }));

/** Where any of them is asked. */
export function exporterPorts(exporters: readonly ExporterMetrics[]): readonly number[] {
  return [...new Set(exporters.map(({ kind }) => KINDS[kind].port))].sort((a, b) => a - b);
}

/** Name of an exporter's Deployment; its pods' names begin so. */
export const exporterDeployment = ({ name }: Pick<ExporterMetrics, "name">): string => `${name}-exporter`;

/** A Deployment for each, and a PodMonitor where there is Prometheus. */
export function exporterObjects(
  exporters: readonly ExporterMetrics[],
  monitored: boolean,
): readonly KubernetesObject[] {
  return exporters.flatMap((exporter) => [
    deployment(exporter),
    ...(monitored ? exporterPods([exporter]).map(podMonitor) : []),
  ]);
}

export class Exporters extends Manifests {
  constructor(
    scope: Construct,
    id: string,
    props: {
      readonly namespace: string;
      readonly exporters: readonly ExporterMetrics[];
      /** Whether Prometheus reads them. */
      readonly monitored: boolean;
      readonly dependsOn: readonly ITerraformDependable[];
    },
  ) {
    super(scope, id, {
      releaseName: "exporters",
      namespace: props.namespace,
      objects: exporterObjects(props.exporters, props.monitored),
      wait: false,
      dependsOn: props.dependsOn,
    });
  }
}

const labelsOf = ({ name }: ExporterMetrics): Readonly<Record<string, string>> => ({
  "app.kubernetes.io/name": `${name}-exporter`,
  "app.kubernetes.io/component": "exporter",
});

function secretEnv(name: string, secret: string, key: string): Env {
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
}

/** A pod for the pod security level `restricted`. */
function deployment(exporter: ExporterMetrics): KubernetesObject {
  const { kind, name, secretName } = exporter;
  const { port, env } = KINDS[kind];
  const { repository, tag } = EXPORTER_IMAGES[kind];
  const labels = labelsOf(exporter);
  const server = ["host", "port", ...(kind === "postgres" ? ["database"] : [])];
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: exporterDeployment({ name }), namespace: NAMESPACE, labels },
    spec: {
      // Two would count everything twice.
      replicas: 1,
      strategy: { type: "Recreate" },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          priorityClassName: PRIORITY.platform,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: USER,
            runAsGroup: USER,
            fsGroup: USER,
            seccompProfile: { type: "RuntimeDefault" },
          },
          containers: [
            {
              name: "exporter",
              image: `${repository}:${tag}`,
              imagePullPolicy: "IfNotPresent",
              env: [
                ...server.map((key) => secretEnv(`SERVER_${key.toUpperCase()}`, secretName, key)),
                ...env(exporter),
              ],
              ports: [{ name: PORT_NAME, containerPort: port }],
              readinessProbe: { tcpSocket: { port: PORT_NAME }, periodSeconds: 10 },
              livenessProbe: { tcpSocket: { port: PORT_NAME }, initialDelaySeconds: 10, periodSeconds: 30 },
              resources: resources("10m", "32Mi", "128Mi"),
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ["ALL"] },
              },
              volumeMounts: [{ name: "server", mountPath: FOLDER, readOnly: true }],
            },
          ],
          volumes: [{ name: "server", secret: { secretName, defaultMode: 0o440 } }],
        },
      },
    },
  };
}
