/** Virtual networks and what is in them. */
import type { ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { objectOf, type Value, type ValueObject } from "../../../rehearsal/protocol/value";
import { firstOf, objectsOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { contains, formatAddress, overlaps, parseRange } from "../shared/ranges";
import { lastPart, parentId, sameId } from "../shared/arm-ids";
import { attributeOf, live, objectOfId } from "../shared/lookups";
import { actualProblems, apiError, doing } from "../shared/refusal";
import { uuid } from "../../shared/uuid";
import { outboundTypes } from "./outbound";

const virtualNetwork: ResourceBehaviour = {
  computed: (context, { id }) => ({ guid: uuid(context.digest("guid", String(id))), dns_servers: [], subnet: [] }),
};

/** Azure keeps five addresses of a subnet for itself (learn.microsoft.com/azure/virtual-network/virtual-networks-faq). */
const SMALLEST = 29;

const subnet: ResourceBehaviour = {
  refuse: (context, state, prior) => {
    const at = doing(context, state, prior);
    const name = textOf(state.name) ?? "";
    const network = objectOfId(context.world, parentId(String(state.id)) ?? "");
    const spaces = textsOf(network?.attributes.address_space);
    const prefixes = textsOf(state.address_prefixes);
    const outside = prefixes.find((prefix) => spaces.length > 0 && !spaces.some((space) => contains(space, prefix)));
    const other = live(context.world, "azurerm_subnet").find(
      ({ id, attributes }) =>
        id !== state.id &&
        sameId(parentId(id), network?.id) &&
        textsOf(attributes.address_prefixes).some((taken) => prefixes.some((prefix) => overlaps(taken, prefix))),
    );
    const tooSmall = prefixes.find((prefix) => {
      const range = parseRange(prefix);
      return range?.family === 4 && range.prefix > SMALLEST;
    });
    return actualProblems(
      outside !== undefined &&
        apiError(
          at,
          400,
          "NetcfgInvalidSubnet",
          `Subnet '${name}' is not valid because its IP address range is outside the IP address range of virtual network '${lastPart(network?.id)}'.`,
        ),
      other &&
        apiError(
          at,
          400,
          "NetcfgSubnetRangesOverlap",
          `Subnet '${name}' is not valid because its IP address range overlaps with that of an existing subnet in virtual network '${lastPart(network?.id)}'.`,
          `The other one is ${other.id}.`,
        ),
      tooSmall !== undefined &&
        apiError(
          at,
          400,
          "NetcfgInvalidSubnet",
          `Subnet '${name}' is not valid: ${tooSmall} is smaller than /${SMALLEST}.`,
        ),
    );
  },
};

const securityRule: ResourceBehaviour = {
  refuse: (context, state, prior) => {
    const other = live(context.world, "azurerm_network_security_rule").find(
      ({ id, attributes }) =>
        id !== state.id &&
        sameId(parentId(id), parentId(String(state.id))) &&
        attributes.priority === state.priority &&
        attributes.direction === state.direction,
    );
    return actualProblems(
      other &&
        apiError(
          doing(context, state, prior),
          400,
          "SecurityRuleConflict",
          `Security rule ${textOf(state.name)} conflicts with rule ${lastPart(other.id)}. Rules cannot have the same Priority and Direction.`,
        ),
    );
  },
};

/** Which part of a service an endpoint leads to (learn.microsoft.com/azure/private-link/private-endpoint-overview). */
const SUBRESOURCES: { readonly [type: string]: readonly string[] } = {
  azurerm_key_vault: ["vault"],
  azurerm_postgresql_flexible_server: ["postgresqlServer"],
  azurerm_managed_redis: ["redisEnterprise"],
  azurerm_storage_account: [
    "blob",
    "blob_secondary",
    "dfs",
    "dfs_secondary",
    "file",
    "queue",
    "queue_secondary",
    "table",
    "table_secondary",
    "web",
    "web_secondary",
  ],
  azurerm_container_registry: ["registry"],
  azurerm_kubernetes_cluster: ["management"],
};

const privateEndpoint: ResourceBehaviour = {
  computed: (context, state) => {
    const connection = firstOf(state.private_service_connection);
    const address = endpointAddress(context, state, prefixOf(context.world, state));
    const name = textOf(state.custom_network_interface_name) ?? `${textOf(state.name)}.nic`;
    return {
      private_service_connection: [withValue(connection, "private_ip_address", address)],
      network_interface: [
        objectOf([
          ["name", name],
          ["id", `${parentId(String(state.id))}/providers/Microsoft.Network/networkInterfaces/${name}`],
        ]),
      ],
      custom_dns_configs: [],
      private_dns_zone_configs: [],
      private_dns_zone_group: objectsOf(state.private_dns_zone_group).map((group) =>
        withValue(group, "id", `${String(state.id)}/privateDnsZoneGroups/${textOf(group.name)}`),
      ),
    };
  },
  refuse: (context, state, prior) => {
    const at = doing(context, state, prior);
    const connection = firstOf(state.private_service_connection);
    const target = objectOfId(context.world, textOf(connection?.private_connection_resource_id) ?? "");
    const asked = textsOf(connection?.subresource_names);
    const known = target && SUBRESOURCES[target.type];
    const unknown = asked.find((name) => known && !known.includes(name));
    return actualProblems(
      target?.type === "azurerm_postgresql_flexible_server" &&
        textOf(target.attributes.delegated_subnet_id) &&
        apiError(
          at,
          400,
          "PrivateEndpointFeatureNotSupportedOnServer",
          "The given server does not support private endpoint feature. Please create a new server that is private endpoint capable.",
          "A server in a subnet of its own (delegated_subnet_id) has no private endpoints.",
        ),
      unknown !== undefined &&
        apiError(
          at,
          400,
          "PrivateEndpointCannotBeCreatedForGroupId",
          `The groupId ${unknown} is not one of ${(known ?? []).join(", ")}.`,
        ),
      (attributeOf(context.world, state.subnet_id, "id") === undefined ? [] : delegationsOf(context.world, state))
        .length > 0 &&
        apiError(
          at,
          400,
          "PrivateEndpointCreationNotAllowedAsSubnetIsDelegated",
          `Private endpoint ${textOf(state.name)} cannot be created in subnet ${lastPart(textOf(state.subnet_id))} since it is delegated.`,
        ),
    );
  },
};

type World = Parameters<typeof objectOfId>[0];

const delegationsOf = (world: World, { subnet_id }: ValueObject): readonly ValueObject[] =>
  objectsOf(objectOfId(world, textOf(subnet_id) ?? "")?.attributes.delegation);

const prefixOf = (world: World, { subnet_id }: ValueObject): string | undefined =>
  textsOf(objectOfId(world, textOf(subnet_id) ?? "")?.attributes.address_prefixes)[0];

/** The next free one of the subnet: its first four are Azure's. */
function endpointAddress({ world }: { readonly world: World }, state: ValueObject, prefix: string | undefined): string {
  const taken = live(world, "azurerm_private_endpoint").filter(
    ({ id, attributes }) => id !== state.id && sameId(textOf(attributes.subnet_id), textOf(state.subnet_id)),
  ).length;
  return prefix === undefined ? "" : formatAddress(prefix, 4 + taken);
}

function withValue(block: ValueObject | undefined, name: string, value: Value): ValueObject {
  return objectOf([...Object.entries(block ?? {}), [name, value]]);
}

const privateDnsZone: ResourceBehaviour = {
  computed: () => ({
    number_of_record_sets: 1,
    max_number_of_record_sets: 25000,
    max_number_of_virtual_network_links: 1000,
    max_number_of_virtual_network_links_with_registration: 100,
  }),
};

/** Azure's own name servers: four of one number (learn.microsoft.com/azure/dns/dns-domain-delegation). */
const dnsZone: ResourceBehaviour = {
  computed: (context, { id }) => {
    const number = (parseInt(context.digest("name-servers", String(id)).slice(0, 4), 16) % 39) + 1;
    return {
      name_servers: ["com", "net", "org", "info"].map(
        (end, index) => `ns${index + 1}-${String(number).padStart(2, "0")}.azure-dns.${end}.`,
      ),
      number_of_record_sets: 2,
      max_number_of_record_sets: 10000,
    };
  },
};

const networkLink: ResourceBehaviour = {
  computed: () => ({ resolution_policy: "" }),
  refuse: (context, state, prior) => {
    const other = live(context.world, "azurerm_private_dns_zone_virtual_network_link").find(
      ({ id, attributes }) =>
        id !== state.id &&
        sameId(parentId(id), parentId(String(state.id))) &&
        sameId(textOf(attributes.virtual_network_id), textOf(state.virtual_network_id)),
    );
    return actualProblems(
      other &&
        apiError(
          doing(context, state, prior),
          409,
          "Conflict",
          `A virtual network cannot be linked to multiple zones with overlapping namespaces. You tried to link it to '${textOf(state.private_dns_zone_name)}', to which '${lastPart(other.id)}' links it already.`,
        ),
    );
  },
};

export const networkTypes: { readonly [type: string]: ResourceBehaviour } = {
  azurerm_virtual_network: virtualNetwork,
  azurerm_subnet: subnet,
  ...outboundTypes,
  azurerm_network_security_rule: securityRule,
  azurerm_private_endpoint: privateEndpoint,
  azurerm_private_dns_zone: privateDnsZone,
  azurerm_private_dns_zone_virtual_network_link: networkLink,
  azurerm_dns_zone: dnsZone,
};
