/** Expectations of every release of every environment, and what is excepted from them, by name and with the reason. */
import { terraformObjects } from "./terraform-objects";
import {
  budgetProblems,
  type InNamespace,
  looseImages,
  needlessTokens,
  notSpread,
  refusedPods,
  saidTwice,
  withoutPriority,
  withoutReadiness,
  withoutResources,
  writableRoots,
} from "./every-release";
import type { RenderedEnvironment } from "./gather";
import type { KubernetesDocument } from "./helm";
import { podOf, replicasOf, serversOf, workloadsOf } from "./pods";
import { environments, ofKind } from "./rendered";

/** Everything that is put into the environment's cluster. */
function allOf({ releases, resources }: RenderedEnvironment): readonly KubernetesDocument[] {
  return [...releases.flatMap(({ documents }) => documents), ...terraformObjects(resources)];
}

function byNamespace({ releases, resources }: RenderedEnvironment): readonly InNamespace[] {
  const found: Record<string, KubernetesDocument[]> = {};
  const put = (document: KubernetesDocument, own: string): void => {
    (found[document.metadata.namespace ?? own] ??= []).push(document);
  };
  for (const { namespace, documents } of releases) documents.forEach((document) => put(document, namespace));
  terraformObjects(resources).forEach((document) => put(document, ""));
  return Object.entries(found).map(([namespace, documents]) => ({ namespace, documents }));
}

/** What every environment says together; that one says it is enough, since not every profile has every part. */
const over = (each: (environment: RenderedEnvironment) => readonly string[]): readonly string[] =>
  [...new Set(environments().flatMap((environment) => [...each(environment)]))].sort();

const overNamespaces = (
  each: (one: InNamespace, environment: RenderedEnvironment) => readonly string[],
): readonly string[] => over((environment) => byNamespace(environment).flatMap((one) => [...each(one, environment)]));

test("environments were rendered", () => {
  expect(environments().length).toBeGreaterThan(1);
  for (const { releases } of environments()) expect(releases.length).toBeGreaterThan(10);
});

test("pods are of their namespace's level, which is `restricted` but for what reads the nodes themselves", () => {
  const levelOf = ({ resources }: RenderedEnvironment, namespace: string): string | undefined =>
    terraformObjects(resources).find(({ kind, metadata }) => kind === "Namespace" && metadata.name === namespace)
      ?.metadata.labels?.["pod-security.kubernetes.io/enforce"];
  expect(overNamespaces((one, environment) => refusedPods(one, levelOf(environment, one.namespace)))).toEqual([
    // Its agents, which the operator makes, read logs and figures below the node's own folders.
    "datadog could be restricted",
    // Files of other users are read as root, without a single capability.
    "observability-nodes, privileged: alloy-logs: alloy: may run as root",
    "observability-nodes, privileged: alloy-logs: the host's path varlog",
    // It measures the node itself, its network too.
    "observability-nodes, privileged: node-exporter: the host's own network or processes",
    "observability-nodes, privileged: node-exporter: the host's path proc",
    "observability-nodes, privileged: node-exporter: the host's path root",
    "observability-nodes, privileged: node-exporter: the host's path sys",
    // It reads and writes volumes of whatever owner; below the node's folders only where files of running pods are read.
    "velero, baseline: node-agent: node-agent: keeps capabilities",
    "velero, baseline: node-agent: node-agent: may run as root",
    "velero, privileged: node-agent: node-agent: keeps capabilities",
    "velero, privileged: node-agent: node-agent: may run as root",
    "velero, privileged: node-agent: the host's path host-plugins",
    "velero, privileged: node-agent: the host's path host-pods",
  ]);
});

test("every container asks for CPU and memory, and has a limit of memory alone", () => {
  expect(over((environment) => withoutResources(allOf(environment)))).toEqual([]);
});

test("every image has its registry and its version", () => {
  expect(over((environment) => looseImages(allOf(environment)))).toEqual([]);
});

test("every server has a priority", () => {
  expect(over((environment) => withoutPriority(allOf(environment)))).toEqual([]);
});

test("every server tells when it is ready", () => {
  const unready = over((environment) =>
    withoutReadiness(allOf(environment)).map((line) =>
      line.replace(/^.+-(queue|cache): certificate$/, "$1: certificate"),
    ),
  );
  expect(unready).toEqual([
    // It has the server beside it read a renewed certificate, and serves nobody.
    "cache: certificate",
    // Their charts know no such probe, and nothing is sent to them that they could be ready for.
    "cert-manager-cainjector: cert-manager-cainjector",
    "cert-manager: cert-manager-controller",
    "datadog-operator: datadog-operator",
    // They gather files for Grafana, which tells itself when it is ready.
    "grafana: grafana-sc-dashboard",
    "grafana: grafana-sc-datasources",
    "node-agent: node-agent",
    "queue: certificate",
  ]);
});

