/** A role that the pods of a service account take on for one purpose, and whose rights their own role does not have. */
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct, type IDependable } from "constructs";
import { policyDocument, type PolicyStatement } from "../../kit/aws/policy";

/**
 * The tags of a Pod Identity session are transitive: whoever takes on another role hands them on, and needs leave for that on
 * both sides (docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html).
 */
const TAKE_ON = ["sts:AssumeRole", "sts:TagSession"];

export interface RoleApartProps {
  readonly name: string;
  readonly description: string;
  /** ARN of the only role that may take it on. */
  readonly takenOnBy: string;
  readonly statements: readonly PolicyStatement[];
}

export class RoleApart extends Construct {
  public readonly role: IamRole;
  public readonly policies: readonly IDependable[];

  constructor(scope: Construct, id: string, props: RoleApartProps) {
    super(scope, id);
    this.role = new IamRole(this, "Resource", {
      name: props.name,
      description: props.description,
      assumeRolePolicy: policyDocument([{ Effect: "Allow", Principal: { AWS: props.takenOnBy }, Action: TAKE_ON }]),
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

/** Lets a role take on these, and no other. */
export function takingOn(scope: Construct, role: IamRole, others: readonly RoleApart[]): readonly IDependable[] {
  if (others.length === 0) return [];
  const Resource = others.map((other) => other.role.arn);
  return [
    new IamRolePolicy(scope, "apart", {
      name: "apart",
      role: role.name,
      policy: policyDocument([{ Effect: "Allow", Action: TAKE_ON, Resource }]),
    }),
  ];
}
