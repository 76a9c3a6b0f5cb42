/** Everything that a cache in the cluster is made of but its volumes, its passwords and who reaches it. Pure: from settings to objects. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { packageFile } from "../../kit/assets";
import { serverCertificate } from "../../kit/cluster/certificates";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import type { CacheSection } from "../section";
import {
  AUTHORITY,
  certificateSecret,
  labelsOf,
  nodesService,
  type Part,
  proxyName,
  readerName,
  SENTINEL_PORT,
  sentinelsName,
  sentinelsService,
  serverNodes,
  serversName,
  VALKEY_PORT,
} from "./names";
import { proxyPods, proxySecret } from "./proxy-pods";
import { sentinelConfig, watchConfig } from "./sentinel-config";
import { sentinelPods } from "./sentinel-pods";
import { serverConfig, type ServerConfigProps } from "./server-config";
import { serverPods, type ServerPodsProps } from "./server-pods";

const SCRIPTS = [
  "ask.sh",
  "follow-certificate.sh",
  "hand-over.sh",
  "probe.sh",
  "start-sentinel.sh",
  "start-server.sh",
] as const;

export interface CacheObjectsProps extends ServerConfigProps {
  /** The cache's physical name. */
  readonly name: string;
  /** Where its objects stand. */
  readonly namespace: string;
  /** Valkey's, as `major.minor`. */
  readonly version: string;
  /** What it is for: a queue has volumes, a cache has none. */
  readonly use: CacheSection["use"];
}

export interface CacheObjects {
  readonly objects: readonly KubernetesObject[];
  /** Of the nodes: ten hexadecimal digits. */
  readonly generation: string;
}

export function cacheObjects(props: CacheObjectsProps): CacheObjects {
  const { name, namespace, replicas } = props;
  const metadata = (object: string, part: Part) => ({ name: object, namespace, labels: labelsOf(name, part) });
  const config: KubernetesObject = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: metadata(`${name}-config`, "server"),
    data: {
      "valkey.conf": serverConfig(props),
      "sentinel.conf": sentinelConfig(),
      "watch.conf": watchConfig(),
      ...Object.fromEntries(SCRIPTS.map((file) => [file, readFileSync(packageFile("assets", "valkey", file), "utf8")])),
    },
  };
  const pods: Omit<ServerPodsProps, "generation"> = { ...props, configMap: config.metadata.name };
  // Digests of what each kind of pod is told: others are exchanged.
  const generation = digestOf(config, serverPods({ ...pods, generation: "" }));
  const shared = (part: Part, object: string): KubernetesObject => budget(metadata(object, part), labelsOf(name, part));
  const objects = [
    serverCertificate({
      namespace,
      secretName: certificateSecret(name),
      issuer: AUTHORITY,
      hosts: [name, readerName(name), `*.${nodesService(name)}`, `*.${sentinelsService(name)}`],
    }),
    config,
    headless(metadata(nodesService(name), "server"), VALKEY_PORT),
    serverPods({ ...pods, generation }),
    service(metadata(name, replicas > 0 ? "proxy" : "server"), replicas > 0 ? "write" : "valkey"),
  ];
  if (replicas === 0) return { generation, objects };
  const secret = proxySecret(name, serverNodes(props));
  const proxies = { name, namespace, secretName: secret.name };
  return {
    generation,
    objects: [
      ...objects,
      shared("server", serversName(name, props.use)),
      headless(metadata(sentinelsService(name), "sentinel"), SENTINEL_PORT),
      sentinelPods({ ...pods, generation: digestOf(config, sentinelPods({ ...pods, generation: "" })) }),
      shared("sentinel", sentinelsName(name)),
      proxyPods({ ...proxies, generation: digestOf(proxyPods({ ...proxies, generation: "" })) }),
      shared("proxy", proxyName(name)),
      service(metadata(readerName(name), "proxy"), "read"),
    ],
  };
}

const digestOf = (...objects: readonly KubernetesObject[]): string =>
  createHash("sha256").update(JSON.stringify(objects)).digest("hex").slice(0, 10);

type Metadata = KubernetesObject["metadata"] & { readonly labels: Readonly<Record<string, string>> };

/** What clients speak to. */
const service = (metadata: Metadata, port: string): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Service",
  metadata,
  spec: {
    type: "ClusterIP",
    selector: metadata.labels,
    ports: [{ name: "valkey", port: VALKEY_PORT, targetPort: port }],
  },
});

/** Gives each pod a name; also before it is ready, since pods find each other by it. */
const headless = (metadata: Metadata, port: number): KubernetesObject => ({
  apiVersion: "v1",
  kind: "Service",
  metadata,
  spec: {
    clusterIP: "None",
    publishNotReadyAddresses: true,
    selector: metadata.labels,
    ports: [{ name: "tls", port, targetPort: port }],
  },
});

/** One at a time may be taken away by a drain. */
const budget = (metadata: Metadata, labels: Readonly<Record<string, string>>): KubernetesObject => ({
  apiVersion: "policy/v1",
  kind: "PodDisruptionBudget",
  metadata,
  spec: { maxUnavailable: 1, selector: { matchLabels: labels } },
});
