/**
 * What Alloy does, in its own language (grafana.com/docs/alloy, configuration syntax). Few labels, all of them bounded by what
 * the cluster runs; a pod's name is metadata of the line, since a label of it would make a stream for every pod there ever was.
 */
import { LOKI, NAMESPACE, PORTS } from "./names";

/** Text in quotes. */
const quoted = (text: string): string => JSON.stringify(text);

const writer = (environment: string): string => `loki.write "store" {
  endpoint {
    url = ${quoted(`http://${LOKI}.${NAMESPACE}.svc:${PORTS.loki}/loki/api/v1/push`)}
  }
  external_labels = { environment = ${quoted(environment)} }
}
`;

const relabel = (target: string, sources: readonly string[], more = ""): string => `  rule {
    source_labels = [${sources.map(quoted).join(", ")}]
    target_label = ${quoted(target)}
${more}  }
`;

/** Logs of the node's pods, from the files that the kubelet keeps of them. */
export function podLogsConfiguration(environment: string): string {
  return `discovery.kubernetes "pods" {
  role = "pod"
  selectors {
    role = "pod"
    field = "spec.nodeName=" + sys.env("HOSTNAME")
  }
}

discovery.relabel "pods" {
  targets = discovery.kubernetes.pods.targets
${[
  relabel("namespace", ["__meta_kubernetes_namespace"]),
  relabel("container", ["__meta_kubernetes_pod_container_name"]),
  relabel("app", ["__meta_kubernetes_pod_label_app_kubernetes_io_name"]),
  relabel("pod", ["__meta_kubernetes_pod_name"]),
  relabel("node", ["__meta_kubernetes_pod_node_name"]),
  relabel(
    "__path__",
    ["__meta_kubernetes_pod_uid", "__meta_kubernetes_pod_container_name"],
    `    separator = "/"
    replacement = "/var/log/pods/*$1/*.log"
`,
  ),
].join("")}}

local.file_match "pods" {
  path_targets = discovery.relabel.pods.output
}

loki.source.file "pods" {
  targets = local.file_match.pods.targets
  forward_to = [loki.process.pods.receiver]
}

loki.process "pods" {
  stage.cri { }
  stage.structured_metadata {
    values = { pod = "pod", node = "node" }
  }
  stage.label_drop {
    values = ["pod", "node", "filename"]
  }
  forward_to = [loki.write.store.receiver]
}

${writer(environment)}`;
}

/** Kubernetes' events, which it forgets after an hour. */
export function eventsConfiguration(environment: string): string {
  return `loki.source.kubernetes_events "events" {
  job_name = "events"
  log_format = "json"
  forward_to = [loki.process.events.receiver]
}

loki.process "events" {
  stage.label_drop {
    values = ["instance"]
  }
  forward_to = [loki.write.store.receiver]
}

${writer(environment)}`;
}
