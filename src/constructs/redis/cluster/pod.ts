/** What the pods of a cache have alike: scripts, passwords, certificate, and how little they may. */
import { PRIORITY } from "../../kit/cluster/priority";
import { CONTAINER_USER, RESTRICTED_POD, restrictedContainer } from "../../kit/cluster/restricted";
import { topologySpread } from "../../kit/cluster/operator/copies";
import { passwordSecret } from "../../secrets/service-passwords";
import { certificateSecret } from "./names";
import { AUTHORITY_FILE, TLS_PATH } from "./server-config";
import type { InternalUser } from "./users";

export const CONFIG_PATH = "/run/config";
export const PASSWORDS_PATH = "/run/passwords";

/** Changes with everything that a pod is told: pods with another one are exchanged. */
export const GENERATION_ANNOTATION = "jangada/generation";

export interface Env {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: object;
}

export const envOf = (values: Readonly<Record<string, string>>): readonly Env[] =>
  Object.entries(values).map(([name, value]) => ({ name, value }));

/** What every script reads that `ask.sh` is read by. */
export const ASK_ENV: Readonly<Record<string, string>> = {
  CA: AUTHORITY_FILE,
  PASSWORDS: PASSWORDS_PATH,
  HOME: "/tmp",
};

/** `SELF`: where the others find the pod. */
export const selfEnv = (domain: string, port: number): readonly Env[] => [
  { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
  { name: "SELF", value: `$(POD_NAME).${domain}:${port}` },
];

/** A probe by a script of the ConfigMap. */
export const probe = (question: string, more: object): object => ({
  exec: { command: ["bash", `${CONFIG_PATH}/probe.sh`, question] },
  timeoutSeconds: 5,
  ...more,
});

export interface PodProps {
  /** The pods', by which they are spread. */
  readonly labels: Readonly<Record<string, string>>;
  /** Pods with another one are exchanged. */
  readonly generation: string;
  /** Seconds that a pod has to end. */
  readonly graceSeconds: number;
  /** As Kubernetes' API has them. */
  readonly containers: readonly object[];
  /** As Kubernetes' API has them. */
  readonly volumes: readonly object[];
}

/**
 * For the pod security level `restricted`; before applications where there is no room for all: without Sentinels and proxies nobody
 * comes to the data. @security CKV_K8S_38 no token of a service account
 */
export function podTemplate({ labels, generation, graceSeconds, containers, volumes }: PodProps): object {
  return {
    metadata: { labels: { ...labels }, annotations: { [GENERATION_ANNOTATION]: generation } },
    spec: {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      priorityClassName: PRIORITY.data,
      terminationGracePeriodSeconds: graceSeconds,
      securityContext: {
        ...RESTRICTED_POD,
        runAsUser: Number(CONTAINER_USER),
        runAsGroup: Number(CONTAINER_USER),
        fsGroup: Number(CONTAINER_USER),
        fsGroupChangePolicy: "OnRootMismatch",
      },
      topologySpreadConstraints: topologySpread(labels),
      containers,
      volumes,
    },
  };
}

/** @security CKV_K8S_14 CKV_K8S_15 a fixed tag, asked for at every start */
export function container(name: string, image: string, more: object): object {
  return { name, image, imagePullPolicy: "Always", securityContext: restrictedContainer(), ...more };
}

const MODE = 0o440;

export const configVolume = (configMap: string): object => ({ name: "config", configMap: { name: configMap } });
export const tlsVolume = (cache: string): object => ({
  name: "tls",
  secret: { secretName: certificateSecret(cache), defaultMode: MODE },
});
export const secretVolume = (name: string, secretName: string): object => ({
  name,
  secret: { secretName, defaultMode: MODE },
});
/** @security CKV_K8S_35 passwords are files */
export const passwordsVolume = (cache: string, users: readonly InternalUser[]): object => ({
  name: "passwords",
  projected: {
    defaultMode: MODE,
    sources: users.map((user) => ({
      secret: { name: passwordSecret(cache, user, 1), items: [{ key: "password", path: user }] },
    })),
  },
});
/** Where a client keeps what it must write. */
export const TEMPORARY_VOLUME: object = { name: "tmp", emptyDir: { medium: "Memory", sizeLimit: "8Mi" } };

export const mount = (name: string, mountPath: string): object => ({ name, mountPath, readOnly: true });
export const COMMON_MOUNTS: readonly object[] = [
  mount("config", CONFIG_PATH),
  mount("passwords", PASSWORDS_PATH),
  mount("tls", TLS_PATH),
  { name: "tmp", mountPath: "/tmp" },
];
