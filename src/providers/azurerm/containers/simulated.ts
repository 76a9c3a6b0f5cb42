/** AKS: clusters, their node pools, and what Azure makes beside a cluster. */
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { objectOf, type Value, type ValueObject } from "../../../rehearsal/protocol/value";
import { selfSignedCertificate } from "../../../rehearsal/x509/self-signed";
import { firstOf, isTrue, objectsOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { uuid } from "../../shared/uuid";
import { removeClusterContents } from "../../simulated-cluster/clusters";
import { groupId, lastPart } from "../shared/arm-ids";
import { subscriptionOf, tenantOf } from "../shared/location";
import { addCompanion, live, objectOfId } from "../shared/lookups";
import { actualProblems, apiError, doing } from "../shared/refusal";
import { clusterProblems, poolProblems } from "./cluster-checks";
import { networkProfile } from "./network-profile";
import { defaultVersion, patchOf } from "./versions";

const nodeGroupName = (state: ValueObject): string =>
  textOf(state.node_resource_group) ||
  `MC_${textOf(state.resource_group_name)}_${textOf(state.name)}_${textOf(state.location)}`;

const nodeGroupId = (context: BehaviourContext, state: ValueObject): string =>
  groupId(subscriptionOf(context.session) ?? "", nodeGroupName(state));

/** An identity that AKS makes in the group of the nodes. */
function managedIdentity(context: BehaviourContext, state: ValueObject, name: string) {
  const id = `${nodeGroupId(context, state)}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
  return { id, principal: uuid(context.digest("principal", id)), client: uuid(context.digest("client", id)) };
}

const kubeletName = (state: ValueObject): string => `${textOf(state.name)}-agentpool`;
const secretsName = (state: ValueObject): string => `azurekeyvaultsecretsprovider-${textOf(state.name)}`;

const identityBlock = ({ id, principal, client }: ReturnType<typeof managedIdentity>): ValueObject =>
  objectOf([
    ["client_id", client],
    ["object_id", principal],
    ["user_assigned_identity_id", id],
  ]);

function hosts(context: BehaviourContext, state: ValueObject) {
  const isPrivate = isTrue(state.private_cluster_enabled);
  const token = context.digest("api-server", String(state.id)).slice(0, 8);
  const prefix = `${textOf(state.dns_prefix_private_cluster) || textOf(state.dns_prefix) || "aks"}-${token}`;
  const region = textOf(state.location) ?? "";
  const zone = textOf(state.private_dns_zone_id)?.startsWith("/")
    ? lastPart(textOf(state.private_dns_zone_id))
    : `${uuid(context.digest("zone", String(state.id)))}.privatelink.${region}.azmk8s.io`;
  const open = `${prefix}.hcp.${region}.azmk8s.io`;
  return {
    fqdn: isPrivate && state.private_cluster_public_fqdn_enabled !== true ? "" : open,
    private_fqdn: isPrivate ? `${prefix}.${zone}` : "",
    portal_fqdn: `${prefix}.portal.hcp.${region}.azmk8s.io`,
    reached: isPrivate ? `${prefix}.${zone}` : open,
  };
}

/** As `az aks get-credentials` hands it out: without local accounts, no key is in it. */
function kubeConfig(context: BehaviourContext, state: ValueObject, user: string): ValueObject {
  const hasKeys = !isTrue(state.local_account_disabled);
  const digest = context.digest("kube-config", String(state.id), user);
  const { pem } = selfSignedCertificate({ commonName: "ca", seed: context.digest("authority", String(state.id)) });
  return objectOf([
    ["host", `https://${hosts(context, state).reached}:443`],
    ["username", `${user}_${textOf(state.resource_group_name)}_${textOf(state.name)}`],
    ["password", hasKeys ? digest : ""],
    ["client_certificate", hasKeys ? Buffer.from(digest).toString("base64") : ""],
    ["client_key", hasKeys ? Buffer.from(digest).toString("base64") : ""],
    ["cluster_ca_certificate", Buffer.from(pem).toString("base64")],
  ]);
}

