/** The subnets of one tier: one in each zone, with the tables that route their traffic. */
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet as AwsSubnet } from "@cdktf/provider-aws/lib/subnet";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { subnetCidr } from "./cidr-plan";
import type { SubnetTier } from "../contract";

export interface AwsSubnetTierProps {
  /** What the subnets are for. */
  readonly tier: SubnetTier;
  /** What names in the cloud begin with. */
  readonly name: string;
  /** Id of the VPC that it stands in. */
  readonly vpcId: string;
  /** Address range, such as 10.0.0.0/16. */
  readonly cidr: string;
  /** Names of the zones, one subnet each. */
  readonly zones: readonly string[];
  /** One routing table for all zones, or one in each. */
  readonly routing: "shared" | "per-zone";
  /** @default none but the name */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Where a default route leads. */
export type RouteTarget = { readonly gatewayId: string } | { readonly natGatewayId: string };

/**
 * Ids below are zones: a zone added makes its own subnet and touches no other.
 * @security CKV_AWS_130 instances get no public addresses, in public subnets neither
 */
export class AwsSubnetTier extends Construct {
  public readonly tier: SubnetTier;
  /** Subnets by zone. */
  public readonly subnets: ReadonlyMap<string, AwsSubnet>;
  /** Every routing table of the tier. */
  public readonly routeTables: readonly RouteTable[];
  public readonly associations: readonly RouteTableAssociation[];
  private readonly tableOfZone: ReadonlyMap<string, { readonly table: RouteTable; readonly scope: Construct }>;

  constructor(scope: Construct, props: AwsSubnetTierProps) {
    super(scope, props.tier);
    const { name, tier, vpcId } = props;
    this.tier = tier;
    const sharedTable =
      props.routing === "shared"
        ? new RouteTable(this, "route-table", { vpcId, tags: { Name: `${name}-${tier}` } })
        : undefined;
    const subnets = new Map<string, AwsSubnet>();
    const tables = new Map<string, { table: RouteTable; scope: Construct }>();
    const associations: RouteTableAssociation[] = [];
    for (const zone of [...props.zones].sort()) {
      const inZone = new Construct(this, zone);
      const tags = { Name: `${name}-${tier}-${zone}` };
      const subnet = new AwsSubnet(inZone, "Resource", {
        vpcId,
        availabilityZone: zone,
        cidrBlock: subnetCidr(props.cidr, tier, zone),
        mapPublicIpOnLaunch: false,
        tags: { ...tags, ...props.tags },
      });
      inZone.node.defaultChild = subnet;
      const table = sharedTable ?? new RouteTable(inZone, "route-table", { vpcId, tags });
      tables.set(zone, { table, scope: sharedTable ? this : inZone });
      associations.push(
        new RouteTableAssociation(inZone, "route-table-association", { subnetId: subnet.id, routeTableId: table.id }),
      );
      subnets.set(zone, subnet);
    }
    this.subnets = subnets;
    this.tableOfZone = tables;
    this.associations = associations;
    this.routeTables = sharedTable ? [sharedTable] : [...tables.values()].map(({ table }) => table);
  }

  /** Sends everything that is not for the network itself to where `target` says, zone by zone. */
  public addDefaultRoutes(target: (zone: string) => RouteTarget, dependsOn?: readonly ITerraformDependable[]): void {
    const done = new Set<RouteTable>();
    for (const [zone, { table, scope }] of this.tableOfZone) {
      if (done.has(table)) continue;
      done.add(table);
      new Route(scope, "default-route", {
        routeTableId: table.id,
        destinationCidrBlock: "0.0.0.0/0",
        ...target(zone),
        dependsOn: dependsOn ? [...dependsOn] : undefined,
      });
    }
  }

  /** Ids by zone. */
  public get ids(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.subnets].map(([zone, subnet]) => [zone, subnet.id]));
  }
}
