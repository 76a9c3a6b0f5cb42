/** What a network on Azure tells other components of itself: where their parts stand, and where their names are found. */
import type { IConstruct } from "constructs";
import { JangadaError } from "../../../errors";

/** A network, as far as its attributes tell it. */
export interface DetailedNetwork extends IConstruct {
  readonly attributes: Readonly<
    Record<
      "details" | "publicSubnets" | "privateSubnets" | "dataSubnets" | "intraSubnets",
      Readonly<Record<string, string>>
    >
  >;
}

/** The services that are found by private names, each in a zone of its own. */
export type PrivateZone = "cluster" | "databases" | "redis" | "key-vault" | "blob";

const RESOURCE_GROUP = "resource-group";
const NODES_SECURITY_GROUP = "nodes-security-group";
const API_SECURITY_GROUP = "api-server-security-group";
const zoneKey = (zone: PrivateZone): string => `zone-${zone}`;

export interface NetworkPlace {
  /** The resource group of the environment, made with its network. */
  readonly resourceGroupName: string;
  /** Ids of the private DNS zones, which are linked with the network; one that is not there is nobody's to make. */
  readonly zoneIds: { readonly [Z in PrivateZone]?: string };
  /** Name of the security group of the nodes, which stands in the same resource group. @default it is nobody's to add rules to */
  readonly nodesSecurityGroup?: string;
  /** Name of the security group of the API server's subnet, likewise. @default it is nobody's to add rules to */
  readonly apiServerSecurityGroup?: string;
}

/** Where a network publishes it. */
export function networkDetails({
  resourceGroupName,
  zoneIds,
  nodesSecurityGroup,
  apiServerSecurityGroup,
}: NetworkPlace): Readonly<Record<string, string>> {
  return {
    [RESOURCE_GROUP]: resourceGroupName,
    ...(nodesSecurityGroup === undefined ? {} : { [NODES_SECURITY_GROUP]: nodesSecurityGroup }),
    ...(apiServerSecurityGroup === undefined ? {} : { [API_SECURITY_GROUP]: apiServerSecurityGroup }),
    ...Object.fromEntries(Object.entries(zoneIds).map(([zone, id]) => [zoneKey(zone as PrivateZone), id])),
  };
}

/** The resource group that everything of the environment stands in. */
export function resourceGroupOf(network: DetailedNetwork): string {
  return detail(network, RESOURCE_GROUP);
}

/** Name of the security group of the nodes; undefined where the network's rules are its owner's to write. */
export function nodesSecurityGroupOf(network: DetailedNetwork): string | undefined {
  return network.attributes.details[NODES_SECURITY_GROUP];
}

/** Name of the security group of the API server's subnet; undefined where the network's rules are its owner's to write. */
export function apiServerSecurityGroupOf(network: DetailedNetwork): string | undefined {
  return network.attributes.details[API_SECURITY_GROUP];
}

/** Id of the private DNS zone of a service. */
export function privateZoneOf(network: DetailedNetwork, zone: PrivateZone): string {
  return detail(network, zoneKey(zone));
}

/** The subnet by what it is for: `nodes`, `public`, `data`, `api-server`, `endpoints`. */
export function subnetOf(
  network: DetailedNetwork,
  purpose: "nodes" | "public" | "data" | "api-server" | "endpoints",
): string {
  const { publicSubnets, privateSubnets, dataSubnets, intraSubnets } = network.attributes;
  const id = { ...publicSubnets, ...privateSubnets, ...dataSubnets, ...intraSubnets }[purpose];
  if (id === undefined) throw missing(network, `no subnet for '${purpose}'`);
  return id;
}

function detail(network: DetailedNetwork, key: string): string {
  const value = network.attributes.details[key];
  if (value === undefined) throw missing(network, `nothing of '${key}'`);
  return value;
}

function missing(network: DetailedNetwork, what: string): JangadaError {
  return new JangadaError({
    code: "NETWORK_INCOMPLETE",
    message: `The network '${network.node.id}' tells ${what}.`,
    place: { construct: network.node.path },
    remedy: "Take a network of Azure that the library made, or name what is missing in what describes it.",
  });
}
