/** The private network that everything else stands in. */
import type { IConstruct } from "constructs";
import { type AttributesOf, type Contract, defineContract } from "../../model/contract";
import { contractClass } from "../../model/contract-class";
import { networkImplementations } from "./implementations";
import type { NetworkProps } from "./props";

/** What a subnet is for. Where a target has no such division, several tiers name the same subnet. */
export type SubnetTier = "public" | "private" | "data" | "intra";

export interface Subnet {
  readonly id: string;
  /** The zone that it is bound to; absent where subnets span a region. */
  readonly zone?: string;
}

export interface INetwork extends IConstruct {
  /** The id that the cloud gave it; of hosts that stand in a network already, its name. */
  readonly networkId: string;
  /** IPv4 range of the whole network. */
  readonly cidr: string;
  /** Zones by name, sorted; literal. */
  readonly zones: readonly string[];
  subnets(tier: SubnetTier): readonly Subnet[];
  readonly attributes: NetworkAttributes;
}

/** Subnet maps go from zone (of a regional subnet: its name) to id. */
const SHAPE = {
  networkId: "string",
  cidr: "string",
  zones: "list",
  publicSubnets: "map",
  privateSubnets: "map",
  dataSubnets: "map",
  intraSubnets: "map",
  /** What only the target's own implementations understand: group, names of private services, … */
  details: "map",
} as const;

export type NetworkContract = Contract<NetworkProps, INetwork, typeof SHAPE>;
export const NETWORK: NetworkContract = defineContract("network", SHAPE, networkImplementations);

export type NetworkAttributes = AttributesOf<typeof SHAPE>;

/** A private network on the target of its scope. */
export class Network extends contractClass(NETWORK, {
  networkId: true,
  cidr: true,
  zones: true,
  subnets: true,
  attributes: true,
}) {}
