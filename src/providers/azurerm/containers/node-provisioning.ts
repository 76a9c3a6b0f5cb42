/**
 * Node auto-provisioning of AKS: what it stands beside, and what it does not (learn.microsoft.com/azure/aks/node-auto-provisioning, "Limitations and
 * unsupported features"; use-node-auto-provisioning, "Disable"; migrate-from-autoscaler-to-node-auto-provisioning).
 */
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import { firstOf, isTrue, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import type { ValueObject } from "../../../rehearsal/protocol/value";
import { clusterRealm } from "../../simulated-cluster/clusters";
import { CUSTOM_RESOURCE } from "../../simulated-cluster/objects";
import { sameId } from "../shared/arm-ids";
import { live } from "../shared/lookups";
import { actualProblems, apiError, type Doing } from "../shared/refusal";

type Problems = readonly Diagnostic[];

/** Whether Karpenter runs beside the control plane. */
export const isNodeProvisioned = ({ node_provisioning_profile }: ValueObject): boolean =>
  firstOf(node_provisioning_profile)?.mode === "Auto";

export function provisioningProblems(
  context: BehaviourContext,
  state: ValueObject,
  prior: ValueObject | null,
  at: Doing,
): Problems {
  const was = prior !== null && isNodeProvisioned(prior);
  if (!isNodeProvisioned(state)) return was ? endProblems(context, prior, at) : [];
  const profile = firstOf(state.network_profile);
  const scaled = scaledPools(context, state, prior);
  return actualProblems(
    scaled.length > 0 &&
      apiError(
        at,
        400,
        "BadRequest",
        `Node auto-provisioning cannot be enabled on a cluster whose agent pools have the cluster autoscaler enabled: ${scaled.join(", ")}.`,
      ),
    profile?.network_policy === "calico" &&
      apiError(at, 400, "BadRequest", "Node auto-provisioning does not support the network policy calico."),
    textsOf(profile?.ip_versions).includes("IPv6") &&
      apiError(at, 400, "BadRequest", "Node auto-provisioning does not support IPv6 clusters."),
    firstOf(state.service_principal) &&
      apiError(
        at,
        400,
        "BadRequest",
        "Node auto-provisioning needs a managed identity instead of a service principal.",
      ),
  );
}

/** A pool of a cluster that has it. */
export function pooledProblems(owner: ValueObject | undefined, pool: ValueObject, at: Doing): Problems {
  return actualProblems(
    owner !== undefined &&
      isNodeProvisioned(owner) &&
      isTrue(pool.auto_scaling_enabled) &&
      apiError(
        at,
        400,
        "BadRequest",
        "The cluster autoscaler cannot be enabled on an agent pool of a cluster with node auto-provisioning.",
      ),
    owner !== undefined &&
      isNodeProvisioned(owner) &&
      pool.os_type === "Windows" &&
      apiError(at, 400, "BadRequest", "Node auto-provisioning does not support Windows node pools."),
  );
}

/** The provider changes the cluster first, and its own pool after that: what that one was before counts, too. */
function scaledPools({ world }: BehaviourContext, state: ValueObject, prior: ValueObject | null): readonly string[] {
  const own = [state, prior].map((one) => firstOf(one?.default_node_pool)).filter((pool) => pool !== undefined);
  const others = live(world, "azurerm_kubernetes_cluster_node_pool")
    .map(({ attributes }) => attributes)
    .filter(({ kubernetes_cluster_id }) => sameId(textOf(kubernetes_cluster_id), textOf(state.id)));
  const scaled = [...own, ...others].filter(({ auto_scaling_enabled }) => isTrue(auto_scaling_enabled));
  return [...new Set(scaled.map(({ name }) => textOf(name) ?? ""))];
}

/** It ends where no pool of Karpenter's may start a node any more. */
function endProblems({ world }: BehaviourContext, prior: ValueObject, at: Doing): Problems {
  const realm = clusterRealm(textOf(firstOf(prior.kube_config)?.host) ?? "");
  const pools = world
    .list(CUSTOM_RESOURCE)
    .filter(({ attributes, realm: place }) => place === realm && attributes.kind === "NodePool")
    .map(({ attributes }) => textOf(attributes.name) ?? "");
  return actualProblems(
    pools.length > 0 &&
      apiError(
        at,
        400,
        "BadRequest",
        `Node auto-provisioning cannot be disabled while NodePools can start nodes: ${pools.join(", ")}.`,
        "Delete them first: their nodes are drained, and go.",
      ),
  );
}
