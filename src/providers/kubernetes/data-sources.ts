/** The provider's data sources: what is in the cluster, in their own form. */
import { objectOf, type Value, type ValueObject } from "../../rehearsal/protocol/value";
import type { BehaviourContext, DataSourceBehaviour } from "../../rehearsal/engine/behaviour";
import { loadSchema } from "../../schemas/load";
import { failure, firstOf, isUnknown, textOf, withAttributes } from "../../rehearsal/engine/attributes";
import { clusterOf, connectionOf } from "../simulated-cluster/connection";
import { kindOf, resourceName } from "../simulated-cluster/kinds";
import { writtenMetadata } from "../simulated-cluster/metadata";
import { nodesOf } from "./nodes";
import {
  findObject,
  hasNamespace,
  nameOf,
  namespaceOf,
  namespaces,
  objectId,
  BUILT_IN_NAMESPACES,
} from "../simulated-cluster/objects";
import { conformToSchema } from "./conform-to-schema";

/** One object by its name. */
const object: DataSourceBehaviour = {
  read(context, config) {
    const kind = kindOf(context.type);
    const name = nameOf(config) ?? "";
    const block = loadSchema("kubernetes").dataSources[context.type];
    const spaced = "namespace" in (block?.blocks.metadata?.block.attributes ?? {});
    const namespace = spaced ? (namespaceOf(config) ?? "default") : undefined;
    const id = objectId(namespace, name);
    const found =
      findObject(context.world, context.realm, context.type, id)?.attributes ?? defaultObject(context, namespace, name);
    if (!found || !kind || !block) {
      return { diagnostics: [failure(`${kind ? resourceName(kind) : context.type} "${name}" not found`)] };
    }
    const state = withAttributes(found, { id });
    if (kind.kind === "Namespace") state.spec = [objectOf([["finalizers", ["kubernetes"]]])];
    return { state: conformToSchema(block, state) };
  },
};

/** Objects that Kubernetes creates in every cluster: built-in namespaces, default service accounts. */
function defaultObject(
  context: BehaviourContext,
  namespace: string | undefined,
  name: string,
): ValueObject | undefined {
  const kind = kindOf(context.type)?.kind;
  const isBuiltInNamespace = kind === "Namespace" && BUILT_IN_NAMESPACES.includes(name);
  const account =
    kind === "ServiceAccount" && name === "default" && hasNamespace(context.world, context.realm, namespace ?? "");
  if (!isBuiltInNamespace && !account) return undefined;
  const metadata = objectOf([
    ["name", name],
    ["namespace", namespace ?? null],
  ]);
  const state = objectOf([
    ["metadata", [metadata]],
    ["automount_service_account_token", true],
    ["default_secret_name", ""],
  ]);
  return withAttributes(state, { metadata: writtenMetadata(context, state, null, name) });
}

const allNamespaces: DataSourceBehaviour = {
  read({ world, realm, digest }, config) {
    const names = [...namespaces(world, realm)];
    return { state: withAttributes(config, { namespaces: names, id: digest("namespaces", ...names) }) };
  },
};

const serverVersion: DataSourceBehaviour = {
  read({ world, session }, config) {
    const minor = clusterOf(world, connectionOf(session.config))?.version ?? "";
    const [major = "", number = ""] = minor.split(".");
    const version = `${minor}.0`;
    const values: { [name: string]: Value } = {
      id: version,
      version,
      major,
      minor: number,
      git_version: `v${version}`,
      git_commit: "",
      git_tree_state: "clean",
      build_date: "2026-01-01T00:00:00Z",
      compiler: "gc",
      go_version: "go1.24.0",
      platform: "linux/amd64",
    };
    return { state: withAttributes(config, values) };
  },
};

const nodes: DataSourceBehaviour = {
  read(context, config) {
    const wanted = firstOf(firstOf(config.metadata)?.labels) ?? {};
    const found = nodesOf(context).filter((node) => {
      const labels = firstOf(firstOf(node.metadata)?.labels) ?? {};
      return Object.entries(wanted).every(
        ([name, value]) => isUnknown(value) || textOf(labels[name]) === textOf(value),
      );
    });
    const block = loadSchema("kubernetes").dataSources.kubernetes_nodes;
    const state = withAttributes(config, {
      nodes: [...found],
      id: context.digest("nodes", context.realm).slice(0, 16),
    });
    return { state: block ? conformToSchema(block, state) : state };
  },
};

const OBJECTS = [
  "kubernetes_config_map",
  "kubernetes_config_map_v1",
  "kubernetes_endpoints_v1",
  "kubernetes_ingress",
  "kubernetes_ingress_v1",
  "kubernetes_mutating_webhook_configuration_v1",
  "kubernetes_namespace",
  "kubernetes_namespace_v1",
  "kubernetes_persistent_volume_claim",
  "kubernetes_persistent_volume_claim_v1",
  "kubernetes_persistent_volume_v1",
  "kubernetes_pod",
  "kubernetes_pod_v1",
  "kubernetes_secret",
  "kubernetes_secret_v1",
  "kubernetes_service",
  "kubernetes_service_account",
  "kubernetes_service_account_v1",
  "kubernetes_service_v1",
  "kubernetes_storage_class",
  "kubernetes_storage_class_v1",
] as const;

export const dataSources: { readonly [type: string]: DataSourceBehaviour } = {
  ...Object.fromEntries(OBJECTS.map((type) => [type, object] as const)),
  kubernetes_all_namespaces: allNamespaces,
  kubernetes_nodes: nodes,
  kubernetes_server_version: serverVersion,
};
