/** What the kubernetes and helm providers' configurations say of a cluster, and whether its API answers to it. */
import { readFileSync } from "node:fs";
import { isIPv4 } from "node:net";
import { parse } from "yaml";
import type { Diagnostic } from "../../rehearsal/protocol/handlers";
import type { ValueObject } from "../../rehearsal/protocol/value";
import type { Cluster } from "../../rehearsal/world/cluster-type";
import type { World } from "../../rehearsal/world/world";
import { failure, firstOf, isTrue, isUnknown, textOf, textsOf } from "../../rehearsal/engine/attributes";
import { type ClientCertificate, clientOf, clientProblem } from "./client-certificate";
import { clusterRealm, findCluster } from "./clusters";

const ANY = Symbol("any");

export interface Connection {
  /** Undefined while the configuration does not say, or is not known yet. */
  readonly host?: string;
  readonly realm: string;
  /** The authority of the API server's certificate, in PEM; `any` where it is not to be checked, or not known yet. */
  readonly authority?: string | typeof ANY;
  /** Whether the API server is told who asks. */
  readonly authenticated: boolean;
  /** The certificate that tells it, with its key, where that is how. */
  readonly client?: ClientCertificate;
}

/** The provider's address without a configured host: the API server on localhost. */
const NO_HOST = "http://localhost";

/** @param settings The kubernetes provider's configuration, or the object `kubernetes` of helm's. */
export function connectionOf(settings: ValueObject | undefined): Connection {
  const file = settings ? fromKubeconfig(settings) : undefined;
  const host = textOf(settings?.host) || file?.host;
  const lenient = isTrue(settings?.insecure) || isUnknown(settings?.cluster_ca_certificate);
  const isConfigured = (name: string): boolean => Boolean(textOf(settings?.[name])) || isUnknown(settings?.[name]);
  const client = file ? undefined : clientOf(settings);
  return {
    host,
    realm: clusterRealm(host ?? NO_HOST),
    ...(client ? { client } : {}),
    authority: file || lenient ? ANY : textOf(settings?.cluster_ca_certificate) || undefined,
    authenticated:
      file !== undefined ||
      firstOf(settings?.exec) !== undefined ||
      isConfigured("token") ||
      isConfigured("client_certificate") ||
      isConfigured("username"),
  };
}

/** The server of a kubeconfig's context. Undefined when the settings name no file, or it cannot be read. */
function fromKubeconfig(settings: ValueObject): { host?: string } | undefined {
  const paths = [textOf(settings.config_path), ...textsOf(settings.config_paths)].filter((path) => path !== undefined);
  for (const path of paths) {
    try {
      const config = parse(readFileSync(path, "utf8")) as Kubeconfig | null;
      const wanted = textOf(settings.config_context) ?? config?.["current-context"];
      const context = config?.contexts?.find(({ name }) => name === wanted)?.context;
      const name = textOf(settings.config_context_cluster) ?? context?.cluster;
      return { host: config?.clusters?.find((cluster) => cluster.name === name)?.cluster?.server };
    } catch {
      continue;
    }
  }
  return undefined;
}

interface Kubeconfig {
  readonly "current-context"?: string;
  readonly contexts?: readonly { readonly name?: string; readonly context?: { readonly cluster?: string } }[];
  readonly clusters?: readonly { readonly name?: string; readonly cluster?: { readonly server?: string } }[];
}

/** The cluster of the connection, if it answers to it. */
export function clusterOf(world: World, connection: Connection): Cluster | undefined {
  return connection.host === undefined ? undefined : findCluster(world, connection.host);
}

/** Why the API does not answer, in the words of Go's client; nothing if it does. `path` is where it was asked. */
export function connectionProblems(world: World, connection: Connection, path: string): readonly Diagnostic[] {
  const { host } = connection;
  if (host === undefined) {
    return [failure(`Get "${NO_HOST}${path}": dial tcp [::1]:80: connect: connection refused`)];
  }
  const url = `${host.replace(/\/+$/, "")}${path}`;
  const cluster = findCluster(world, host);
  if (!cluster) {
    const [, name = host, port = "443"] = /^(?:https?:\/\/)?([^/:]+)(?::(\d+))?/.exec(host) ?? [];
    const away = isIPv4(name)
      ? `dial tcp ${name}:${port}: connect: no route to host`
      : `dial tcp: lookup ${name}: no such host`;
    return [failure(`Get "${url}": ${away}`)];
  }
  const { authority } = connection;
  if (typeof authority === "string" && !authority.includes("-----BEGIN CERTIFICATE-----")) {
    return [failure("unable to load root certificates: unable to parse bytes as PEM block")];
  }
  const trusted =
    authority === ANY || cluster.authority === undefined || authority?.trim() === cluster.authority.trim();
  if (!trusted) {
    return [failure(`Get "${url}": tls: failed to verify certificate: x509: certificate signed by unknown authority`)];
  }
  if (!connection.authenticated) return [failure("Unauthorized")];
  if (!connection.client || cluster.clientAuthority === undefined) return [];
  const problem = clientProblem(connection.client, cluster.clientAuthority);
  return problem === undefined ? [] : [failure(problem)];
}
