/**
 * A kubeconfig for an environment's cluster, from what its cluster stack publishes. Where the target has a command that prints a credential, it holds
 * none; where clients come in by a certificate, it holds that and its key: it is for its owner's eyes alone.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { parse, stringify } from "yaml";
import type { Environment } from "../environment/environment";
import { JangadaError } from "../errors";
import type { EnvironmentFacts } from "../model/component";
import { factsOf } from "../targets";
import { writeDurably } from "./durable-file";
import { type Outputs, type OutputsOptions, readOutputs } from "./outputs";
import { chooseEnvironments } from "./selection/environments";

const CLUSTER_OUTPUT = "k8s-cluster_cluster";

interface ClusterOutput {
  readonly clusterName: string;
  readonly endpoint: string;
  readonly certificateAuthority: string;
  readonly details: Readonly<Record<string, string | undefined>>;
}

export interface KubeconfigOptions extends Pick<OutputsOptions, "project" | "env"> {
  /** Name of the environment. */
  readonly environment: string;
}

export interface Kubeconfig {
  /** YAML. */
  readonly text: string;
  /** Whether whoever has it is let in: by a key in it, where there is no command that fetches a credential. */
  readonly holdsCredential: boolean;
}

/** @throws JangadaError as `kubeconfigOf`, and what `readOutputs` throws */
export async function kubeconfig({ environment, ...options }: KubeconfigOptions): Promise<Kubeconfig> {
  const [{ facts }] = chooseEnvironments({ ...options, patterns: [environment] }) as readonly [Environment];
  return kubeconfigOf(
    facts,
    await readOutputs({ ...options, environments: [environment], revealed: [CLUSTER_OUTPUT] }),
  );
}

/** @throws JangadaError CLUSTER_NOT_DEPLOYED if no stack publishes a cluster, CLUSTER_LOGIN_UNKNOWN if its target has no client */
export function kubeconfigOf(
  { name, target }: Pick<EnvironmentFacts, "name" | "target">,
  outputs: Outputs,
): Kubeconfig {
  const cluster = Object.values(outputs)
    .map((stack) => stack[CLUSTER_OUTPUT] as ClusterOutput | undefined)
    .find((found) => found !== undefined);
  if (!cluster) {
    throw new JangadaError({
      code: "CLUSTER_NOT_DEPLOYED",
      message: `Environment '${name}' has no cluster yet.`,
      remedy: `Deploy ${name}-cluster first.`,
    });
  }
  const { clusterName, endpoint, certificateAuthority } = cluster;
  const user = userOf(target, cluster);
  if (!user) {
    throw new JangadaError({
      code: "CLUSTER_LOGIN_UNKNOWN",
      message: `How a client logs in to clusters of the target '${target}' is not known here.`,
      remedy: "Take the kubeconfig that whoever made the cluster gave you.",
    });
  }
  const text = stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      { name: clusterName, cluster: { server: endpoint, "certificate-authority-data": certificateAuthority } },
    ],
    contexts: [{ name: clusterName, context: { cluster: clusterName, user: clusterName } }],
    "current-context": clusterName,
    users: [{ name: clusterName, user }],
  });
  return { text, holdsCredential: "client-key-data" in user };
}

/**
 * Writes it for its owner's eyes alone, as a whole or not at all. One of the same cluster that lies there is replaced, whatever its mode was.
 * @throws JangadaError KUBECONFIG_IN_THE_WAY if anything else lies there, KUBECONFIG_UNWRITABLE
 */
export function writeKubeconfig(file: string, { text }: Kubeconfig): void {
  const place = path.resolve(file);
  const problem = (code: string, message: string, remedy: string): JangadaError =>
    new JangadaError({ code, message, place: { file: place }, remedy });
  try {
    if (fs.existsSync(place) && clusterIn(fs.readFileSync(place, "utf8")) !== clusterIn(text)) {
      const message = "Something else lies there than a kubeconfig of this cluster alone.";
      throw problem(
        "KUBECONFIG_IN_THE_WAY",
        message,
        "Name another file: kubectl reads several, KUBECONFIG=one:other.",
      );
    }
    writeDurably(place, text);
  } catch (error) {
    if (JangadaError.is(error)) throw error;
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    throw problem("KUBECONFIG_UNWRITABLE", `It cannot be written: ${code}.`, "Name a file that you may write.");
  }
}

/** The name of its only cluster; undefined of what is no kubeconfig, or one of several. */
function clusterIn(text: string): string | undefined {
  try {
    const { kind, clusters } = parse(text) as {
      readonly kind?: string;
      readonly clusters?: readonly { name: string }[];
    };
    return kind === "Config" && clusters?.length === 1 ? clusters[0]?.name : undefined;
  } catch {
    return undefined;
  }
}

/** By the command of the target's client, or by the certificate that the cluster publishes. */
function userOf(target: EnvironmentFacts["target"], cluster: ClusterOutput): object | undefined {
  const client = factsOf(target)?.client;
  if (client) {
    const { env = {}, ...login } = client.clusterLogin(cluster);
    const variables = Object.entries(env).map(([variable, value]) => ({ name: variable, value }));
    return { exec: { ...login, ...(variables.length > 0 ? { env: variables } : {}), interactiveMode: "Never" } };
  }
  const { "client-certificate": certificate, "client-key": key } = cluster.details;
  if (certificate === undefined || key === undefined) return undefined;
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  return { "client-certificate-data": base64(certificate), "client-key-data": base64(key) };
}
