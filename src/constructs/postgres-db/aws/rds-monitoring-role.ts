/** The role by which RDS writes the metrics of a server's operating system. */
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { managedPolicyArn } from "../../kit/aws/arn";
import { serviceTrust } from "../../kit/aws/policy";

export interface RdsMonitoringRoleProps {
  /** Name of the role; unique in the account. */
  readonly name: string;
  /** The cloud's region that it stands in. */
  readonly region: string;
  /** The account that it stands in: 12 digits. */
  readonly account: string;
}

/** A role that only RDS of this account takes, with AWS's own policy for enhanced monitoring. */
export class RdsMonitoringRole extends Construct {
  public readonly role: IamRole;
  /** Depend on it: without the policy RDS refuses the role. */
  public readonly attachment: IamRolePolicyAttachment;

  constructor(scope: Construct, id: string, props: RdsMonitoringRoleProps) {
    super(scope, id);
    this.role = new IamRole(this, "Resource", {
      name: props.name,
      description: "Writes operating-system metrics of RDS to CloudWatch Logs",
      assumeRolePolicy: serviceTrust("monitoring.rds.amazonaws.com", props.account),
    });
    this.attachment = new IamRolePolicyAttachment(this, "policy", {
      role: this.role.name,
      policyArn: managedPolicyArn(props.region, "service-role/AmazonRDSEnhancedMonitoringRole"),
    });
    this.node.defaultChild = this.role;
  }
}