test("nothing writes into its own image", () => {
  expect(over((environment) => writableRoots(allOf(environment)))).toEqual([
    // They write beside their volumes (plugins' sockets, what the sidecars download).
    "grafana: grafana",
    "grafana: grafana-sc-dashboard",
    "grafana: grafana-sc-datasources",
    // Kopia restores through its own root.
    "node-agent: node-agent",
  ]);
});

test("no list says a name twice", () => {
  expect(over((environment) => saidTwice(allOf(environment)))).toEqual([]);
});

test("several copies stand in several zones, and a drain takes one of them at a time", () => {
  expect(overNamespaces(({ documents }) => notSpread(documents))).toEqual([]);
  expect(overNamespaces(({ documents }) => budgetProblems(documents))).toEqual([]);
});

test("whoever has a token has a right", () => {
  expect(overNamespaces((one, environment) => needlessTokens(one, allOf(environment)))).toEqual([]);
});

test("every namespace with pods is closed in both directions", () => {
  const open = ({ namespace, documents }: InNamespace): readonly string[] => {
    if (workloadsOf(documents).length === 0) return [];
    const closed = ofKind(documents, "NetworkPolicy").some(({ spec }) => {
      const { podSelector, policyTypes } = spec as { podSelector: object; policyTypes: readonly string[] };
      return Object.keys(podSelector).length === 0 && policyTypes.length === 2;
    });
    return closed ? [] : [namespace];
  };
  expect(overNamespaces(open)).toEqual([]);
});

describe("copies", () => {
  const names = (isMeant: (profile: string, copies: number) => boolean): readonly string[] =>
    over((environment) =>
      serversOf(allOf(environment))
        .filter((server) => server.kind !== "DaemonSet" && isMeant(environment.file.profile, replicasOf(server)))
        .map(({ metadata }) => metadata.name),
    );

  test("are one at most in the profile minimal", () => {
    expect(names((profile, copies) => profile === "minimal" && copies > 1)).toEqual([]);
  });

  test("are several in `standard` and `full`", () => {
    expect(
      names((profile, copies) => profile !== "minimal" && copies < 2)
        // Two exporters would count everything twice.
        .filter((name) => !/-exporter$/.test(name)),
    ).toEqual([
      // Two would write every event twice.
      "alloy-events",
      // One alone serves (it elects a leader), and its chart takes the old one away first; servers that run go on without it.
      "barman-cloud",
      // Two would write every record twice.
      "external-dns",
      // Certificates of a webhook are renewed long before they end.
      "external-secrets-cert-controller",
      // Its database is a file of its own.
      "grafana",
      // Two would count everything twice.
      "kube-state-metrics",
      // What they hold can be read again.
      "loki-chunks-cache",
      "loki-results-cache",
      // Prometheus and Alertmanager run on without it.
      "prometheus-stack-operator",
      // Without a broker in the cluster it has nothing to do.
      "rabbitmq",
      // There is no standby of it, and it goes on with what it had begun.
      "velero",
    ]);
  });
});

test("only Traefik is reached from outside", () => {
  const open = over((environment) =>
    ofKind(allOf(environment), "Service")
      .filter(({ spec }) => ["LoadBalancer", "NodePort"].includes((spec as { type?: string }).type ?? ""))
      .map(({ metadata }) => metadata.name),
  );
  expect(open).toEqual(["traefik"]);
});

test("no password stands in what Helm keeps", () => {
  const secrets = over((environment) =>
    environment.releases.flatMap(({ name, documents }) =>
      ofKind(documents, "Secret")
        .filter(({ data, stringData }) => data ?? stringData)
        .map(({ metadata }) => `${name}: ${metadata.name}`),
    ),
  );
  expect(secrets).toEqual([
    // The key of its webhook's own certificate, which the chart makes in the cluster: no other has it, and no state.
    "aws-load-balancer-controller: aws-load-balancer-tls",
    // Configuration: its secrets are files of other Secrets.
    "prometheus-stack: alertmanager-prometheus-stack-alertmanager",
    "prometheus-stack: prometheus-stack-prometheus-am-relabel-confg",
  ]);
});

test("nobody runs as a node's process", () => {
  const onHost = over((environment) =>
    workloadsOf(allOf(environment))
      .filter((workload) => podOf(workload).hostNetwork)
      .map(({ metadata }) => metadata.name),
  );
  expect(onHost).toEqual(["node-exporter"]);
});
