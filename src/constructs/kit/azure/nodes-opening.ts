/** Lets connections in to the nodes, whose security group refuses what comes from outside of the network. */
import { NetworkSecurityRule } from "@cdktf/provider-azurerm/lib/network-security-rule";
import { Construct } from "constructs";
import { type DetailedNetwork, nodesSecurityGroupOf, resourceGroupOf } from "./network-place";

/** Between the network's own rules and the one that refuses all the rest. */
const PRIORITIES = { from: 2000, to: 3999 } as const;

export interface NodesOpeningProps {
  /** The network whose nodes are meant. */
  readonly network: DetailedNetwork;
  /** Name of the rule, unique in the network: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** 2000 to 3999, unique in the network: the lowest that fits decides. */
  readonly priority: number;
  /** Ranges that may connect. `0.0.0.0/0` is everybody. */
  readonly from: readonly string[];
  /**
   * TCP ports of the load balancer: Azure's load balancers of Kubernetes hand packets on with the addresses that clients asked for
   * (floating IP), so neither the destination nor the port is a node's own.
   */
  readonly ports: readonly number[];
}

export class NodesOpening extends Construct {
  /** Absent in a network that exists, whose rules are its owner's to write. */
  public readonly rule?: NetworkSecurityRule;

  /** @throws RangeError for a priority that the network itself uses */
  constructor(scope: Construct, id: string, props: NodesOpeningProps) {
    super(scope, id);
    const { network, name, priority, from, ports } = props;
    if (priority < PRIORITIES.from || priority > PRIORITIES.to) {
      throw new RangeError(`The priority ${priority} is not from ${PRIORITIES.from} to ${PRIORITIES.to}.`);
    }
    const networkSecurityGroupName = nodesSecurityGroupOf(network);
    if (networkSecurityGroupName === undefined) return;
    const [only] = from;
    this.rule = new NetworkSecurityRule(this, "Resource", {
      name,
      resourceGroupName: resourceGroupOf(network),
      networkSecurityGroupName,
      priority,
      direction: "Inbound",
      access: "Allow",
      protocol: "Tcp",
      sourcePortRange: "*",
      ...(from.length === 1 && only !== undefined
        ? { sourceAddressPrefix: only }
        : { sourceAddressPrefixes: [...from] }),
      destinationAddressPrefix: "*",
      destinationPortRanges: ports.map(String),
    });
    this.node.defaultChild = this.rule;
  }
}
