/** What the API server and its controllers fill in where a manifest says nothing, at any depth of a resource. */
import type { CtyType } from "../../schemas/cty";
import { isObject, objectOf, Unknown, type Value, type ValueObject } from "../../rehearsal/protocol/value";
import type { BlockSchema } from "../../schemas/provider-schema";
import { textOf } from "../../rehearsal/engine/attributes";

type DefaultValue = (owner: ValueObject) => Value;

/** By the end of the path: the API's own defaults (Kubernetes API reference). The first that matches decides. */
const DEFAULTS: readonly (readonly [string, DefaultValue])[] = [
  ["image_pull_policy", ({ image }) => (hasMovingTag(textOf(image) ?? "") ? "Always" : "IfNotPresent")],
  ["termination_message_policy", () => "File"],
  ["scheduler_name", () => "default-scheduler"],
  ["dns_policy", () => "ClusterFirst"],
  ["restart_policy", () => "Always"],
  ["termination_grace_period_seconds", () => 30],
  ["revision_history_limit", () => 10],
  ["pod_management_policy", () => "OrderedReady"],
  ["completion_mode", () => "NonIndexed"],
  ["volume_mode", () => "Filesystem"],
  ["spec.replicas", () => "1"],
  ["azure_disk.kind", () => "Shared"],
  ["rbd.keyring", () => "/etc/ceph/keyring"],
  ["secret_ref.namespace", () => "default"],
  ["parameters.scope", () => "Cluster"],
  ["client_ip.timeout_seconds", () => 10800],
  ["port.target_port", ({ port }) => (typeof port === "number" ? String(port) : "")],
  ["subject.api_group", ({ kind }) => (kind === "ServiceAccount" ? "" : "rbac.authorization.k8s.io")],
];

/** An image without a tag, or of the tag `latest`, may be another one at every start. */
const hasMovingTag = (image: string): boolean => !/[:@][^/]+$/.test(image) || image.endsWith(":latest");

/**
 * The object with everything filled in that is unknown: by the table, else with the empty value of its type, which is
 * what the older SDK stores for what the API left out.
 */
export function withApiDefaults(schema: BlockSchema, value: ValueObject, path = ""): ValueObject {
  const filled = objectOf(Object.entries(value));
  for (const [name, { type }] of Object.entries(schema.attributes)) {
    const innerPath = path ? `${path}.${name}` : name;
    if (filled[name] instanceof Unknown)
      filled[name] = defaultFromTable(innerPath, value) ?? emptyOf(type ?? "dynamic");
  }
  for (const [name, { block }] of Object.entries(schema.blocks)) {
    const inner = (item: Value): Value =>
      isObject(item) ? withApiDefaults(block, item, path ? `${path}.${name}` : name) : item;
    const content = filled[name] ?? null;
    filled[name] = Array.isArray(content) ? content.map(inner) : inner(content);
  }
  return filled;
}

function defaultFromTable(path: string, owner: ValueObject): Value | undefined {
  return DEFAULTS.find(([end]) => path === end || path.endsWith(`.${end}`))?.[1](owner);
}

function emptyOf(type: CtyType): Value {
  if (type === "string") return "";
  if (type === "number") return 0;
  if (type === "bool") return false;
  if (typeof type === "string") return null;
  return type[0] === "map" || type[0] === "object" ? objectOf() : [];
}
