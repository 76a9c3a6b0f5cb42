/** Who reaches a server: its ports from the given ranges, and nothing else. */
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";

/** A port, and what its rules are called. */
export interface ServerPort {
  readonly port: number;
  /** What speaks there, as descriptions of rules begin: `PostgreSQL`. */
  readonly title: string;
  /** Begins the ids of its rules, which are part of resource addresses. @default "from" */
  readonly id?: string;
}

export interface ServerSecurityGroupProps {
  /** Name in the cloud; unique in account and region. */
  readonly name: string;
  /** What it is for; shown in the cloud's console. */
  readonly description: string;
  /** Id of the VPC that it stands in. */
  readonly vpcId: string;
  /** The ports that are let in. */
  readonly ports: readonly ServerPort[];
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
export class ServerSecurityGroup extends Construct {
  public readonly group: SecurityGroup;
  public readonly ingress: readonly VpcSecurityGroupIngressRule[];

  constructor(scope: Construct, id: string, props: ServerSecurityGroupProps) {
    super(scope, id);
    const { name, description, vpcId, ports, allow } = props;
    this.group = new SecurityGroup(this, "Resource", { name, description, vpcId, tags: { Name: name } });
    this.ingress = ports.flatMap(({ port, title, id: prefix = "from" }) =>
      Object.entries(allow).map(
        ([from, cidrIpv4]) =>
          new VpcSecurityGroupIngressRule(this, `${prefix}-${from}`, {
            securityGroupId: this.group.id,
            description: `${title} from ${from}`,
            ipProtocol: "tcp",
            fromPort: port,
            toPort: port,
            cidrIpv4,
          }),
      ),
    );
    this.node.defaultChild = this.group;
  }
}
