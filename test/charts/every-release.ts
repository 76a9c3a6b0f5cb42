/** What holds for every release, whatever its chart: each function gives what does not, a line each; exceptions are their callers'. */
import { PRIORITY } from "../../src/constructs/kit/cluster/priority";
import type { KubernetesDocument } from "./helm";
import { containersOf, type Labels, podLabels, podOf, replicasOf, serversOf, unrestricted, workloadsOf } from "./pods";
import { ofKind } from "./rendered";

/** Everything of one namespace's that runs, whoever makes it. */
export interface InNamespace {
  readonly namespace: string;
  readonly documents: readonly KubernetesDocument[];
}

const lines = (
  workloads: readonly KubernetesDocument[],
  problemsOf: (workload: KubernetesDocument) => readonly string[],
): readonly string[] =>
  workloads.flatMap((workload) => problemsOf(workload).map((problem) => `${workload.metadata.name}: ${problem}`));

/** Requests of both, a limit of memory; none of CPU, which throttles. */
export function withoutResources(documents: readonly KubernetesDocument[]): readonly string[] {
  return lines(workloadsOf(documents), (workload) =>
    containersOf(podOf(workload)).flatMap(({ name, resources: { requests = {}, limits = {} } = {} }) => [
      ...(requests.cpu && requests.memory ? [] : [`${name} asks for no CPU or no memory`]),
      ...(limits.memory ? [] : [`${name} may take all memory`]),
      ...(limits.cpu && !["Job", "CronJob"].includes(workload.kind) ? [`${name} is throttled`] : []),
    ]),
  );
}

/** A registry that is named, and a version: `latest` is another image tomorrow. */
export function looseImages(documents: readonly KubernetesDocument[]): readonly string[] {
  return lines(workloadsOf(documents), (workload) =>
    containersOf(podOf(workload))
      .map(({ image = "" }) => image)
      .filter(
        (image) =>
          !/^[a-z0-9-]+(\.[a-z0-9-]+)+\/[a-z0-9._/-]+:(?!latest\b)[\w][\w.-]*(@sha256:[0-9a-f]{64})?$/.test(image),
      ),
  );
}

export function withoutPriority(documents: readonly KubernetesDocument[]): readonly string[] {
  const known: readonly string[] = Object.values(PRIORITY);
  return lines(serversOf(documents), (workload) => {
    const { priorityClassName = "none" } = podOf(workload);
    return known.includes(priorityClassName) ? [] : [`priority ${priorityClassName}`];
  });
}

export function withoutReadiness(documents: readonly KubernetesDocument[]): readonly string[] {
  return lines(serversOf(documents), (workload) =>
    podOf(workload)
      .containers.filter(({ readinessProbe }) => !readinessProbe)
      .map(({ name }) => name),
  );
}

export function writableRoots(documents: readonly KubernetesDocument[]): readonly string[] {
  return lines(workloadsOf(documents), (workload) =>
    containersOf(podOf(workload))
      .filter(({ securityContext }) => !securityContext?.readOnlyRootFilesystem)
      .map(({ name }) => name),
  );
}

/** The same name twice in one list: Kubernetes patches lists by names, and loses one of the two. */
export function saidTwice(documents: readonly KubernetesDocument[]): readonly string[] {
  const twice = (what: string, names: readonly string[]): readonly string[] =>
    names.filter((name, index) => names.indexOf(name) !== index).map((name) => `${what} ${name} twice`);
  return lines(workloadsOf(documents), (workload) => {
    const pod = podOf(workload);
    return [
      ...twice(
        "volume",
        (pod.volumes ?? []).map(({ name }) => name),
      ),
      ...containersOf(pod).flatMap(({ env, volumeMounts, ports }) => [
        ...twice(
          "variable",
          (env ?? []).map(({ name }) => name),
        ),
        ...twice(
          "mount",
          (volumeMounts ?? []).map(({ mountPath }) => mountPath),
        ),
        ...twice(
          "port",
          (ports ?? []).flatMap(({ name }) => (name === undefined ? [] : [name])),
        ),
      ]),
    ];
  });
}