/** What the autoscaler does where nothing is said (learn.microsoft.com/azure/aks/cluster-autoscaler). */
const AUTOSCALER = objectOf([
  ["balance_similar_node_groups", false],
  ["daemonset_eviction_for_empty_nodes_enabled", false],
  ["daemonset_eviction_for_occupied_nodes_enabled", true],
  ["empty_bulk_delete_max", "10"],
  ["expander", "random"],
  ["ignore_daemonsets_utilization_enabled", false],
  ["max_graceful_termination_sec", "600"],
  ["max_node_provisioning_time", "15m"],
  ["max_unready_nodes", 3],
  ["max_unready_percentage", 45],
  ["new_pod_scale_up_delay", "0s"],
  ["scale_down_delay_after_add", "10m"],
  ["scale_down_delay_after_delete", "10s"],
  ["scale_down_delay_after_failure", "3m"],
  ["scale_down_unneeded", "10m"],
  ["scale_down_unready", "20m"],
  ["scale_down_utilization_threshold", "0.5"],
  ["scan_interval", "10s"],
  ["skip_nodes_with_local_storage", false],
  ["skip_nodes_with_system_pods", true],
]);

const block = (given: ValueObject | undefined, values: { readonly [name: string]: Value }): ValueObject =>
  objectOf([...Object.entries(given ?? {}), ...Object.entries(values)]);

const POOL_VALUES = { max_pods: 110, os_disk_size_gb: 128, kubelet_disk_type: "OS", os_sku: "Ubuntu" } as const;

const cluster: ResourceBehaviour = {
  computed: (context, state) => {
    const names = hosts(context, state);
    const version = textOf(state.kubernetes_version) ?? defaultVersion();
    const config = kubeConfig(context, state, "clusterUser");
    const admin = isTrue(state.local_account_disabled) ? [] : [kubeConfig(context, state, "clusterAdmin")];
    const pool = firstOf(state.default_node_pool);
    return {
      ...Object.fromEntries(Object.entries(names).filter(([name]) => name !== "reached")),
      kubernetes_version: version,
      current_kubernetes_version: patchOf(version),
      node_resource_group: nodeGroupName(state),
      node_resource_group_id: nodeGroupId(context, state),
      oidc_issuer_url: isTrue(state.oidc_issuer_enabled)
        ? `https://${textOf(state.location)}.oic.prod-aks.azure.com/${tenantOf(context.session)}/${uuid(context.digest("issuer", String(state.id)))}/`
        : "",
      private_dns_zone_id: isTrue(state.private_cluster_enabled) ? "System" : "",
      http_application_routing_zone_name: "",
      kubelet_identity: [identityBlock(managedIdentity(context, state, kubeletName(state)))],
      key_vault_secrets_provider: objectsOf(state.key_vault_secrets_provider).map((given) =>
        block(given, { secret_identity: [identityBlock(managedIdentity(context, state, secretsName(state)))] }),
      ),
      network_profile: [networkProfile(firstOf(state.network_profile))],
      auto_scaler_profile: [AUTOSCALER],
      bootstrap_profile: [block(undefined, { artifact_source: "Direct", container_registry_id: "" })],
      windows_profile: [],
      node_provisioning_profile: [block(undefined, { mode: "Manual", default_node_pools: "Auto" })],
      default_node_pool: [
        block(pool, {
          ...POOL_VALUES,
          node_count: pool?.min_count ?? 1,
          orchestrator_version: version,
          node_labels: objectOf(),
        }),
      ],
      kube_config: [config],
      kube_config_raw: JSON.stringify(config),
      kube_admin_config: admin,
      kube_admin_config_raw: admin.length > 0 ? JSON.stringify(admin[0]) : "",
    };
  },
  refuse: clusterProblems,
  created: (context, { attributes }) => {
    addCompanion(
      context,
      "azurerm_resource_group",
      nodeGroupId(context, attributes),
      objectOf([
        ["name", nodeGroupName(attributes)],
        ["location", attributes.location ?? null],
        ["managed_by", attributes.id ?? null],
      ]),
    );
    const names = [
      ...(firstOf(attributes.kubelet_identity) ? [kubeletName(attributes)] : []),
      ...(firstOf(attributes.key_vault_secrets_provider) ? [secretsName(attributes)] : []),
    ];
    for (const name of names) {
      const { id, principal, client } = managedIdentity(context, attributes, name);
      addCompanion(
        context,
        "azurerm_user_assigned_identity",
        id,
        objectOf([
          ["name", name],
          ["resource_group_name", nodeGroupName(attributes)],
          ["location", attributes.location ?? null],
          ["principal_id", principal],
          ["client_id", client],
          ["tenant_id", tenantOf(context.session)],
        ]),
      );
    }
  },
  deleted: (context, { attributes }) => {
    removeClusterContents(context.world, textOf(firstOf(attributes.kube_config)?.host) ?? "");
    const group = nodeGroupId(context, attributes);
    for (const inner of context.world.list()) {
      if (inner.id === group || inner.id.startsWith(`${group}/`)) {
        context.world.remove(inner.type, inner.id, inner.realm);
      }
    }
  },
};

