/** What is known of networks: what lets in, the ways out, private names and addresses. */
import type { MirroredAttribute } from "../../../model/drift-facts";
import type { ServiceFacts } from "../../../model/resource-facts";
import { letsMoreIn, letsMorePortsIn, refusesNoLonger } from "./rule-openings";

const NETWORK = "azurerm_virtual_network";
const SUBNET = "azurerm_subnet";
const GROUP = "azurerm_network_security_group";
const RULE = "azurerm_network_security_rule";
const GROUP_OF_SUBNET = "azurerm_subnet_network_security_group_association";
const GATEWAY = "azurerm_nat_gateway";
const ADDRESS = "azurerm_public_ip";
const PRIVATE_ZONE = "azurerm_private_dns_zone";
const PRIVATE_LINK = "azurerm_private_dns_zone_virtual_network_link";
const ENDPOINT = "azurerm_private_endpoint";
const FLOW_LOG = "azurerm_network_watcher_flow_log";
const SUBNETS = "https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-subnet";
const OUTBOUND = "https://learn.microsoft.com/azure/virtual-network/ip-services/default-outbound-access";

type Values = Readonly<Record<string, unknown>>;
const nameOf = (entry: unknown): unknown => (entry as Values | null)?.["name"];

/** A group tells its rules, and a network its subnets, which are resources of their own (azurerm's documentation of both types). */
const mirrored: readonly MirroredAttribute[] = [
  {
    type: GROUP,
    attribute: "security_rule",
    isHeld: (entry, group, siblings) =>
      siblings.some(
        ({ type, values }) =>
          type === RULE &&
          values["network_security_group_name"] === group["name"] &&
          values["name"] === nameOf(entry) &&
          ["access", "direction", "priority", "source_address_prefix", "destination_port_range"].every(
            (field) => (values[field] ?? "") === ((entry as Values)[field] ?? ""),
          ),
      ),
  },
  {
    type: NETWORK,
    attribute: "subnet",
    isHeld: (entry, network, siblings) =>
      siblings.some(
        ({ type, values }) =>
          type === SUBNET && values["virtual_network_name"] === network["name"] && values["name"] === nameOf(entry),
      ),
  },
];

