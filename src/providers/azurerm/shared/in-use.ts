/** What cannot be deleted: what others use, what is locked, a group that is not empty. */
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import { isObject, type Value } from "../../../rehearsal/protocol/value";
import type { WorldObject } from "../../../rehearsal/world/world";
import { firstOf, textOf } from "../../../rehearsal/engine/attributes";
import { isWithin, parentId, sameId } from "./arm-ids";
import { isRetained, live } from "./lookups";
import { apiError, type Doing } from "./refusal";

interface Use {
  readonly code: string;
  /** `{name}` is filled in. */
  readonly message: string;
  /** Arguments that hold its id and keep it: types and dotted paths. */
  readonly by: readonly string[];
}

const CHILDREN = "Can not delete resource before nested resources are deleted.";

const USES: { readonly [type: string]: Use } = {
  azurerm_subnet: {
    code: "InUseSubnetCannotBeDeleted",
    message: "Subnet {name} is in use and cannot be deleted.",
    by: [
      "azurerm_private_endpoint.subnet_id",
      "azurerm_kubernetes_cluster.default_node_pool.vnet_subnet_id",
      "azurerm_kubernetes_cluster.default_node_pool.pod_subnet_id",
      "azurerm_kubernetes_cluster.api_server_access_profile.subnet_id",
      "azurerm_kubernetes_cluster_node_pool.vnet_subnet_id",
      "azurerm_kubernetes_cluster_node_pool.pod_subnet_id",
      "azurerm_postgresql_flexible_server.delegated_subnet_id",
    ],
  },
  azurerm_virtual_network: {
    code: "InUseVirtualNetworkCannotBeDeleted",
    message: "Virtual network {name} is in use and cannot be deleted.",
    by: ["azurerm_private_dns_zone_virtual_network_link.virtual_network_id"],
  },
  azurerm_network_security_group: {
    code: "InUseNetworkSecurityGroupCannotBeDeleted",
    message: "Network security group {name} cannot be deleted because it is in use.",
    by: ["azurerm_subnet_network_security_group_association.network_security_group_id"],
  },
  azurerm_nat_gateway: {
    code: "InUseNatGatewayCannotBeDeleted",
    message: "NAT gateway {name} is in use and cannot be deleted.",
    by: ["azurerm_subnet_nat_gateway_association.nat_gateway_id"],
  },
  azurerm_route_table: {
    code: "InUseRouteTableCannotBeDeleted",
    message: "Route table {name} is in use and cannot be deleted.",
    by: ["azurerm_subnet_route_table_association.route_table_id"],
  },
  azurerm_public_ip: {
    code: "PublicIPAddressCannotBeDeleted",
    message: "Public IP address {name} can not be deleted since it is still allocated.",
    by: ["azurerm_nat_gateway_public_ip_association.public_ip_address_id"],
  },
  azurerm_public_ip_prefix: {
    code: "PublicIPPrefixCannotBeDeleted",
    message: "Public IP prefix {name} can not be deleted since it is in use.",
    by: [
      "azurerm_nat_gateway_public_ip_prefix_association.public_ip_prefix_id",
      "azurerm_public_ip.public_ip_prefix_id",
    ],
  },
  azurerm_private_dns_zone: {
    code: "CannotDeleteResource",
    message: CHILDREN,
    by: ["azurerm_postgresql_flexible_server.private_dns_zone_id", "azurerm_kubernetes_cluster.private_dns_zone_id"],
  },
  azurerm_disk_encryption_set: {
    code: "OperationNotAllowed",
    message: "Disk encryption set {name} is in use and cannot be deleted.",
    by: ["azurerm_kubernetes_cluster.disk_encryption_set_id", "azurerm_managed_disk.disk_encryption_set_id"],
  },
  azurerm_postgresql_flexible_server: {
    code: "ServerHasReplicas",
    message: "Server {name} has read replicas and cannot be deleted before them.",
    by: ["azurerm_postgresql_flexible_server.source_server_id"],
  },
  azurerm_data_protection_backup_vault: {
    code: "BMSUserErrorContainerObjectInVaultExists",
    message: "Backup vault {name} cannot be deleted as there are existing resources within it.",
    by: [
      "azurerm_data_protection_backup_instance_kubernetes_cluster.vault_id",
      "azurerm_data_protection_backup_instance_postgresql_flexible_server.vault_id",
    ],
  },
};

