/** What rendered workloads run, and whether a namespace of the pod security level `restricted` takes them. */
import { type KubernetesDocument, ofKind } from "./render";

interface SecurityContext {
  readonly runAsNonRoot?: boolean;
  readonly allowPrivilegeEscalation?: boolean;
  readonly privileged?: boolean;
  readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
  readonly seccompProfile?: { readonly type?: string };
}

export interface Container {
  readonly name: string;
  readonly args?: readonly string[];
  readonly securityContext?: SecurityContext;
}

interface PodSpec {
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly serviceAccountName?: string;
  readonly securityContext?: SecurityContext;
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly volumes?: readonly { readonly name: string; readonly hostPath?: object }[];
}

export function podOf(workload: KubernetesDocument): PodSpec {
  return (workload["spec"] as { readonly template: { readonly spec: PodSpec } }).template.spec;
}

/** Why pods would be refused (kubernetes.io/docs/concepts/security/pod-security-standards, restricted). */
export function unrestricted(documents: readonly KubernetesDocument[]): readonly string[] {
  return ofKind(documents, "Deployment", "DaemonSet", "StatefulSet", "Job").flatMap((workload) => {
    const pod = podOf(workload);
    const problems = [
      ...(pod.hostNetwork || pod.hostPID || pod.hostIPC ? ["the host's own network or processes"] : []),
      ...(pod.volumes ?? []).filter(({ hostPath }) => hostPath).map(({ name }) => `the host's path ${name}`),
      ...[...(pod.initContainers ?? []), ...pod.containers].flatMap((container) =>
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
