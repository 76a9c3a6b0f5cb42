/** Private ways from a VPC to AWS's own services. */
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import type { AwsSubnetTier } from "./subnet-tier";

/**
 * What nodes and the platform's controllers call: images (ecr), nodes (ec2, autoscaling, eks), pods' identities (eks-auth,
 * sts), logs, load balancers, secrets and their keys, shells and tunnels (ssm), interruptions (sqs), databases (rds).
 */
export const INTERFACE_ENDPOINTS = [
  "autoscaling",
  "ec2",
  "ec2messages",
  "ecr.api",
  "ecr.dkr",
  "eks",
  "eks-auth",
  "elasticloadbalancing",
  "kms",
  "logs",
  "rds",
  "secretsmanager",
  "sqs",
  "ssm",
  "ssmmessages",
  "sts",
] as const;

export interface AwsEndpointsProps {
  /** What names in the cloud begin with. */
  readonly name: string;
  /** The cloud's region that it stands in. */
  readonly region: string;
  /** Id of the VPC that it stands in. */
  readonly vpcId: string;
  /** Address range, such as 10.0.0.0/16. */
  readonly cidr: string;
  /** Tiers whose traffic to S3 stays within AWS: image layers come from there. */
  readonly routed: readonly AwsSubnetTier[];
  /** Where the interface endpoints stand; undefined for none. @default none: gateway endpoints alone */
  readonly interfaces?: AwsSubnetTier;
}

export class AwsEndpoints extends Construct {
  /** Costs nothing, and saves what NAT would cost. */
  public readonly s3: VpcEndpoint;
  /** By service, such as `ecr.api`. */
  public readonly interfaces: ReadonlyMap<string, VpcEndpoint>;
  public readonly securityGroup?: SecurityGroup;

  constructor(scope: Construct, id: string, props: AwsEndpointsProps) {
    super(scope, id);
    const { name, region, vpcId } = props;
    this.s3 = new VpcEndpoint(this, "s3", {
      vpcId,
      serviceName: `com.amazonaws.${region}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: props.routed.flatMap((tier) => tier.routeTables.map((table) => table.id)),
      tags: { Name: `${name}-s3` },
    });
    this.interfaces = new Map();
    if (!props.interfaces) return;

    this.securityGroup = new SecurityGroup(this, "security-group", {
      name: `${name}-endpoints`,
      description: `Lets the network ${name} reach AWS services by private endpoints`,
      vpcId,
      tags: { Name: `${name}-endpoints` },
    });
    new VpcSecurityGroupIngressRule(this, "https", {
      securityGroupId: this.securityGroup.id,
      description: "HTTPS from the network",
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
      cidrIpv4: props.cidr,
    });
    const subnetIds = Object.values(props.interfaces.ids);
    const { id: securityGroupId } = this.securityGroup;
    this.interfaces = new Map(
      INTERFACE_ENDPOINTS.map((service) => [
        service,
        new VpcEndpoint(this, service.replaceAll(".", "-"), {
          vpcId,
          serviceName: `com.amazonaws.${region}.${service}`,
          vpcEndpointType: "Interface",
          privateDnsEnabled: true,
          subnetIds,
          securityGroupIds: [securityGroupId],
          tags: { Name: `${name}-${service}` },
        }),
      ]),
    );
  }
}