const nodePool: ResourceBehaviour = {
  computed: (context, state) => {
    const owner = objectOfId(context.world, textOf(state.kubernetes_cluster_id) ?? "")?.attributes;
    return {
      ...POOL_VALUES,
      os_sku: state.os_type === "Windows" ? "Windows2022" : "Ubuntu",
      node_count: state.min_count ?? 1,
      node_labels: objectOf(),
      orchestrator_version: textOf(owner?.kubernetes_version) ?? defaultVersion(),
      vm_size: "Standard_D4ds_v5",
    };
  },
  refuse: poolProblems,
};

const registry: ResourceBehaviour = {
  computed: (context, state) => {
    const name = textOf(state.name)?.toLowerCase() ?? "";
    const hasAdmin = isTrue(state.admin_enabled);
    return {
      login_server: `${name}.azurecr.io`,
      admin_username: hasAdmin ? (textOf(state.name) ?? "") : "",
      admin_password: hasAdmin ? context.digest("registry", String(state.id)) : "",
      data_endpoint_host_names: isTrue(state.data_endpoint_enabled)
        ? [`${name}.${textOf(state.location)}.data.azurecr.io`]
        : [],
      encryption: [],
      network_rule_set: [],
    };
  },
  refuse: (context, state, prior) => {
    const at = doing(context, state, prior);
    const premium: readonly (readonly [boolean, string])[] = [
      [state.public_network_access_enabled === false, "Disabling public network access"],
      [isTrue(state.zone_redundancy_enabled), "Zone redundancy"],
      [objectsOf(state.georeplications).length > 0, "Geo-replication"],
      [isTrue(state.data_endpoint_enabled), "A dedicated data endpoint"],
    ];
    return actualProblems(
      ...premium.map(
        ([asked, what]) =>
          asked &&
          state.sku !== "Premium" &&
          apiError(at, 400, "SkuNotSupported", `${what} is only available with the Premium SKU.`),
      ),
    );
  },
};

/** One extension of a kind in a cluster. */
const extension: ResourceBehaviour = {
  computed: () => ({ current_version: "1.0.0", release_train: "Stable" }),
  refuse: (context, state, prior) =>
    actualProblems(
      live(context.world, context.type).some(
        ({ id, attributes }) =>
          id !== state.id &&
          attributes.cluster_id === state.cluster_id &&
          attributes.extension_type === state.extension_type &&
          textsOf([state.extension_type ?? null]).length > 0,
      ) &&
        apiError(
          doing(context, state, prior),
          409,
          "ExtensionAlreadyExists",
          `An extension of type ${textOf(state.extension_type)} is installed on the cluster already.`,
        ),
    ),
};

export const containerTypes: { readonly [type: string]: ResourceBehaviour } = {
  azurerm_kubernetes_cluster: cluster,
  azurerm_kubernetes_cluster_node_pool: nodePool,
  azurerm_kubernetes_cluster_extension: extension,
  azurerm_container_registry: registry,
};
