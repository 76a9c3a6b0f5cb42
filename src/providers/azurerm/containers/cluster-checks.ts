/** What AKS refuses of clusters and node pools. */
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import type { ValueObject } from "../../../rehearsal/protocol/value";
import { firstOf, isTrue, numberOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { hasRole } from "../identity/simulated";
import { lastPart, parentId, sameId } from "../shared/arm-ids";
import { attributeOf, live, objectOfId } from "../shared/lookups";
import { contains, overlaps } from "../shared/ranges";
import { actualProblems, apiError, doing, type Doing } from "../shared/refusal";
import { pooledProblems, provisioningProblems } from "./node-provisioning";
import { isKnownMinor, knownVersions, minorOf, number } from "./versions";

type Problems = readonly Diagnostic[];

export function clusterProblems(context: BehaviourContext, state: ValueObject, prior: ValueObject | null): Problems {
  const at = doing(context, state, prior);
  return [
    ...versionProblems(state, prior, at),
    ...accessProblems(state, at),
    ...networkProblems(context, state, at),
    ...permissionProblems(context, state, at),
    ...nodeProblems(firstOf(state.default_node_pool), at, true),
    ...provisioningProblems(context, state, prior, at),
    ...actualProblems(
      (textOf(state.node_resource_group)?.length ?? 0) > 80 &&
        apiError(
          at,
          400,
          "InvalidResourceGroupNameLength",
          `The length of the node resource group name '${textOf(state.node_resource_group)}' is too long. The maximum length is 80, and the length of the value provided is ${textOf(state.node_resource_group)?.length}. Please see https://aka.ms/aks-naming-rules for more details.`,
        ),
    ),
  ];
}

/** A minor at a time, and none back (learn.microsoft.com/azure/aks/upgrade-aks-cluster). */
function versionProblems(state: ValueObject, prior: ValueObject | null, at: Doing): Problems {
  const [version, before] = [state, prior].map((one) => textOf(one?.kubernetes_version));
  if (version === undefined || version === before) return [];
  const step = before === undefined ? 0 : number(version) - number(before);
  return actualProblems(
    !isKnownMinor(version) &&
      apiError(
        at,
        400,
        "K8sVersionNotSupported",
        `Managed cluster ${textOf(state.name)} is on version ${version} which is not supported in this region. Please use [az aks get-versions] command to get the supported version list.`,
        `Known here: ${knownVersions().join(", ")}.`,
      ),
    step < 0 &&
      apiError(
        at,
        400,
        "OperationNotAllowed",
        `Downgrading Kubernetes version ${before} to ${version} is not allowed.`,
      ),
    step > 1 &&
      apiError(
        at,
        400,
        "OperationNotAllowed",
        `Upgrading Kubernetes version ${before} to ${version} is not allowed. Minor versions cannot be skipped.`,
      ),
  );
}

function accessProblems(state: ValueObject, at: Doing): Problems {
  const directory = firstOf(state.azure_active_directory_role_based_access_control);
  const profile = firstOf(state.api_server_access_profile);
  return actualProblems(
    isTrue(state.local_account_disabled) &&
      !directory &&
      apiError(
        at,
        400,
        "BadRequest",
        "Disabling local accounts is only allowed on a cluster with managed Azure Active Directory.",
      ),
    isTrue(state.workload_identity_enabled) &&
      !isTrue(state.oidc_issuer_enabled) &&
      apiError(
        at,
        400,
        "WorkloadIdentityProfileOIDCIssuerNotEnabled",
        "Enabling workload identity requires enabling the OIDC issuer.",
      ),
    isTrue(state.cost_analysis_enabled) &&
      state.sku_tier === "Free" &&
      apiError(at, 400, "BadRequest", "Cost analysis is only supported with the Standard and Premium tiers."),
    isTrue(state.private_cluster_enabled) &&
      textsOf(profile?.authorized_ip_ranges).length > 0 &&
      apiError(
        at,
        400,
        "PrivateClusterWithAuthorizedIPRanges",
        "Authorized IP ranges are not supported together with a private cluster.",
      ),
    firstOf(state.key_management_service) &&
      firstOf(state.identity)?.type !== "UserAssigned" &&
      apiError(at, 400, "BadRequest", "Azure Key Vault KMS needs a user-assigned identity of the cluster."),
  );
}

function networkProblems(context: BehaviourContext, state: ValueObject, at: Doing): Problems {
  const { world } = context;
  const profile = firstOf(state.network_profile);
  const pool = firstOf(state.default_node_pool);
  const subnet = textOf(pool?.vnet_subnet_id);
  const services = textOf(profile?.service_cidr);
  const pods = textOf(profile?.pod_cidr);
  const dns = textOf(profile?.dns_service_ip);
  const spaces =
    subnet === undefined ? [] : textsOf(objectOfId(world, parentId(subnet) ?? "")?.attributes.address_space);
  const isCilium = profile?.network_data_plane === "cilium";
  const hasGateway = live(world, "azurerm_subnet_nat_gateway_association").some(({ id }) => sameId(id, subnet));
  const apiSubnet = textOf(firstOf(state.api_server_access_profile)?.subnet_id);
  const delegated = firstOf(
    firstOf(objectOfId(world, apiSubnet ?? "")?.attributes.delegation)?.service_delegation,
  )?.name;
  return actualProblems(
    isCilium &&
      (profile.network_plugin !== "azure" ||
        (profile.network_plugin_mode !== "overlay" && !textOf(pool?.pod_subnet_id))) &&
      apiError(
        at,
        400,
        "UnsupportedCiliumDataplane",
        "The Cilium dataplane needs the network plugin azure, in overlay mode or with a subnet for pods.",
      ),
    profile?.network_policy === "cilium" &&
      !isCilium &&
      apiError(at, 400, "BadRequest", "The network policy cilium needs the network dataplane cilium."),
    isCilium &&
      textOf(profile.network_policy) &&
      profile.network_policy !== "cilium" &&
      apiError(
        at,
        400,
        "BadRequest",
        `The network dataplane cilium does not take the network policy ${textOf(profile.network_policy)}.`,
      ),
    profile?.outbound_type === "userAssignedNATGateway" &&
      !hasGateway &&
      apiError(
        at,
        400,
        "SubnetNotAssociatedWithNATGateway",
        `The subnet ${subnet ?? "of the nodes"} is not associated with a NAT gateway: outbound type userAssignedNATGateway needs one before the cluster.`,
      ),
    apiSubnet !== undefined &&
      delegated !== undefined &&
      delegated !== "Microsoft.ContainerService/managedClusters" &&
      apiError(at, 400, "BadRequest", `The subnet ${lastPart(apiSubnet)} is delegated to ${textOf(delegated)}.`),
    services !== undefined &&
      spaces.some((space) => overlaps(space, services)) &&
      apiError(
        at,
        400,
        "ServiceCidrOverlapExistingSubnetsCidr",
        `The specified service CIDR ${services} is conflicted with an existing subnet CIDR ${spaces.join(", ")}.`,
      ),
    pods !== undefined &&
      spaces.some((space) => overlaps(space, pods)) &&
      apiError(
        at,
        400,
        "PodCidrOverlapExistingSubnetsCidr",
        `The pod CIDR ${pods} overlaps the network's ${spaces.join(", ")}.`,
      ),
    pods !== undefined &&
      services !== undefined &&
      overlaps(pods, services) &&
      apiError(at, 400, "InvalidPodCidr", `The pod CIDR ${pods} overlaps the service CIDR ${services}.`),
    services !== undefined &&
      dns !== undefined &&
      !contains(services, `${dns}/32`) &&
      apiError(at, 400, "InvalidDNSServiceIP", `The DNS service IP ${dns} is not in the service CIDR ${services}.`),
  );
}

/** The identity of a cluster needs its roles before the cluster is made (learn.microsoft.com/azure/aks/private-clusters). */
function permissionProblems(context: BehaviourContext, state: ValueObject, at: Doing): Problems {
  const identity = firstOf(state.identity);
  const [identityId] = textsOf(identity?.identity_ids);
  const principal = attributeOf(context.world, identityId, "principal_id");
  const zone = textOf(state.private_dns_zone_id);
  const isOwnZone = zone?.startsWith("/") ?? false;
  const profile = firstOf(state.api_server_access_profile);
  const apiSubnet = textOf(profile?.subnet_id);
  return actualProblems(
    isOwnZone &&
      identity?.type !== "UserAssigned" &&
      apiError(
        at,
        400,
        "CustomPrivateDNSZoneRequiresUserAssignedIdentity",
        "A private DNS zone of your own needs a user-assigned identity of the cluster.",
      ),
    isOwnZone &&
      principal !== undefined &&
      !hasRole(context, principal, zone ?? "", ["Private DNS Zone Contributor", "Contributor", "Owner"]) &&
      apiError(
        at,
        400,
        "CustomPrivateDNSZoneMissingPermissionError",
        `Service principal or user assigned identity must be given permission to read and write to custom private dns zone ${zone}. Check access result not allowed for action Microsoft.Network/privateDnsZones/read.`,
      ),
    apiSubnet !== undefined &&
      principal !== undefined &&
      !hasRole(context, principal, apiSubnet, ["Network Contributor", "Contributor", "Owner"]) &&
      apiError(
        at,
        400,
        "LinkedAuthorizationFailed",
        `The cluster's identity does not have permission to perform action 'Microsoft.Network/virtualNetworks/subnets/join/action' on the subnet ${apiSubnet}: it needs Network Contributor before the cluster.`,
      ),
  );
}

export function poolProblems(context: BehaviourContext, state: ValueObject, prior: ValueObject | null): Problems {
  const at = doing(context, state, prior);
  const owner = objectOfId(context.world, textOf(state.kubernetes_cluster_id) ?? "")?.attributes;
  const [version, ofCluster] = [textOf(state.orchestrator_version), textOf(owner?.kubernetes_version)];
  const taken = firstOf(owner?.default_node_pool)?.name === state.name;
  return [
    ...nodeProblems(state, at, false),
    ...pooledProblems(owner, state, at),
    ...actualProblems(
      taken && apiError(at, 409, "Conflict", `The cluster's own node pool is called ${textOf(state.name)} already.`),
      version !== undefined &&
        ofCluster !== undefined &&
        number(version) > number(ofCluster) &&
        apiError(
          at,
          400,
          "NodePoolMcVersionIncompatible",
          `Node pool version ${minorOf(version)} and control plane version ${minorOf(ofCluster)} are incompatible: a pool is not newer than its control plane.`,
        ),
    ),
  ];
}

function nodeProblems(pool: ValueObject | undefined, at: Doing, isSystem: boolean): Problems {
  if (!pool) return [];
  const [least, most] = [numberOf(pool.min_count), numberOf(pool.max_count)];
  const scales = isTrue(pool.auto_scaling_enabled);
  const size = textOf(pool.vm_size) ?? "";
  return actualProblems(
    scales &&
      (least === undefined || most === undefined) &&
      apiError(at, 400, "InvalidParameter", "An autoscaled pool needs `min_count` and `max_count`."),
    !scales &&
      (least !== undefined || most !== undefined) &&
      apiError(at, 400, "InvalidParameter", "`min_count` and `max_count` are for a pool with `auto_scaling_enabled`."),
    least !== undefined &&
      most !== undefined &&
      least > most &&
      apiError(
        at,
        400,
        "InvalidParameter",
        `The value of parameter agentPoolProfile.maxCount is invalid: ${most} is less than minCount ${least}.`,
      ),
    (isSystem || pool.mode === "System") &&
      /^Standard_(A0|A1|A1_v2|B1s|B1ms|B1ls|F1|F1s)$/.test(size) &&
      apiError(
        at,
        400,
        "SystemPoolSkuTooLow",
        `The VM SKU chosen for this agentpool cannot be used as a system pool: ${size} has fewer than 2 vCPUs and 4 GB.`,
      ),
    pool.priority === "Spot" &&
      pool.mode === "System" &&
      apiError(at, 400, "BadRequest", "A pool of Spot nodes cannot be a system pool."),
  );
}
