/** A network on AWS: a VPC with four tiers of subnets, keyed by zone. */
import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import type { Implementation } from "../../../model/contract";
import { tokenOr, validateProps } from "../../kit/cdktf/props";
import { AwsEndpoints } from "./endpoints";
import { AwsFlowLogs } from "./flow-logs";
import { ImportedNetwork, subnetsOf } from "../imported-network";
import { AwsNat } from "./nat";
import type { INetwork, NETWORK, NetworkAttributes, Subnet, SubnetTier } from "../contract";
import type { SectionProblem } from "../../../model/component";
import { textSchema } from "../../../model/text-form";
import { ACCOUNT } from "../../../targets/eks/forms";
import { checkNetwork } from "../check";
import { type NetworkProps, networkSchema, type NetworkSettings } from "../props";
import { checkAwsNetwork, zonesFor } from "./check";
import { existingAttributes } from "./existing-attributes";
import { existingNetwork } from "./section";
import { AwsSubnetTier } from "./subnet-tier";

const awsNetworkSchema = networkSchema.safeExtend({ account: tokenOr(textSchema(ACCOUNT)) });

function checkMade(settings: NetworkSettings): readonly SectionProblem[] {
  const adopted: readonly SectionProblem[] = settings.aws.existing
    ? [
        {
          path: ["aws", "existing"],
          code: "NETWORK_EXISTING_CONTRADICTION",
          message: "A network that exists is not made.",
          remedy: "Use Network, or Network.fromExisting.",
        },
      ]
    : [];
  return [...adopted, ...checkNetwork(settings), ...checkAwsNetwork(settings, settings.region)];
}

/**
 * - `public`: load balancers and NAT; a route to the internet.
 * - `private`: nodes, pods and endpoints; out by NAT, a routing table in each zone.
 * - `data`: databases; no way out.
 * - `intra`: the control plane's network interfaces; no way out.
 *
 * The VPC's own network ACL and main routing table are left as AWS makes them: no subnet uses the latter, and security
 * groups decide. Its default security group is emptied.
 *
 * @security CKV2_AWS_12 AWS-0173 the default security group lets nothing through
 * @security CKV2_AWS_11 AWS-0178 flow logs
 */
export class AwsNetwork extends Construct implements INetwork {
  public readonly zones: readonly string[];
  public readonly cidr: string;
  public readonly vpc: Vpc;
  public readonly defaultSecurityGroup: DefaultSecurityGroup;
  public readonly internetGateway: InternetGateway;
  public readonly tiers: { readonly [T in SubnetTier]: AwsSubnetTier };
  /** Absent with `nat: none`. */
  public readonly nat?: AwsNat;
  public readonly endpoints: AwsEndpoints;
  public readonly flowLogs: AwsFlowLogs;

  /** @throws JangadaError INVALID_PROPS, TOKEN_NOT_ALLOWED, and the codes of the section's own checks */
  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const settings = validateProps(this, awsNetworkSchema, props, checkMade);
    const { name, region, account, cidr } = settings;
    this.cidr = cidr;
    this.zones = [...zonesFor(settings, region)].sort();

    this.vpc = new Vpc(this, "Resource", {
      cidrBlock: cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: name },
    });
    this.node.defaultChild = this.vpc;
    const vpcId = this.vpc.id;
    this.defaultSecurityGroup = new DefaultSecurityGroup(this, "default-security-group", {
      vpcId,
      tags: { Name: `${name}-default-closed` },
    });
    this.internetGateway = new InternetGateway(this, "internet-gateway", { vpcId, tags: { Name: name } });

    const discovery = { "karpenter.sh/discovery": settings.clusterName ?? name };
    const tier = (tierName: SubnetTier, routing: "shared" | "per-zone", tags?: Readonly<Record<string, string>>) =>
      new AwsSubnetTier(this, { tier: tierName, name, vpcId, cidr, zones: this.zones, routing, ...(tags && { tags }) });
    this.tiers = {
      public: tier("public", "shared", { "kubernetes.io/role/elb": "1" }),
      private: tier("private", "per-zone", { "kubernetes.io/role/internal-elb": "1", ...discovery }),
      data: tier("data", "shared"),
      intra: tier("intra", "shared"),
    };
    const { public: publicTier, private: privateTier, data, intra } = this.tiers;
    publicTier.addDefaultRoutes(() => ({ gatewayId: this.internetGateway.id }));

    const natZones = this.natZones(settings);
    if (natZones.length > 0) {
      const nat = new AwsNat(this, "nat", {
        name,
        zones: natZones,
        publicSubnets: publicTier,
        dependsOn: [this.internetGateway],
      });
      this.nat = nat;
      privateTier.addDefaultRoutes((zone) => ({ natGatewayId: nat.gatewayFor(zone).id }));
    }

    this.endpoints = new AwsEndpoints(this, "endpoints", {
      name,
      region,
      vpcId,
      cidr,
      routed: [privateTier, data, intra],
      ...(settings.privateEndpoints ? { interfaces: privateTier } : {}),
    });
    this.flowLogs = new AwsFlowLogs(this, "flow-logs", {
      name,
      region,
      account,
      vpcId,
      retentionDays: settings.logRetentionDays,
      ...(settings.aws.encryptionKey === undefined ? {} : { keyArn: settings.aws.encryptionKey }),
    });
  }

  private natZones({ nat, aws }: NetworkSettings): readonly string[] {
    if (nat === "none") return [];
    return nat === "single" ? [aws.natZone ?? (this.zones[0] as string)] : this.zones;
  }

  public get networkId(): string {
    return this.vpc.id;
  }

  public subnets(tier: SubnetTier): readonly Subnet[] {
    return subnetsOf(this.attributes, tier);
  }

  public get attributes(): NetworkAttributes {
    return {
      networkId: this.networkId,
      cidr: this.cidr,
      zones: this.zones,
      publicSubnets: this.tiers.public.ids,
      privateSubnets: this.tiers.private.ids,
      dataSubnets: this.tiers.data.ids,
      intraSubnets: this.tiers.intra.ids,
      details: {},
    };
  }
}

export const awsNetworkImplementation: Implementation<NetworkProps, INetwork, typeof NETWORK.shape> = {
  create: (scope, id, props) =>
    props.aws?.existing
      ? new ImportedNetwork(scope, id, existingAttributes(existingNetwork.parse(props.aws.existing)))
      : new AwsNetwork(scope, id, props),
  fromAttributes: (scope, id, attributes) => new ImportedNetwork(scope, id, attributes),
};
