/** Network address translation: how private subnets reach the internet, and nobody reaches them. */
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { AwsSubnetTier } from "./subnet-tier";

export interface AwsNatProps {
  /** What names in the cloud begin with. */
  readonly name: string;
  /** Zones that get a gateway. */
  readonly zones: readonly string[];
  /** The subnets in which the gateways stand. */
  readonly publicSubnets: AwsSubnetTier;
  /** The internet gateway: addresses and gateways can be made only after it. */
  readonly dependsOn: readonly ITerraformDependable[];
}

export class AwsNat extends Construct {
  /** Gateways by zone. */
  public readonly gateways: ReadonlyMap<string, NatGateway>;

  constructor(scope: Construct, id: string, props: AwsNatProps) {
    super(scope, id);
    const gateways = new Map<string, NatGateway>();
    for (const zone of [...props.zones].sort()) {
      const inZone = new Construct(this, zone);
      const tags = { Name: `${props.name}-nat-${zone}` };
      const address = new Eip(inZone, "address", { domain: "vpc", tags, dependsOn: [...props.dependsOn] });
      const gateway = new NatGateway(inZone, "Resource", {
        allocationId: address.allocationId,
        subnetId: props.publicSubnets.subnets.get(zone)?.id,
        tags,
        dependsOn: [...props.dependsOn],
      });
      inZone.node.defaultChild = gateway;
      gateways.set(zone, gateway);
    }
    this.gateways = gateways;
  }

  /** The gateway for a zone: its own, else the only one. */
  public gatewayFor(zone: string): NatGateway {
    const gateway = this.gateways.get(zone) ?? [...this.gateways.values()][0];
    if (!gateway) throw new RangeError(`'${this.node.path}' has no gateway.`);
    return gateway;
  }
}
