/** What the control plane may do in the account. */
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { managedPolicyArn } from "../../kit/aws/arn";
import { policyDocument, serviceTrust } from "../../kit/aws/policy";
import { physicalName } from "../../kit/cdktf/names";

export interface ControlPlaneRoleProps {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** The cloud's region that it stands in. */
  readonly region: string;
  /** The account that it stands in: 12 digits. */
  readonly account: string;
  /** The key that encrypts Secrets. */
  readonly secretsKeyArn: string;
}

export class ControlPlaneRole extends Construct {
  public readonly role: IamRole;
  /** Without them the control plane cannot be made, nor clean up when it is destroyed. */
  public readonly policies: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ControlPlaneRoleProps) {
    super(scope, id);
    const { clusterName, region, account } = props;
    this.role = new IamRole(this, "Resource", {
      name: physicalName([clusterName, region, "control-plane"], 64),
      description: `Control plane of cluster ${clusterName}`,
      assumeRolePolicy: serviceTrust("eks.amazonaws.com", account),
    });
    this.node.defaultChild = this.role;
    this.policies = [
      new IamRolePolicyAttachment(this, "AmazonEKSClusterPolicy", {
        role: this.role.name,
        policyArn: managedPolicyArn(region, "AmazonEKSClusterPolicy"),
      }),
      new IamRolePolicy(this, "secrets-key", {
        name: "secrets-key",
        role: this.role.name,
        policy: policyDocument([
          {
            Effect: "Allow",
            Action: ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"],
            Resource: props.secretsKeyArn,
          },
        ]),
      }),
    ];
  }
}
