/** What rendered workloads run, and whether a namespace of the pod security level `restricted` takes them. */
import type { KubernetesDocument } from "./helm";
import { ofKind } from "./rendered";

interface SecurityContext {
  readonly runAsNonRoot?: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly privileged?: boolean;
  readonly readOnlyRootFilesystem?: boolean;
  readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
  readonly seccompProfile?: { readonly type?: string };
}

interface Quantities {
  readonly cpu?: string;
  readonly memory?: string;
}

export interface Container {
  readonly command?: readonly string[];
  readonly name: string;
  readonly image?: string;
  readonly args?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[] | null;
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
  readonly resources?: { readonly requests?: Quantities; readonly limits?: Quantities };
  readonly readinessProbe?: object;
  readonly livenessProbe?: object;
  readonly volumeMounts?: readonly { readonly mountPath: string }[];
  readonly securityContext?: SecurityContext;
}

export interface PodSpec {
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly serviceAccountName?: string;
  readonly automountServiceAccountToken?: boolean;
  readonly priorityClassName?: string;
  readonly securityContext?: SecurityContext;
  readonly tolerations?: readonly object[];
  readonly topologySpreadConstraints?: readonly {
    readonly topologyKey: string;
    readonly labelSelector: { readonly matchLabels: Labels };
  }[];
  readonly containers: readonly Container[];
  /** Charts may leave it `null`. */
  readonly initContainers?: readonly Container[] | null;
  readonly affinity?: {
    readonly podAntiAffinity?: Readonly<Record<string, readonly object[]>>;
  };
  readonly volumes?: readonly { readonly name: string; readonly hostPath?: object }[];
}

export type Labels = Readonly<Record<string, string>>;

interface Template {
  readonly metadata?: { readonly labels?: Labels };
  readonly spec: PodSpec;
}

interface WorkloadSpec {
  readonly replicas?: number;
  readonly template: Template;
}

/** Kinds that run pods of a template, but for Jobs on a schedule. */
const SERVERS = ["Deployment", "DaemonSet", "StatefulSet"] as const;

export const serversOf = (documents: readonly KubernetesDocument[]): readonly KubernetesDocument[] =>
  ofKind(documents, ...SERVERS);

/** Servers, Jobs, and Jobs on a schedule. */
export const workloadsOf = (documents: readonly KubernetesDocument[]): readonly KubernetesDocument[] =>
  ofKind(documents, ...SERVERS, "Job", "CronJob");

function templateOf({ kind, spec }: KubernetesDocument): Template {
  return kind === "CronJob"
    ? (spec as { readonly jobTemplate: { readonly spec: WorkloadSpec } }).jobTemplate.spec.template
    : (spec as WorkloadSpec).template;
}

export const podOf = (workload: KubernetesDocument): PodSpec => templateOf(workload).spec;
export const podLabels = (workload: KubernetesDocument): Labels => templateOf(workload).metadata?.labels ?? {};
export const replicasOf = ({ spec }: KubernetesDocument): number => (spec as WorkloadSpec).replicas ?? 1;
/** Those that run first among them. */
export const containersOf = ({ containers, initContainers }: PodSpec): readonly Container[] => [
  ...(initContainers ?? []),
  ...containers,
];

/** The container of a workload, of that name or the only one. */
export function containerOf(workload: KubernetesDocument, name?: string): Container {
  const { containers } = podOf(workload);
  const found = name === undefined ? containers : containers.filter((one) => one.name === name);
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} containers of ${workload.metadata.name}`);
  return found[0];
}

/** Why pods would be refused (kubernetes.io/docs/concepts/security/pod-security-standards, restricted). */
export function unrestricted(documents: readonly KubernetesDocument[]): readonly string[] {
  return workloadsOf(documents).flatMap((workload) => {
    const pod = podOf(workload);
    const problems = [
      ...(pod.hostNetwork || pod.hostPID || pod.hostIPC ? ["the host's own network or processes"] : []),
      ...(pod.volumes ?? []).filter(({ hostPath }) => hostPath).map(({ name }) => `the host's path ${name}`),
      ...containersOf(pod).flatMap((container) =>
        inContainer(container, pod.securityContext).map((problem) => `${container.name}: ${problem}`),
      ),
    ];
    return problems.map((problem) => `${workload.metadata.name}: ${problem}`);
  });
}

function inContainer({ securityContext: own = {} }: Container, pod: SecurityContext = {}): readonly string[] {
  const seccomp = own.seccompProfile?.type ?? pod.seccompProfile?.type;
  return [
    ...((own.runAsNonRoot ?? pod.runAsNonRoot) ? [] : ["may run as root"]),
    ...(own.allowPrivilegeEscalation === false && !own.privileged ? [] : ["may gain privileges"]),
    ...(own.capabilities?.drop?.includes("ALL") && !own.capabilities.add?.length ? [] : ["keeps capabilities"]),
    ...(seccomp === "RuntimeDefault" || seccomp === "Localhost" ? [] : ["has no seccomp profile"]),
  ];
}
