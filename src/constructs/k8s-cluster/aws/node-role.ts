/** What nodes may do in the account: as little as they can run with. Pods have roles of their own. */
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { managedPolicyArn } from "../../kit/aws/arn";
import { serviceTrust } from "../../kit/aws/policy";
import { awsDomain } from "../../kit/aws/partition";
import { physicalName } from "../../kit/cdktf/names";

export interface NodeRoleProps {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** The cloud's region that it stands in. */
  readonly region: string;
  /** Last part of its name, such as `nodes`. */
  readonly purpose: string;
  /** Whether shells and port forwarding through Systems Manager reach the nodes. */
  readonly sessions: boolean;
}

/** Registering with the cluster, and pulling images; no permissions of the CNI, which has a role of its own. */
const POLICIES = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"];
const SESSIONS = "AmazonSSMManagedInstanceCore";

export class NodeRole extends Construct {
  public readonly role: IamRole;
  public readonly policies: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: NodeRoleProps) {
    super(scope, id);
    const { clusterName, region, purpose } = props;
    this.role = new IamRole(this, "Resource", {
      name: physicalName([clusterName, region, purpose], 64),
      description: `Nodes of cluster ${clusterName}`,
      assumeRolePolicy: serviceTrust(`ec2.${awsDomain(region)}`),
    });
    this.node.defaultChild = this.role;
    this.policies = [...POLICIES, ...(props.sessions ? [SESSIONS] : [])].map(
      (policy) =>
        new IamRolePolicyAttachment(this, policy, {
          role: this.role.name,
          policyArn: managedPolicyArn(region, policy),
        }),
    );
  }
}