const ZONE = "topology.kubernetes.io/zone";

/** Several copies that may all be on one node, or that constraints spread which are not of their labels. */
export function notSpread(documents: readonly KubernetesDocument[]): readonly string[] {
  return lines(serversOf(documents), (workload) => {
    if (workload.kind === "DaemonSet" || replicasOf(workload) < 2) return [];
    const { topologySpreadConstraints = [] } = podOf(workload);
    const keys = topologySpreadConstraints
      .filter(({ labelSelector }) => selects(labelSelector.matchLabels, podLabels(workload)))
      .map(({ topologyKey }) => topologyKey);
    const apart = JSON.stringify(podOf(workload).affinity?.podAntiAffinity ?? {});
    return keys.includes(ZONE) || apart.includes(ZONE) ? [] : ["not spread over zones"];
  });
}

/** Several copies that a drain may take away at once; a budget that lets none be taken; a budget of nothing. */
export function budgetProblems(documents: readonly KubernetesDocument[]): readonly string[] {
  const budgets = ofKind(documents, "PodDisruptionBudget").map(({ metadata, spec }) => ({
    name: metadata.name,
    ...(spec as {
      readonly minAvailable?: number | string;
      readonly maxUnavailable?: number | string;
      readonly selector: { readonly matchLabels: Labels };
    }),
  }));
  const ofPods = (workload: KubernetesDocument): typeof budgets =>
    budgets.filter(({ selector }) => selects(selector.matchLabels, podLabels(workload)));
  const servers = serversOf(documents).filter(({ kind }) => kind !== "DaemonSet");
  return [
    ...lines(servers, (workload) => (replicasOf(workload) > 1 && ofPods(workload).length !== 1 ? ["no budget"] : [])),
    ...lines(servers, (workload) =>
      ofPods(workload)
        .filter(
          ({ minAvailable, maxUnavailable }) =>
            replicasOf(workload) > 0 && !(Number(maxUnavailable) >= 1 || Number(minAvailable) < replicasOf(workload)),
        )
        .map(({ name }) => `the budget ${name} holds up every drain`),
    ),
  ];
}

const selects = (selector: Labels, labels: Labels): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

/** What the level `restricted` would refuse: with the level of a namespace that is another. */
export function refusedPods({ namespace, documents }: InNamespace, level: string | undefined): readonly string[] {
  const problems = unrestricted(documents);
  if (level === "restricted") return problems;
  if (problems.length === 0 && workloadsOf(documents).length > 0) return [`${namespace} could be restricted`];
  return problems.map((problem) => `${namespace}, ${level ?? "of no level"}: ${problem}`);
}

/** Pods with a token of a service account that has no right anywhere: a token that says nothing but who they are. */
export function needlessTokens(
  { namespace, documents }: InNamespace,
  all: readonly KubernetesDocument[],
): readonly string[] {
  const bound = new Set(
    ofKind(all, "ClusterRoleBinding", "RoleBinding").flatMap(({ subjects }) =>
      (subjects as readonly { readonly namespace?: string; readonly name: string }[]).map(
        (subject) => `${subject.namespace ?? ""}/${subject.name}`,
      ),
    ),
  );
  return lines(workloadsOf(documents), (workload) => {
    const { serviceAccountName = "default", automountServiceAccountToken } = podOf(workload);
    const account = all.find(({ kind, metadata }) => kind === "ServiceAccount" && metadata.name === serviceAccountName);
    const mounted = automountServiceAccountToken ?? account?.["automountServiceAccountToken"] ?? true;
    return mounted && !bound.has(`${namespace}/${serviceAccountName}`) ? [`a token of ${serviceAccountName}`] : [];
  });
}
