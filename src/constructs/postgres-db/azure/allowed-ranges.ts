/** Lets ranges in to the databases beside those that the network's own rules let in: its nodes. */
import { NetworkSecurityRule } from "@cdktf/provider-azurerm/lib/network-security-rule";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { createHash } from "node:crypto";
import { type DetailedNetwork, nodesSecurityGroupOf, resourceGroupOf } from "../../kit/azure/network-place";
import { allowedRanges } from "../../kit/cdktf/allowed-ranges";
import type { INetwork } from "../../network/contract";
import type { PostgresDbSettings } from "../props";

/** PostgreSQL's own (IANA), and that of the connection pooler that a server brings along. */
const PORTS = ["5432", "6432"];

/** Between the network's own rules and the one that refuses all the rest. */
const FIRST_PRIORITY = 2000;
const PRIORITIES = 2000;

export interface AllowedRangesProps {
  /** The section's fields, checked and with their defaults. */
  readonly settings: PostgresDbSettings;
  /** The network that the server stands in. */
  readonly network: INetwork & DetailedNetwork;
}

/**
 * Security groups know no servers, only subnets: who is let in to one server of a subnet is let in to all of them, and asked for a
 * password there. In a network that exists the rules are its owner's to write.
 */
export class AllowedRanges extends Construct {
  public readonly rule: NetworkSecurityRule | undefined;

  constructor(scope: Construct, id: string, { settings, network }: AllowedRangesProps) {
    super(scope, id);
    const { name, allow, azure } = settings;
    const isOwn = nodesSecurityGroupOf(network) !== undefined && azure.subnetId === undefined;
    // Nodes reach a subnet of databases anyway; of the endpoints' subnet they reach other ports.
    if (!isOwn || (allow === undefined && azure.privateEndpoint === undefined)) return;
    const ranges = Object.values(allowedRanges(settings, network));
    const resourceGroupName = resourceGroupOf(network);
    this.rule = new NetworkSecurityRule(this, "Resource", {
      name: `${name}-postgres`,
      resourceGroupName,
      // As the network calls the groups of its subnets, after itself and what they are for.
      networkSecurityGroupName: `${resourceGroupName}-${azure.privateEndpoint ? "endpoints" : "data"}`,
      priority: this.freePriority(name),
      direction: "Inbound",
      access: "Allow",
      protocol: "Tcp",
      sourcePortRange: "*",
      sourceAddressPrefixes: ranges,
      destinationAddressPrefix: "*",
      destinationPortRanges: PORTS,
    });
    this.node.defaultChild = this.rule;
  }

  /** By the server's name, so that a server more or less moves no rule; of two of one number the later one takes the next. */
  private freePriority(name: string): number {
    const taken = TerraformStack.of(this)
      .node.findAll()
      .flatMap((construct) => (construct instanceof AllowedRanges ? (construct.rule?.priority ?? []) : []));
    let number = createHash("sha256").update(name).digest().readUInt32BE(0) % PRIORITIES;
    while (taken.includes(FIRST_PRIORITY + number)) number = (number + 1) % PRIORITIES;
    return FIRST_PRIORITY + number;
  }
}
