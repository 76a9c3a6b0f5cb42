/** EKS Pod Identity: a role for the pods of one service account of one cluster. */
import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct, type IDependable } from "constructs";
import { policyDocument, type PolicyStatement } from "../../kit/aws/policy";
import type { CredentialEndpoint, IWorkloadIdentity } from "../../../model/identity";
import { physicalName } from "../../kit/cdktf/names";
import { AssumableRole, allowAssuming } from "./assumable-role";

/** Where the agent on each node hands out credentials (docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html). */
export const POD_IDENTITY_ENDPOINTS: readonly CredentialEndpoint[] = [{ cidr: "169.254.170.23/32", port: 80 }];

/** Longest name of an IAM role (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
const ROLE_NAME_LENGTH = 64;

export interface PodRoleProps {
  /** Name of the cluster. */
  readonly clusterName: string;
  /** ARN of the cluster. */
  readonly clusterArn: string;
  /** The cloud's region that it stands in. */
  readonly region: string;
  /** Kubernetes namespace that it stands in. */
  readonly namespace: string;
  /** Kubernetes service account of its pods. */
  readonly serviceAccount: string;
  /** @default none */
  readonly statements?: readonly PolicyStatement[];
  /** ARNs of policies that AWS keeps. @default none */
  readonly managedPolicies?: readonly string[];
}

/**
 * The role. Its trust names cluster, namespace and service account: another cluster of the account cannot hand it out
 * (docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html).
 */
export class PodRole extends Construct {
  public readonly role: IamRole;
  /** What the role may do; credentials are of no use before. */
  public readonly policies: readonly IDependable[];

  constructor(scope: Construct, id: string, props: PodRoleProps) {
    super(scope, id);
    const { clusterName, region, namespace, serviceAccount } = props;
    this.role = new IamRole(this, "Resource", {
      name: physicalName([clusterName, region, serviceAccountName(namespace, serviceAccount)], ROLE_NAME_LENGTH),
      description: `Pods of ${namespace}/${serviceAccount} in cluster ${clusterName}`,
      assumeRolePolicy: policyDocument([
        {
          Effect: "Allow",
          Principal: { Service: "pods.eks.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Condition: {
            StringEquals: {
              "aws:RequestTag/eks-cluster-arn": props.clusterArn,
              "aws:RequestTag/kubernetes-namespace": namespace,
              "aws:RequestTag/kubernetes-service-account": serviceAccount,
            },
          },
        },
      ]),
    });
    this.node.defaultChild = this.role;
    const { statements = [], managedPolicies = [] } = props;
    this.policies = [
      ...(statements.length > 0
        ? [
            new IamRolePolicy(this, "policy", {
              name: "pods",
              role: this.role.name,
              policy: policyDocument(statements),
            }),
          ]
        : []),
      ...managedPolicies.map(
        (policyArn) =>
          new IamRolePolicyAttachment(this, policyArn.replace(/^.*\//, "").replaceAll("_", "-"), {
            role: this.role.name,
            policyArn,
          }),
      ),
    ];
  }
}

/** Part of the role's name; not repeated where the service account has the name of its namespace. */
function serviceAccountName(namespace: string, serviceAccount: string): string {
  return namespace === serviceAccount ? serviceAccount : `${namespace}-${serviceAccount}`;
}

export interface PodIdentityRoles extends PodRoleProps {
  /** Further roles that these pods may assume: the statements of each, by its name. @default none */
  readonly assumable?: Readonly<Record<string, readonly PolicyStatement[]>>;
}

/** The role of a service account's pods, its association with the service account, and the roles that it may assume. */
export class PodIdentity extends Construct implements IWorkloadIdentity {
  public readonly serviceAccountAnnotations: Readonly<Record<string, string>> = {};
  public readonly podLabels: Readonly<Record<string, string>> = {};
  public readonly role: PodRole;
  public readonly assumableRoles: Readonly<Record<string, AssumableRole>>;
  public readonly association: EksPodIdentityAssociation;
  private readonly assumePolicies: readonly IDependable[];

  constructor(scope: Construct, id: string, props: PodIdentityRoles) {
    super(scope, id);
    this.role = new PodRole(this, "role", props);
    const { arn } = this.role.role;
    const { clusterName, region, namespace, serviceAccount } = props;
    const owner = [clusterName, region, serviceAccountName(namespace, serviceAccount)];
    this.assumableRoles = Object.fromEntries(
      Object.entries(props.assumable ?? {}).map(([name, statements]) => [
        name,
        new AssumableRole(this, name, {
          name: physicalName([...owner, name], ROLE_NAME_LENGTH),
          description: `Taken on by the pods of ${namespace}/${serviceAccount} in cluster ${clusterName}`,
          assumedBy: arn,
          statements,
        }),
      ]),
    );
    this.assumePolicies = allowAssuming(this, this.role.role, Object.values(this.assumableRoles));
    this.association = new EksPodIdentityAssociation(this, "Resource", {
      clusterName: props.clusterName,
      namespace: props.namespace,
      serviceAccount: props.serviceAccount,
      roleArn: this.role.role.arn,
    });
    this.node.defaultChild = this.association;
  }

  public get assumable(): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.entries(this.assumableRoles).map(([name, { role }]) => [name, role.arn]));
  }

  public get ready(): readonly IDependable[] {
    const ofRoles = Object.values(this.assumableRoles).flatMap(({ policies }) => policies);
    return [this.association, ...this.role.policies, ...this.assumePolicies, ...ofRoles];
  }
}