/** Types whose objects go only when nothing is left in them; what lies in others goes with them. */
const NOT_WITH_CHILDREN: { readonly [type: string]: RegExp } = {
  azurerm_private_dns_zone: /\/virtualNetworkLinks\//i,
  azurerm_kubernetes_cluster: /(?!)/,
};

/** Why an object cannot be deleted. */
export function deletionProblems(context: BehaviourContext, object: WorldObject): readonly Diagnostic[] {
  const at: Doing = { verb: "deleting", type: object.type, id: object.id };
  const found = [
    ...lockProblems(context, at),
    ...groupProblems(context, object, at),
    ...useProblems(context, object, at),
  ];
  return found.slice(0, 1);
}

/** A lock holds whatever lies in its scope; it does not hold itself. */
export function lockProblems({ world }: BehaviourContext, at: Doing): readonly Diagnostic[] {
  const writes = at.verb !== "deleting";
  const lock =
    at.type === "azurerm_management_lock"
      ? undefined
      : world
          .list("azurerm_management_lock")
          .find(
            ({ attributes }) =>
              isWithin(at.id.split("|")[0] ?? "", textOf(attributes.scope) ?? "?") &&
              (!writes || attributes.lock_level === "ReadOnly"),
          );
  const operation = writes ? "write" : "delete";
  const message = `The scope '${at.id}' cannot perform ${operation} operation because following scope(s) are locked: '${String(lock?.attributes.scope)}'. Please remove the lock and try again.`;
  return lock ? [apiError(at, 409, "ScopeLocked", message)] : [];
}

/** The provider looks into a group before it deletes it, unless its block says otherwise. */
function groupProblems({ world, session }: BehaviourContext, object: WorldObject, at: Doing): readonly Diagnostic[] {
  if (object.type !== "azurerm_resource_group") return [];
  const feature = firstOf(firstOf(session.config?.features)?.resource_group)?.prevent_deletion_if_contains_resources;
  const inner = world
    .list()
    .filter((other) => other !== object && isWithin(other.id, object.id) && !isRetained(other))
    .filter(({ id }) => sameId(parentId(id), object.id) && !/\/providers\/Microsoft\.Authorization\//i.test(id))
    .map(({ id }) => id);
  if (feature === false || inner.length === 0) return [];
  const message = `the Resource Group still contains Resources: ${inner.join(", ")}`;
  const detail =
    "Terraform is configured to check for Resources within the Resource Group when deleting the Resource Group.";
  return [{ ...apiError(at, 409, "Conflict", message, detail) }];
}

function useProblems({ world }: BehaviourContext, object: WorldObject, at: Doing): readonly Diagnostic[] {
  const use = USES[object.type];
  if (!use) return [];
  const children = NOT_WITH_CHILDREN[object.type];
  const child = children && world.list().find(({ id }) => isWithin(id, object.id) && children.test(id));
  const user =
    child ??
    use.by
      .map((place) => [place.slice(0, place.indexOf(".")), place.slice(place.indexOf(".") + 1).split(".")] as const)
      .flatMap(([type, path]) =>
        live(world, type).filter(({ attributes }) => textsAt(attributes, path).some((text) => sameId(text, object.id))),
      )
      .find((other) => other !== object && !isWithin(other.id, object.id)) ??
    inNetwork(
      world.list("azurerm_subnet"),
      object,
      world.list().filter((other) => !isRetained(other)),
    );
  if (!user) return [];
  const message = use.message.replaceAll("{name}", String(object.attributes.name));
  return [apiError(at, 409, use.code, message, `It is still used by ${user.type} (${user.id}).`)];
}

/** A network goes with its subnets, unless something is in one of them. */
function inNetwork(
  subnets: readonly WorldObject[],
  network: WorldObject,
  all: readonly WorldObject[],
): WorldObject | undefined {
  if (network.type !== "azurerm_virtual_network") return undefined;
  const inner = subnets.filter(({ id }) => isWithin(id, network.id)).map(({ id }) => id);
  return (USES.azurerm_subnet?.by ?? [])
    .map((place) => [place.slice(0, place.indexOf(".")), place.slice(place.indexOf(".") + 1).split(".")] as const)
    .flatMap(([type, path]) =>
      all.filter(
        (object) =>
          object.type === type && textsAt(object.attributes, path).some((text) => inner.some((id) => sameId(id, text))),
      ),
    )[0];
}

function textsAt(value: Value | undefined, path: readonly string[]): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => textsAt(item, path));
  const [name, ...rest] = path;
  if (name === undefined) return typeof value === "string" ? [value] : [];
  return isObject(value) ? textsAt(value[name], rest) : [];
}
