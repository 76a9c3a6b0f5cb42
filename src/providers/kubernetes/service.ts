/** Services and ingresses: addresses, ports and load balancers that the cluster gives them. */
import { keyOf } from "../../rehearsal/protocol/sets";
import { isUnknown } from "../../rehearsal/engine/attributes";
import { objectOf, UNKNOWN, type Value, type ValueObject } from "../../rehearsal/protocol/value";
import type { BehaviourContext } from "../../rehearsal/engine/behaviour";
import { firstOf, itemsOf, objectsOf, textOf, withAttributes } from "../../rehearsal/engine/attributes";
import { clusterOf, connectionOf } from "../simulated-cluster/connection";
import { nameOf, namespaceOf } from "../simulated-cluster/objects";

/** From 172.20.0.0/16: private addresses that a network of 10.0.0.0/8 leaves free. */
const SERVICE_NETWORK = "172.20";
/** Kubernetes' default range of node ports. */
const NODE_PORTS = { first: 30000, count: 2768 } as const;

/** The part of a service's state that the cluster fills in. */
export function serviceValues(context: BehaviourContext, state: ValueObject): { [name: string]: Value } {
  const spec = firstOf(state.spec) ?? objectOf();
  const type = textOf(spec.type) ?? "ClusterIP";
  const external = type === "ExternalName";
  const open = type === "LoadBalancer" || type === "NodePort";
  const address = textOf(spec.cluster_ip) ?? (external ? "" : clusterAddress(context, state));
  const filled: { [name: string]: Value } = {
    cluster_ip: address,
    cluster_ips: address ? [address] : [],
    ip_families: external ? [] : ["IPv4"],
    ip_family_policy: external ? "" : "SingleStack",
    internal_traffic_policy: external ? "" : "Cluster",
    external_traffic_policy: open ? "Cluster" : "",
    health_check_node_port:
      type === "LoadBalancer" && spec.external_traffic_policy === "Local" ? nodePort(context, state, "health") : 0,
    port: itemsOf(spec.port).map((port, index) =>
      withAttributes(objectsOf(port)[0] ?? objectOf(), portValues(context, state, port, open, index)),
    ),
  };
  return {
    spec: [merged(spec, filled)],
    status: type === "LoadBalancer" ? loadBalancer(context, state) : NO_BALANCER(),
  };
}

/** Only what is unknown is the cluster's to fill in; ports are merged by the engine, one by one. */
function merged(spec: ValueObject, filled: { readonly [name: string]: Value }): ValueObject {
  const changes = Object.entries(filled).filter(([name]) => name === "port" || isUnknown(spec[name]));
  return withAttributes(spec, Object.fromEntries(changes));
}

function portValues(
  context: BehaviourContext,
  state: ValueObject,
  port: Value,
  open: boolean,
  index: number,
): { [name: string]: Value } {
  const given = objectsOf(port)[0];
  const values: { [name: string]: Value } = {};
  if (isUnknown(given?.node_port)) values.node_port = open ? nodePort(context, state, String(index)) : 0;
  if (isUnknown(given?.target_port)) values.target_port = String(given?.port ?? "");
  return values;
}

/** A changed type gets other ports and another load balancer. */
export function planService(planned: ValueObject, prior: ValueObject): void {
  const spec = firstOf(planned.spec);
  if (!spec || keyOf(spec.type ?? null) === keyOf(firstOf(prior.spec)?.type ?? null)) return;
  planned.status = UNKNOWN;
}

/** An ingress is published under the load balancer of its controller. */
export const ingressValues = (context: BehaviourContext, state: ValueObject): { [name: string]: Value } => ({
  status: loadBalancer(context, state),
});

function loadBalancer(context: BehaviourContext, state: ValueObject): Value {
  const cluster = clusterOf(context.world, connectionOf(context.session.config));
  const digest = digestOf(context, state, "balancer");
  const short = (text: string): string => text.replace(/[^a-z0-9]/gi, "").slice(0, 8);
  const name = `k8s-${short(namespaceOf(state) ?? "default")}-${short(nameOf(state) ?? "")}-${digest.slice(0, 10)}`;
  const domain = cluster?.loadBalancerDomain;
  const ingress = objectOf([
    ["hostname", domain ? `${name}-${digest.slice(10, 26)}.${domain}` : ""],
    // From the addresses for documentation (RFC 5737).
    ["ip", domain ? "" : `203.0.113.${(byte(digest, 0) % 254) + 1}`],
  ]);
  return balancers([ingress]);
}

const balancers = (ingress: readonly Value[]): Value => [
  objectOf([["load_balancer", [objectOf([["ingress", [...ingress]]])]]]),
];

const NO_BALANCER = (): Value => balancers([]);

function clusterAddress(context: BehaviourContext, state: ValueObject): string {
  const digest = digestOf(context, state, "address");
  return `${SERVICE_NETWORK}.${byte(digest, 0)}.${(byte(digest, 1) % 254) + 1}`;
}

function nodePort(context: BehaviourContext, state: ValueObject, word: string): number {
  return NODE_PORTS.first + (parseInt(digestOf(context, state, "port", word).slice(0, 6), 16) % NODE_PORTS.count);
}

const digestOf = (context: BehaviourContext, state: ValueObject, ...words: readonly string[]): string =>
  context.digest(...words, context.realm, namespaceOf(state) ?? "", nameOf(state) ?? "");

const byte = (digest: string, index: number): number => parseInt(digest.slice(2 * index, 2 * index + 2), 16);
