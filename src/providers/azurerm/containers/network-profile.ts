/** What AKS fills in of a cluster's network. */
import { objectOf, type Value, type ValueObject } from "../../../rehearsal/protocol/value";
import { textOf } from "../../../rehearsal/engine/attributes";

/** The ranges that AKS takes where none are given (learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay). */
const POD_RANGE = "10.244.0.0/16";
const SERVICE_RANGE = "10.0.0.0/16";
const DNS_ADDRESS = "10.0.0.10";

/** @param given What is configured; without any, the cluster is on kubenet. */
export function networkProfile(given: ValueObject | undefined): ValueObject {
  const plugin = textOf(given?.network_plugin) ?? "kubenet";
  const hasPodRange = plugin === "kubenet" || given?.network_plugin_mode === "overlay";
  const pods = textOf(given?.pod_cidr) ?? (hasPodRange ? POD_RANGE : "");
  const services = textOf(given?.service_cidr) ?? SERVICE_RANGE;
  const outbound = textOf(given?.outbound_type) ?? "loadBalancer";
  const values: { readonly [name: string]: Value } = {
    network_plugin: plugin,
    dns_service_ip: DNS_ADDRESS,
    ip_versions: ["IPv4"],
    network_mode: "",
    network_policy: "",
    pod_cidr: pods,
    pod_cidrs: pods ? [pods] : [],
    service_cidr: services,
    service_cidrs: [services],
    outbound_type: outbound,
    network_data_plane: "azure",
    load_balancer_sku: "standard",
    load_balancer_profile: outbound === "loadBalancer" ? [LOAD_BALANCER] : [],
    nat_gateway_profile: outbound === "managedNATGateway" ? [NAT_GATEWAY] : [],
  };
  return objectOf(
    [...new Set([...Object.keys(values), ...Object.keys(given ?? {})])].map((name) => {
      const set = given?.[name] ?? null;
      const isSet = typeof set === "string" || (Array.isArray(set) && set.length > 0);
      return [name, isSet || !(name in values) ? set : (values[name] ?? null)] as const;
    }),
  );
}

const LOAD_BALANCER = objectOf([
  ["backend_pool_type", "NodeIPConfiguration"],
  ["effective_outbound_ips", []],
  ["idle_timeout_in_minutes", 30],
  ["managed_outbound_ip_count", 1],
  ["managed_outbound_ipv6_count", 0],
  ["outbound_ip_address_ids", []],
  ["outbound_ip_prefix_ids", []],
  ["outbound_ports_allocated", 0],
]);

const NAT_GATEWAY = objectOf([
  ["effective_outbound_ips", []],
  ["idle_timeout_in_minutes", 4],
  ["managed_outbound_ip_count", 1],
]);
