/** Who reaches a server: its port from the given ranges, and nothing else. */
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";

export interface RdsSecurityGroupProps {
  readonly name: string;
  readonly vpcId: string;
  readonly port: number;
  /** IPv4 ranges by name; the names are part of resource addresses. */
  readonly allow: Readonly<Record<string, string>>;
}

/**
 * A security group without egress: a server answers, and calls nobody.
 * @security CKV_AWS_23 every rule is described
 * @security CKV_AWS_382 no egress to everywhere
 * @security AWS-0104 no egress to everywhere
 * @security AWS-0107 no ingress from everywhere
 * @security CKV2_AWS_5 attached to the server
 */
export class RdsSecurityGroup extends Construct {
  public readonly group: SecurityGroup;
  public readonly ingress: Readonly<Record<string, VpcSecurityGroupIngressRule>>;

  constructor(scope: Construct, id: string, props: RdsSecurityGroupProps) {
    super(scope, id);
    const { name, vpcId, port } = props;
    this.group = new SecurityGroup(this, "Resource", {
      name: `${name}-postgres`,
      description: `PostgreSQL server ${name}`,
      vpcId,
      tags: { Name: `${name}-postgres` },
    });
    this.ingress = Object.fromEntries(
      Object.entries(props.allow).map(([from, cidrIpv4]) => [
        from,
        new VpcSecurityGroupIngressRule(this, `from-${from}`, {
          securityGroupId: this.group.id,
          description: `PostgreSQL from ${from}`,
          ipProtocol: "tcp",
          fromPort: port,
          toPort: port,
          cidrIpv4,
        }),
      ]),
    );
    this.node.defaultChild = this.group;
  }
}
