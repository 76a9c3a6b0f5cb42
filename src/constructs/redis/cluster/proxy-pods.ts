/** The proxies of a cache: a Deployment. Pure: from settings to objects. */
import { createHash } from "node:crypto";
import { HAPROXY_IMAGE } from "../../../catalog/haproxy";
import type { KubernetesObject } from "../../kit/cluster/kubernetes-object";
import { resources } from "../../kit/cluster/operator/copies";
import { labelsOf, type Node, proxyName, READ_PORT, STATUS_PORT, VALKEY_PORT } from "./names";
import { container, mount, podTemplate, secretVolume, tlsVolume } from "./pod";
import { proxyConfig } from "./proxy-config";
import { TLS_PATH } from "./server-config";

/** One may go, and clients that it led are led by the other. */
const PROXIES = 2;
const PROXY_CONFIG_PATH = "/run/proxy";
/** Key under which the password of the user `proxy` stands in the template. */
export const PROXY_PASSWORD = "proxy";
const CONFIG_FILE = "haproxy.cfg";

export interface ProxySecret {
  /** With a digest of what is in it: another configuration is another Secret, and pods with it start once it is there. */
  readonly name: string;
  /** By file, as templates over the password. */
  readonly template: Readonly<Record<string, string>>;
}

export function proxySecret(cache: string, nodes: readonly Node[]): ProxySecret {
  const text = proxyConfig({ nodes, password: `{{ .${PROXY_PASSWORD} }}` });
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 10);
  return { name: `${cache}.proxy.${digest}`, template: { [CONFIG_FILE]: text } };
}

export interface ProxyPodsProps {
  /** The cache's physical name. */
  readonly name: string;
  /** Where its objects stand. */
  readonly namespace: string;
  /** Pods with another one are exchanged. */
  readonly generation: string;
  /** Of the Secret with the proxy's configuration. */
  readonly secretName: string;
}

export function proxyPods({ name, namespace, generation, secretName }: ProxyPodsProps): KubernetesObject {
  const labels = labelsOf(name, "proxy");
  const status = (path: string, more: object): object => ({
    httpGet: { path, port: "status" },
    timeoutSeconds: 3,
    ...more,
  });
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: proxyName(name), namespace, labels },
    spec: {
      replicas: PROXIES,
      strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      selector: { matchLabels: labels },
      template: podTemplate({
        labels,
        generation,
        graceSeconds: 40,
        containers: [
          container("haproxy", `${HAPROXY_IMAGE.repository}:${HAPROXY_IMAGE.tag}`, {
            command: ["haproxy", "-W", "-db", "-f", `${PROXY_CONFIG_PATH}/${CONFIG_FILE}`],
            ports: [
              { name: "write", containerPort: VALKEY_PORT },
              { name: "read", containerPort: READ_PORT },
              { name: "status", containerPort: STATUS_PORT },
            ],
            resources: resources("100m", "128Mi", "512Mi"),
            livenessProbe: status("/alive", { periodSeconds: 10, failureThreshold: 3 }),
            // Whoever does not find the node that writes leads nobody.
            readinessProbe: status("/ready", { periodSeconds: 2, failureThreshold: 2 }),
            // Until nobody is sent here any more.
            lifecycle: { preStop: { exec: { command: ["sleep", "5"] } } },
            volumeMounts: [mount("configuration", PROXY_CONFIG_PATH), mount("authority", TLS_PATH)],
          }),
        ],
        volumes: [secretVolume("configuration", secretName), authorityVolume(name)],
      }),
    },
  };
}

/** Only the authority of the nodes' certificates, and not their key. */
const authorityVolume = (cache: string): object => {
  const { secret } = tlsVolume(cache) as { readonly secret: object };
  return { name: "authority", secret: { ...secret, items: [{ key: "ca.crt", path: "ca.crt" }] } };
};
