/** An IAM role that pods assume for one purpose (sts:AssumeRole), with permissions that their own role does not have. */
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct, type IDependable } from "constructs";
import { policyDocument, type PolicyStatement } from "../../kit/aws/policy";

/**
 * A Pod Identity session has transitive tags, which are passed on when it assumes another role: both the trust policy and the
 * caller's policy must allow `sts:TagSession` too (docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html).
 */
const ASSUME_ACTIONS = ["sts:AssumeRole", "sts:TagSession"];

export interface AssumableRoleProps {
  /** Name of the role; unique in the account. */
  readonly name: string;
  /** What it is for; shown in the cloud's console. */
  readonly description: string;
  /** ARN of the only role that may assume it. */
  readonly assumedBy: string;
  /** What it allows, in IAM's own words. */
  readonly statements: readonly PolicyStatement[];
}

export class AssumableRole extends Construct {
  public readonly role: IamRole;
  public readonly policies: readonly IDependable[];

  constructor(scope: Construct, id: string, props: AssumableRoleProps) {
    super(scope, id);
    this.role = new IamRole(this, "Resource", {
      name: props.name,
      description: props.description,
      assumeRolePolicy: policyDocument([
        { Effect: "Allow", Principal: { AWS: props.assumedBy }, Action: ASSUME_ACTIONS },
      ]),
    });
    this.node.defaultChild = this.role;
    this.policies = [
      new IamRolePolicy(this, "policy", {
        name: "pods",
        role: this.role.name,
        policy: policyDocument(props.statements),
      }),
    ];
  }
}

/** Allows a role to assume these roles, and no other. */
export function allowAssuming(
  scope: Construct,
  role: IamRole,
  assumable: readonly AssumableRole[],
): readonly IDependable[] {
  if (assumable.length === 0) return [];
  const Resource = assumable.map((other) => other.role.arn);
  return [
    new IamRolePolicy(scope, "apart", {
      name: "apart",
      role: role.name,
      policy: policyDocument([{ Effect: "Allow", Action: ASSUME_ACTIONS, Resource }]),
    }),
  ];
}