export const networkFacts: ServiceFacts = {
  holdsData: {
    azurerm_resource_group: "everything that stands in it, what no state knows, too",
  },
  billed: [GATEWAY, ADDRESS, ENDPOINT, "azurerm_dns_zone", PRIVATE_ZONE],
  mirrored,
  noise: [
    {
      name: "subnet-link-policies",
      types: [SUBNET],
      attribute: /^private_(endpoint_network_policies|link_service_network_policies_enabled)$/,
      reason:
        "A subnet that says nothing gets what Azure's default is (https://github.com/hashicorp/terraform-provider-azurerm/issues/23992).",
      when: ({ before }) => before == null || before === "",
    },
    {
      name: "zone-record-counts",
      types: ["azurerm_dns_zone", PRIVATE_ZONE],
      attribute: /^(number_of_record_sets|max_number_of_record_sets)$/,
      reason: "A zone counts its records, which controllers and private endpoints write.",
    },
    {
      name: "endpoint-record-sets",
      types: [ENDPOINT],
      attribute: /^(private_dns_zone_configs|custom_dns_configs)(\[.*)?$/,
      reason: "An endpoint tells again which names and addresses its zones have of it.",
    },
  ],
  madeByCloud: [
    {
      name: "endpoint-network-interface",
      type: "azurerm_network_interface",
      reason: "A private endpoint brings its network interface along.",
      matches: ({ attributes: { name } }) => typeof name === "string" && /(-nic$|\.nic\.)/.test(name),
    },
    {
      name: "network-watcher",
      type: "azurerm_network_watcher",
      reason: "Azure makes one for each location in which there is a network.",
      matches: ({ id }) => /\/resourceGroups\/NetworkWatcherRG\//i.test(id),
    },
  ],
  fieldLabels: {
    [GATEWAY]: { idle_timeout_in_minutes: { field: "idle timeout", unit: "minutes" } },
    [FLOW_LOG]: { "retention_policy.*.days": { field: "flow logs are kept", unit: "days" } },
  },
  rules: [
    {
      id: "exposure/security-rule-lets-in",
      risk: "exposure",
      types: [RULE],
      actions: ["create", "update", "replace"],
      when: [{ judge: letsMoreIn }],
      reason: "A security rule lets {after} in, where it was {before}.",
    },
    {
      id: "exposure/security-rule-ports",
      risk: "exposure",
      types: [RULE],
      actions: ["update", "replace"],
      when: [{ judge: letsMorePortsIn }],
      reason: "A security rule lets more ports in: {after}, where it was {before}.",
    },
    {
      id: "exposure/security-rule-refused",
      risk: "exposure",
      types: [RULE],
      actions: ["update", "delete"],
      when: [{ judge: refusesNoLonger }],
      reason: "A security rule refuses no longer what it refused: later rules, and Azure's own, decide.",
    },
    {
      id: "exposure/subnet-without-rules",
      risk: "exposure",
      types: [GROUP_OF_SUBNET],
      actions: ["delete"],
      reason: "The subnet has no security group any more: whatever is routed to it gets through.",
    },
    {
      id: "exposure/subnet-outbound",
      risk: "exposure",
      types: [SUBNET],
      actions: ["update"],
      when: [{ path: "default_outbound_access_enabled", becomes: [true] }],
      reason: "What stands in the subnet reaches the internet by an address that nobody chose.",
      source: OUTBOUND,
    },
    {
      id: "exposure/flow-log-off",
      risk: "exposure",
      types: [FLOW_LOG],
      actions: ["update"],
      when: [{ path: "enabled", becomes: [false] }],
      reason: "Who connects to whom is no longer recorded.",
    },
    {
      id: "exposure/flow-log-gone",
      risk: "exposure",
      types: [FLOW_LOG],
      actions: ["delete"],
      reason: "Who connects to whom is no longer recorded.",
    },
    {
      id: "data-loss/flow-log-shorter",
      risk: "data-loss",
      types: [FLOW_LOG],
      actions: ["update"],
      when: [{ path: "retention_policy.days", is: "less" }],
      reason: "Flow logs are kept for {after} days instead of {before}.",
    },
    {
      id: "downtime/subnet-replaced",
      risk: "downtime",
      types: [NETWORK, SUBNET],
      actions: ["delete", "replace"],
      reason: "Whatever stands in it has to go first: nodes, databases, endpoints.",
      source: SUBNETS,
    },
    {
      id: "downtime/way-out-gone",
      risk: "downtime",
      types: [GATEWAY, "azurerm_subnet_nat_gateway_association", "azurerm_nat_gateway_public_ip_association"],
      actions: ["delete", "replace"],
      reason: "Nodes and pods reach nothing outside until there is another way out.",
      source: OUTBOUND,
    },
    {
      id: "downtime/public-address",
      risk: "downtime",
      types: [ADDRESS],
      actions: ["delete", "replace"],
      reason:
        "The public address goes, and never comes back: whoever lets it in, or has it in a name, has to learn another.",
      source: "https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses",
    },
    {
      id: "downtime/private-name",
      risk: "downtime",
      types: [PRIVATE_ZONE, PRIVATE_LINK],
      actions: ["delete", "replace"],
      reason:
        "What is found by a private name of this zone is not found any more: databases, vaults, the cluster's API.",
      source: "https://learn.microsoft.com/azure/dns/private-dns-virtual-network-links",
    },
    {
      id: "downtime/private-endpoint",
      risk: "downtime",
      types: [ENDPOINT],
      actions: ["delete", "replace"],
      reason: "What it leads to is not reached from the network until there is another, minutes.",
      source: "https://learn.microsoft.com/azure/private-link/private-endpoint-overview",
    },
  ],
};
